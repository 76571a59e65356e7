#!/usr/bin/env python3
"""Client binding: sends requests, and asks again when no reply comes in time.

Node 'client-binding' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

RATE = 10  # requests a second
COUNT = 3  # requests
SIZE = 64  # bytes of each payload
PAYLOAD = b"z" * SIZE
TIMEOUT = 2500  # ms to wait for a reply
RETRIES = 3  # before a request is abandoned
ENDPOINT = "tcp://127.0.0.1:5559"


def main():
    with zmq.Context() as context, context.socket(zmq.REQ) as req:
        on_signal(signal.default_int_handler)

        # REQ sends and receives strictly in turn. It puts an empty frame before each request: where
        # the envelope ends.
        req.setsockopt(zmq.LINGER, 0)  # without a REQ, nobody waits for the reply
        req.setsockopt(zmq.REQ_RELAXED, 1)  # it may send again though a reply is missing
        req.setsockopt(zmq.REQ_CORRELATE, 1)  # and takes only the reply to what it sent last
        req.setsockopt(zmq.RCVTIMEO, TIMEOUT)
        # It binds: it is the end that stays where it is.
        req.bind(ENDPOINT)

        requests = replies = 0
        due = time.monotonic()
        try:
            while requests < COUNT:
                requests += 1
                for _ in range(1 + RETRIES):
                    req.send(PAYLOAD)
                    try:
                        req.recv_multipart()
                    except zmq.Again:
                        continue  # REQ_RELAXED lets it send again all the same
                    replies += 1
                    break
                else:
                    print(f"no reply after {1 + RETRIES} tries")
                # By the clock, so that the mean is exact; of a stall, 0.1 s is made up for.
                due = max(due + 1 / RATE, time.monotonic() - 0.1)
                time.sleep(max(0, due - time.monotonic()))
        finally:
            print(f"{requests} requests, {replies} replies")


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
