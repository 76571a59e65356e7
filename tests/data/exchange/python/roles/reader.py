#!/usr/bin/env python3
"""Reader: receives messages.

Node 'reader' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

WORK = 0.001  # seconds for each message
ENDPOINT = "tcp://127.0.0.1:7000"


def main():
    with zmq.Context() as context, context.socket(zmq.SUB) as sub:
        # SUB gets what begins with one of its subscriptions, and nothing without one.
        sub.setsockopt(zmq.SUBSCRIBE, b"berlin")
        sub.setsockopt(zmq.SUBSCRIBE, b"\x00\xff")
        # It connects, and again after a break: any order of starting will do.
        sub.connect(ENDPOINT)

        received = 0
        try:
            while True:
                sub.recv_multipart()
                received += 1
                time.sleep(WORK)
        finally:
            print(f"{received} messages received")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
