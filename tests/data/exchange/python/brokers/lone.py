#!/usr/bin/env python3
"""lone: shares requests between its own workers and those of its peers.

Node 'lone' of the topology 'Brokers'.
"""
import collections
import signal

import zmq

LOCALFE_ENDPOINT = "tcp://127.0.0.1:5560"

totals = collections.Counter()  # of messages


def is_worker(said):
    """An empty frame, then READY or byte 01, or the two or more frames of whom it is for and the reply."""
    return said[:1] == [b""] and (len(said) > 2 or said[1:] in ([b"READY"], [b"\x01"]))


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.ROUTER) as localfe,
        context.socket(zmq.ROUTER) as localbe,
    ):
        on_signal(signal.default_int_handler)

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        localfe.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        localfe.bind(LOCALFE_ENDPOINT)

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        localbe.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # No wire leads to it: nobody will be there.

        free = collections.deque()  # workers; who has waited longest is first
        try:
            while True:
                wanted = [localbe]
                if free:
                    wanted += [localfe]
                ready = zmq.select(wanted, [], [])[0]
                if localbe in ready:
                    worker, *said = localbe.recv_multipart()
                    if not is_worker(said):
                        print(f"{worker!r} said what is neither READY nor a reply: {said!r}")
                        continue
                    free.append(worker)
                    if len(said) > 2:
                        localfe.send_multipart(said[1:])
                if localfe in ready and free:
                    localbe.send_multipart([free.popleft(), b"", *localfe.recv_multipart()])
                    totals["local"] += 1
        finally:
            print(f"{totals['local']} requests for the own workers")


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
