#!/usr/bin/env python3
"""asynchronous: answers each request with no, one or several replies.

Node 'asynchronous' of the topology 'All \"roles\"'.
"""
import random
import signal
import time

import zmq

REPLIES = 3  # to one request at most
LONGEST = 1  # seconds for each
ENDPOINT = "tcp://127.0.0.1:5577"


def main():
    with zmq.Context() as context, context.socket(zmq.DEALER) as dealer:
        # DEALER sends to its peers in turn and receives from all of them, at any time.
        dealer.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: it is the end that stays where it is.
        dealer.bind(ENDPOINT)

        requests = replies = 0
        try:
            while True:
                request = dealer.recv_multipart()
                requests += 1
                for _ in range(random.randint(0, REPLIES)):
                    time.sleep(random.uniform(0, LONGEST))
                    # The routing id in front leads it to whoever asked.
                    dealer.send_multipart(request)
                    replies += 1
        finally:
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
