#!/usr/bin/env python3
"""asks-req: asks for work, does it, and asks again.

Node 'asks-req' of the topology 'All \"roles\"'.
"""
import random
import signal
import time

import zmq

SHORTEST = 0.001  # seconds of work
LONGEST = 0.5  # seconds
ENDPOINT = "tcp://127.0.0.1:5576"


def main():
    with zmq.Context() as context, context.socket(zmq.REQ) as req:
        on_signal(signal.default_int_handler)

        # REQ sends and receives strictly in turn. It puts an empty frame before each request: where
        # the envelope ends.
        req.setsockopt(zmq.LINGER, 0)  # without a REQ, nobody waits for the reply
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        req.connect(ENDPOINT)

        tasks = 0
        try:
            while True:
                req.send(b"Hi Boss")
                *_, answer = req.recv_multipart()
                if answer == b"Fired!":
                    break
                time.sleep(random.uniform(SHORTEST, LONGEST))
                tasks += 1
        finally:
            print(f"{tasks} tasks done")


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
