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
        on_signal(signal.default_int_handler)

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
