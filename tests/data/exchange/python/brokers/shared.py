#!/usr/bin/env python3
"""shared: shares requests between its own workers and those of its peers.

Node 'shared' of the topology 'Brokers'.
"""
import collections
import random
import signal

import zmq

PEERS = [b"A"]
SHARE = 20  # % of the own clients' requests that go to a peer
CLOUDFE_ENDPOINT = "tcp://127.0.0.1:5563"
CLOUDBE_ENDPOINT = "tcp://127.0.0.1:5564"

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

        cloudbe.setsockopt(zmq.ROUTER_MANDATORY, 1)  # who is not there is no place for a request
        free = collections.deque()  # workers; who has waited longest is first
        peers = set(PEERS)
        try:
            while True:
                wanted = [localbe, cloudbe]
                if free:
                    wanted += [localfe, cloudfe]
                ready = zmq.select(wanted, [], [])[0]
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
                # The peers' clients come first, and are never passed on.
                if cloudfe in ready and free:
                    request = cloudfe.recv_multipart()
                    peers.add(request[0])  # its name leads the reply back
                    localbe.send_multipart([free.popleft(), b"", *request])
                if localfe in ready and free:
                    request = localfe.recv_multipart()
                    away = PEERS and random.random() * 100 < SHARE
                    if away and send_to_peer(cloudbe, random.choice(PEERS), request):
                        totals["to the cloud"] += 1
                    else:
                        localbe.send_multipart([free.popleft(), b"", *request])
                        totals["local"] += 1
        finally:
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
