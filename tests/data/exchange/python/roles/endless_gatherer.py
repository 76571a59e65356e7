#!/usr/bin/env python3
"""endless-gatherer: gathers results, and measures how long they took.

Node 'endless-gatherer' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

ENDPOINT = "tcp://127.0.0.1:5573"


def main():
    with zmq.Context() as context, context.socket(zmq.PULL) as receiver:
        # PULL takes from all of its peers, fairly in turn.
        # It binds: senders come and go, and need to know only this place.
        receiver.bind(ENDPOINT)

        results = elapsed = 0
        start = None
        marked = False
        try:
            while True:
                *_, result = receiver.recv_multipart()
                start = start or time.monotonic()
                if result == b"0" and not marked:
                    marked = True  # the ventilator's start marker
                    continue
                results += 1
                elapsed = time.monotonic() - start
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
