#!/usr/bin/env python3
"""asks-dealer: asks for work, does it, and asks again.

Node 'asks-dealer' of the topology 'All \"roles\"'.
"""
import random
import signal
import time

import zmq

SHORTEST = 0.001  # seconds of work
LONGEST = 0.01  # seconds
ENDPOINT = "tcp://127.0.0.1:5576"


def main():
    with zmq.Context() as context, context.socket(zmq.DEALER) as dealer:
        # DEALER sends to its peers in turn and receives from all of them, at any time.
        dealer.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        dealer.connect(ENDPOINT)

        tasks = 0
        try:
            while True:
                # First the empty frame that a REQ would put there.
                dealer.send_multipart([b"", b"Hi Boss"])
                *_, answer = dealer.recv_multipart()
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
