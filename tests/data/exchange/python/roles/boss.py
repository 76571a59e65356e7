#!/usr/bin/env python3
"""boss: gives work to whoever asks for it.

Node 'boss' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

PERIOD = 5  # seconds; then it fires whoever asks
ENDPOINT = "tcp://127.0.0.1:5576"


def main():
    with zmq.Context() as context, context.socket(zmq.ROUTER) as router:
        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        router.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        router.bind(ENDPOINT)

        end = time.monotonic() + PERIOD
        working = set()
        tasks = fired = 0
        try:
            while time.monotonic() < end or working:
                worker, *_ = router.recv_multipart()
                if time.monotonic() < end:
                    answer = b"Work harder"
                    working.add(worker)
                    tasks += 1
                else:
                    answer = b"Fired!"
                    working.discard(worker)
                    fired += 1
                # A REQ takes an answer only behind an empty frame.
                router.send_multipart([worker, b"", answer])
            # It ends when all of it has been delivered, however long that takes.
            router.setsockopt(zmq.LINGER, -1)
        finally:
            print(f"{tasks} tasks given, {fired} workers fired")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
