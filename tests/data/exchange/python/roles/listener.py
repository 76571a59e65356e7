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
        on_signal(signal.default_int_handler)

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
