#!/usr/bin/env python3
"""sync-sub: subscribes, asks the publisher to begin, and counts what comes.

Node 'sync-sub' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

DELAY = 1  # seconds for the subscription to get there
SUBSCRIBER_ENDPOINT = "tcp://127.0.0.1:5574"
SYNC_ENDPOINT = "tcp://127.0.0.1:5575"


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.SUB) as subscriber,
        context.socket(zmq.REQ) as sync,
    ):
        # SUB gets what begins with one of its subscriptions, and nothing without one.
        subscriber.setsockopt(zmq.SUBSCRIBE, b"")  # to everything
        # It connects, and again after a break: any order of starting will do.
        subscriber.connect(SUBSCRIBER_ENDPOINT)

        # REQ sends and receives strictly in turn. It puts an empty frame before each request: where
        # the envelope ends.
        sync.setsockopt(zmq.LINGER, 0)  # without a REQ, nobody waits for the reply
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        sync.connect(SYNC_ENDPOINT)

        time.sleep(DELAY)
        sync.send(b"")
        sync.recv()
        updates = 0
        complete = False
        try:
            while not complete:
                *_, update = subscriber.recv_multipart()
                complete = update == b"END"
                updates += not complete
        finally:
            print(f"{updates} updates, {'all' if complete else 'not all'}")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
