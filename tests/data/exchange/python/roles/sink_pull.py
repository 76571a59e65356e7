#!/usr/bin/env python3
"""Sink pull: receives messages.

Node 'sink-pull' of the topology 'All \"roles\"'.
"""
import signal

import zmq

ENDPOINT = "tcp://127.0.0.1:5556"


def main():
    with zmq.Context() as context, context.socket(zmq.PULL) as pull:
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


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
