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
        on_signal(signal.default_int_handler)

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
