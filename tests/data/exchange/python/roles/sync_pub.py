#!/usr/bin/env python3
"""sync-pub: publishes when all its subscribers are there.

Node 'sync-pub' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

SUBSCRIBERS = 1  # to wait for
RATE = 1000  # messages a second
COUNT = 1000  # messages
SIZE = 64  # bytes of each payload
PAYLOAD = b"z" * SIZE
PUBLISHER_ENDPOINT = "tcp://127.0.0.1:5574"
SYNC_ENDPOINT = "tcp://127.0.0.1:5575"


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.PUB) as publisher,
        context.socket(zmq.REP) as sync,
    ):
        # PUB sends to all who subscribed. Who comes late or reads too slowly misses some.
        publisher.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: receivers come and go, and need to know only this place.
        publisher.bind(PUBLISHER_ENDPOINT)

        # REP receives and sends strictly in turn. The reply goes to whoever asked.
        sync.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        sync.bind(SYNC_ENDPOINT)

        # Each asks when its subscription has come, so that it misses nothing.
        subscribers = 0
        while subscribers < SUBSCRIBERS:
            sync.recv_multipart()
            sync.send(b"")
            subscribers += 1
        sent = 0
        due = time.monotonic()
        try:
            while sent < COUNT:
                publisher.send(PAYLOAD)
                sent += 1
                # By the clock, so that the mean is exact; of a stall, 0.1 s is made up for.
                due = max(due + 1 / RATE, time.monotonic() - 0.1)
                time.sleep(max(0, due - time.monotonic()))
            publisher.send(b"END")
            # It ends when all of it has been delivered, however long that takes.
            publisher.setsockopt(zmq.LINGER, -1)
            sync.setsockopt(zmq.LINGER, -1)
        finally:
            print(f"{sent} messages sent")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
