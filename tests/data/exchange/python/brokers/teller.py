#!/usr/bin/env python3
"""teller: shares requests between its own workers and those of its peers.

Node 'teller' of the topology 'Brokers'.
"""
import random
import signal
import time

import zmq

NAME = b"T"  # by which the peers know it
PERIOD = 0.5  # seconds between two states at most
STATEBE_ENDPOINT = "tcp://127.0.0.1:5558"
STATEFE_ENDPOINT = "tcp://127.0.0.1:5557"


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.PUB) as statebe,
        context.socket(zmq.SUB) as statefe,
    ):
        on_signal(signal.default_int_handler)

        # PUB sends to all who subscribed. Who comes late or reads too slowly misses some.
        statebe.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: receivers come and go, and need to know only this place.
        statebe.bind(STATEBE_ENDPOINT)

        # SUB gets what begins with one of its subscriptions, and nothing without one.
        statefe.setsockopt(zmq.SUBSCRIBE, b"")  # to everything
        # It connects, and again after a break: any order of starting will do.
        statefe.connect(STATEFE_ENDPOINT)

        capacity = {}  # how many workers are free at each peer, as it told
        due = time.monotonic()
        try:
            while True:
                if time.monotonic() >= due:
                    statebe.send_multipart([NAME, b"%d" % random.randrange(10)])
                    due = time.monotonic() + PERIOD
                wanted = [statefe]
                ready = zmq.select(wanted, [], [], max(0, due - time.monotonic()))[0]
                if statefe in ready:
                    peer, number = statefe.recv_multipart()
                    if peer != NAME:
                        capacity[peer] = int(number)
        finally:
            for peer, number in capacity.items():
                print(f"{peer!r} told {number} last")


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
