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


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
