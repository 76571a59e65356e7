#!/usr/bin/env python3
"""other: shares requests between its own workers and those of its peers.

Node 'other' of the topology 'Brokers'.
"""
import collections
import random
import signal
import time

import zmq

NAME = "B é".encode()  # by which the peers know it
PERIOD = 1  # seconds between two states at most
CLOUDFE_ENDPOINT = "tcp://127.0.0.1:5565"
CLOUDBE_ENDPOINT = "tcp://127.0.0.1:5566"
STATEBE_ENDPOINT = "tcp://127.0.0.1:5559"
STATEFE_ENDPOINT = "tcp://127.0.0.1:5557"

totals = collections.Counter()  # of messages


def is_worker(said):
    """An empty frame, then READY or byte 01, or the two or more frames of whom it is for and the reply."""
    return said[:1] == [b""] and (len(said) > 2 or said[1:] in ([b"READY"], [b"\x01"]))


def send_to_peer(cloudbe, peer, request):
    """False when the peer is not there: ROUTER_MANDATORY makes that an error and not a message dropped in silence."""
    try:
        cloudbe.send_multipart([peer, *request])
    except zmq.ZMQError as error:
        if error.errno != zmq.EHOSTUNREACH:
            raise
        return False
    return True


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.ROUTER) as localfe,
        context.socket(zmq.ROUTER) as localbe,
        context.socket(zmq.ROUTER) as cloudfe,
        context.socket(zmq.ROUTER) as cloudbe,
        context.socket(zmq.PUB) as statebe,
        context.socket(zmq.SUB) as statefe,
    ):
        on_signal(signal.default_int_handler)

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        localfe.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # No wire leads to it: nobody will be there.

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        localbe.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # No wire leads to it: nobody will be there.

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        cloudfe.setsockopt(zmq.ROUTING_ID, "B é".encode())
        cloudfe.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        cloudfe.bind(CLOUDFE_ENDPOINT)

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        cloudbe.setsockopt(zmq.ROUTING_ID, "B é".encode())
        cloudbe.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break: any order of starting will do.
        cloudbe.connect(CLOUDBE_ENDPOINT)

        # PUB sends to all who subscribed. Who comes late or reads too slowly misses some.
        statebe.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: receivers come and go, and need to know only this place.
        statebe.bind(STATEBE_ENDPOINT)

        # SUB gets what begins with one of its subscriptions, and nothing without one.
        statefe.setsockopt(zmq.SUBSCRIBE, b"")  # to everything
        # It connects, and again after a break: any order of starting will do.
        statefe.connect(STATEFE_ENDPOINT)

        cloudbe.setsockopt(zmq.ROUTER_MANDATORY, 1)  # who is not there is no place for a request
        free = collections.deque()  # workers; who has waited longest is first
        peers = set()  # whose requests came
        capacity = {}  # how many workers are free at each peer, as it told
        held = None  # a request that found nobody there
        told = None
        due = time.monotonic()
        try:
            while True:
                wanted = [statefe, localbe, cloudbe]
                if free:
                    wanted += [localfe, cloudfe]
                elif sum(capacity.values()):
                    wanted.append(localfe)
                ready = zmq.select(wanted, [], [], max(0, due - time.monotonic()))[0]
                if statefe in ready:
                    peer, number = statefe.recv_multipart()
                    if peer != NAME:
                        capacity[peer] = int(number)
                if localbe in ready:
                    worker, *said = localbe.recv_multipart()
                    if not is_worker(said):
                        print(f"{worker!r} said what is neither READY nor a reply: {said!r}")
                        continue
                    free.append(worker)
                    if len(said) > 2:
                        (cloudfe if said[1] in peers else localfe).send_multipart(said[1:])
                if cloudbe in ready:
                    _, *reply = cloudbe.recv_multipart()
                    localfe.send_multipart(reply)
                # The own clients come first; what finds no worker here goes to a peer that has one.
                if (held or localfe in ready) and (free or sum(capacity.values())):
                    request, held = held or localfe.recv_multipart(), None
                    if free:
                        localbe.send_multipart([free.popleft(), b"", *request])
                        totals["local"] += 1
                    else:
                        peer = random.choice([peer for peer, number in capacity.items() if number])
                        capacity[peer] -= 1  # until it tells again
                        if send_to_peer(cloudbe, peer, request):
                            totals["to the cloud"] += 1
                        else:
                            capacity[peer], held = 0, request
                if cloudfe in ready and free:
                    request = cloudfe.recv_multipart()
                    peers.add(request[0])  # its name leads the reply back
                    localbe.send_multipart([free.popleft(), b"", *request])
                if len(free) != told or time.monotonic() >= due:
                    told = len(free)
                    statebe.send_multipart([NAME, b"%d" % told])
                    due = time.monotonic() + PERIOD
        finally:
            for peer, number in capacity.items():
                print(f"{peer!r} told {number} last")
            print(f"{totals['local']} requests for the own workers, {totals['to the cloud']} to the cloud")


def on_signal(action):
    """No exception may fall into the making of a socket: the context would wait for it for ever."""
    signal.signal(signal.SIGINT, action)
    signal.signal(signal.SIGTERM, action)


if __name__ == "__main__":
    on_signal(signal.SIG_DFL)
    try:
        main()
    except KeyboardInterrupt:
        pass
