#!/usr/bin/env python3
"""worded: tells a load balancer that it is free, and answers each request that it gets.

Node 'worded' of the topology 'Brokers'.
"""
import signal
import time

import zmq

READY = b"\x01"
WORK = 0.25  # seconds for each request
TEXT = b"done \"so\""
ENDPOINT = "tcp://127.0.0.1:5556"


def main():
    with zmq.Context() as context, context.socket(zmq.DEALER) as dealer:
        on_signal(signal.default_int_handler)

        # DEALER sends to its peers in turn and receives from all of them, at any time.
        dealer.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        dealer.connect(ENDPOINT)

        # The empty frame that a REQ would put there: the broker knows by it where the envelope
        # ends.
        dealer.send_multipart([b"", READY])
        answered = 0
        try:
            while True:
                *envelope, request = dealer.recv_multipart()
                time.sleep(WORK)
                # The envelope leads the reply to whoever asked.
                dealer.send_multipart([*envelope, TEXT])
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
