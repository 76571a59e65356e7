#!/usr/bin/env python3
"""Sink pull: receives messages.

Node 'sink-pull' of the topology 'All \"roles\"'.
"""
import signal

import zmq

ENDPOINT = "tcp://127.0.0.1:5556"


def main():
    with zmq.Context() as context, context.socket(zmq.PULL) as pull:
        on_signal(signal.default_int_handler)

        # PULL takes from all of its peers, fairly in turn.
        pull.setsockopt(zmq.RCVHWM, 10)  # messages
        # It binds: senders come and go, and need to know only this place.
        pull.bind(ENDPOINT)

        received = 0
        try:
            while True:
                pull.recv_multipart()
                received += 1
        finally:
            print(f"{received} messages received")


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
