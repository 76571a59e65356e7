#!/usr/bin/env python3
"""gatherer: gathers results, and measures how long they took.

Node 'gatherer' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

RESULTS = 50  # to wait for
RECEIVER_ENDPOINT = "tcp://127.0.0.1:5570"
CONTROL_ENDPOINT = "tcp://127.0.0.1:5571"


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.PULL) as receiver,
        context.socket(zmq.PUB) as control,
    ):
        # PULL takes from all of its peers, fairly in turn.
        # It binds: senders come and go, and need to know only this place.
        receiver.bind(RECEIVER_ENDPOINT)

        # PUB sends to all who subscribed. Who comes late or reads too slowly misses some.
        control.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: receivers come and go, and need to know only this place.
        control.bind(CONTROL_ENDPOINT)

        results = elapsed = 0
        start = None
        marked = False
        try:
            while results < RESULTS:
                *_, result = receiver.recv_multipart()
                start = start or time.monotonic()
                if result == b"0" and not marked:
                    marked = True  # the ventilator's start marker
                    continue
                results += 1
                elapsed = time.monotonic() - start
            control.send(b"KILL")  # those who listen end by it
            # It ends when all of it has been delivered, however long that takes.
            control.setsockopt(zmq.LINGER, -1)
        finally:
            print(f"{results} results in {elapsed * 1000:.0f} ms")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
