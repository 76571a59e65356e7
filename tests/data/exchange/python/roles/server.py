#!/usr/bin/env python3
"""Server: answers every request with what it said.

Node 'server' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

WORK = 0.001  # seconds for each request
ENDPOINT = "tcp://127.0.0.1:5560"


def main():
    with zmq.Context() as context, context.socket(zmq.REP) as rep:
        # REP receives and sends strictly in turn. The reply goes to whoever asked.
        rep.setsockopt(zmq.HEARTBEAT_IVL, 500)  # ms
        rep.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break: any order of starting will do.
        rep.connect(ENDPOINT)

        answered = 0
        try:
            while True:
                request = rep.recv_multipart()
                time.sleep(WORK)
                rep.send_multipart(request)
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
