#!/usr/bin/env python3
"""Relayed: answers every request with what it said.

Node 'relayed' of the topology 'All \"roles\"'.
"""
import signal

import zmq

ENDPOINT = "ipc://relayed-in.ipc"


def deliver(router, message):
    """With ROUTER_MANDATORY, a peer that is gone is an error and not a message dropped in silence."""
    try:
        router.send_multipart(message)
    except zmq.ZMQError as error:
        if error.errno != zmq.EHOSTUNREACH:
            raise
        print(f"{message[0]!r} is gone")


def main():
    with zmq.Context() as context, context.socket(zmq.ROUTER) as router:
        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        router.setsockopt(zmq.ROUTER_MANDATORY, 1)
        router.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        router.bind(ENDPOINT)

        answered = 0
        try:
            while True:
                request = router.recv_multipart()
                # Sent back as it came: the envelope leads the reply to whoever asked.
                deliver(router, request)
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
