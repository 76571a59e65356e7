#!/usr/bin/env python3
"""greeted-rep: answers every request.

Node 'greeted-rep' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

TEXT = b"World"  # the reply to every request
WORK = 0.001  # seconds for each request
ENDPOINT = "tcp://127.0.0.1:5580"


def main():
    with zmq.Context() as context, context.socket(zmq.REP) as rep:
        # REP receives and sends strictly in turn. The reply goes to whoever asked.
        rep.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        rep.bind(ENDPOINT)

        answered = 0
        try:
            while True:
                rep.recv_multipart()
                time.sleep(WORK)
                rep.send_multipart([TEXT])
                answered += 1
        finally:
            print(f"{answered} requests answered")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
