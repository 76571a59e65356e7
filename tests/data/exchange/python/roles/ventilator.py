#!/usr/bin/env python3
"""Ventilator: sends messages of its own making.

Node 'ventilator' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

RATE = 1000  # messages a second
COUNT = 5000  # messages
SIZE = 64  # bytes of each payload
PAYLOAD = b"z" * SIZE
ENDPOINT = "tcp://127.0.0.1:5555"


def main():
    with zmq.Context() as context, context.socket(zmq.PUSH) as push:
        on_signal(signal.default_int_handler)

        # PUSH gives its messages to its peers in turn, and waits while all queues are full.
        push.setsockopt(zmq.SNDHWM, 100)  # messages
        push.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: receivers come and go, and need to know only this place.
        push.bind(ENDPOINT)

        sent = 0
        due = time.monotonic()
        try:
            while sent < COUNT:
                push.send(PAYLOAD)
                sent += 1
                # By the clock, so that the mean is exact; of a stall, 0.1 s is made up for.
                due = max(due + 1 / RATE, time.monotonic() - 0.1)
                time.sleep(max(0, due - time.monotonic()))
            # It ends when all of it has been delivered, however long that takes.
            push.setsockopt(zmq.LINGER, -1)
        finally:
            print(f"{sent} messages sent")


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
