#!/usr/bin/env python3
"""curve-server: answers every request with what it said.

Node 'curve-server' of the topology 'All \"roles\"'.
"""
import os
import signal

import zmq

ENDPOINT = "tcp://127.0.0.1:5568"


def secret(name):
    """Secrets do not stand in a program: the environment has them."""
    if name not in os.environ:
        raise SystemExit(f"The environment variable {name} must be set.")
    return os.fsencode(os.environ[name])


def main():
    with zmq.Context() as context, context.socket(zmq.REP) as rep:
        on_signal(signal.default_int_handler)

        # REP receives and sends strictly in turn. The reply goes to whoever asked.
        rep.setsockopt(zmq.CURVE_SECRETKEY, secret("CURVE_SERVER_S_CURVE_SECRETKEY"))
        rep.setsockopt(zmq.CURVE_SERVER, 1)
        rep.setsockopt(zmq.LINGER, 0)  # ms
        # It binds: those who ask come and go, and need to know only this place.
        rep.bind(ENDPOINT)

        answered = 0
        try:
            while True:
                request = rep.recv_multipart()
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
