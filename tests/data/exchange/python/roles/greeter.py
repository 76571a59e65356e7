#!/usr/bin/env python3
"""greeter: sends requests, and asks again when no reply comes in time.

Node 'greeter' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

RATE = 2  # requests a second
PAYLOAD = b"Hello"
TIMEOUT = 2500  # ms to wait for a reply
RETRIES = 3  # before a request is abandoned
ENDPOINTS = ["tcp://127.0.0.1:5578", "tcp://127.0.0.1:5579"]


def open_requester(context):
    req = context.socket(zmq.REQ)
    # REQ sends and receives strictly in turn. It puts an empty frame before each request: where the
    # envelope ends.
    req.setsockopt(zmq.LINGER, 0)  # without a REQ, nobody waits for the reply
    # It connects, and again after a break; what it sends meanwhile waits in its queue.
    for endpoint in ENDPOINTS:
        req.connect(endpoint)
    return req


def main():
    with zmq.Context() as context:
        req = open_requester(context)
        requests = replies = 0
        due = time.monotonic()
        try:
            while True:
                requests += 1
                for _ in range(1 + RETRIES):
                    req.send(PAYLOAD)
                    if req.poll(TIMEOUT):
                        req.recv_multipart()
                        replies += 1
                        break
                    # The lazy pirate: a REQ that lost its reply may not send again, only a new one may.
                    req.close()
                    req = open_requester(context)
                else:
                    print(f"no reply after {1 + RETRIES} tries")
                # By the clock, so that the mean is exact; of a stall, 0.1 s is made up for.
                due = max(due + 1 / RATE, time.monotonic() - 0.1)
                time.sleep(max(0, due - time.monotonic()))
        finally:
            req.close()
            print(f"{requests} requests, {replies} replies")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
