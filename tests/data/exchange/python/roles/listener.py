#!/usr/bin/env python3
"""Listener: hears the beats that somebody else sends, and tells whether they keep coming.

Node 'listener' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

PERIOD = 1  # seconds between two beats
GRACE = PERIOD  # seconds that an answer may take
MISSES = 3  # beats in a row that make a heart lost
ENDPOINT = "tcp://127.0.0.1:5565"


def main():
    with zmq.Context() as context, context.socket(zmq.SUB) as sub:
        # SUB gets what begins with one of its subscriptions, and nothing without one.
        sub.setsockopt(zmq.SUBSCRIBE, b"")  # to everything
        # It connects, and again after a break: any order of starting will do.
        sub.connect(ENDPOINT)

        state = None
        missed = 0
        last = time.monotonic()
        while True:
            overdue = last + (missed + 1) * PERIOD + GRACE
            if sub.poll(max(0, overdue - time.monotonic()) * 1000):  # ms
                sub.recv_multipart()
                last = time.monotonic()
                missed = 0
            else:
                missed += 1
            now = "alive" if missed == 0 else "late" if missed < MISSES else "lost"
            if now != state:
                state = now
                print(f"monitor is {state}")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
