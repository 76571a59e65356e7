#!/usr/bin/env python3
"""plain: tells a load balancer that it is free, and answers each request that it gets.

Node 'plain' of the topology 'Brokers'.
"""
import signal

import zmq

READY = b"READY"
ENDPOINT = "tcp://127.0.0.1:5556"


def main():
    with zmq.Context() as context, context.socket(zmq.REQ) as req:
        on_signal(signal.default_int_handler)

        # REQ sends and receives strictly in turn. It puts an empty frame before each request: where
        # the envelope ends.
        req.setsockopt(zmq.LINGER, 0)  # without a REQ, nobody waits for the reply
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        req.connect(ENDPOINT)

        req.send(READY)
        answered = 0
        try:
            while True:
                *envelope, request = req.recv_multipart()
                # The envelope leads the reply to whoever asked.
                req.send_multipart([*envelope, request])
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
