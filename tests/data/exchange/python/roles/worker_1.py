#!/usr/bin/env python3
"""Worker 1: takes each message in, works on it, and passes it on.

Node 'worker-1' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

WORK = 0.002  # seconds for each message
RECEIVER_ENDPOINT = "tcp://127.0.0.1:5555"
SENDER_ENDPOINT = "tcp://127.0.0.1:5556"


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.PULL) as receiver,
        context.socket(zmq.PUSH) as sender,
    ):
        on_signal(signal.default_int_handler)

        # PULL takes from all of its peers, fairly in turn.
        # It connects, and again after a break: any order of starting will do.
        receiver.connect(RECEIVER_ENDPOINT)

        # PUSH gives its messages to its peers in turn, and waits while all queues are full.
        sender.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        sender.connect(SENDER_ENDPOINT)

        passed_on = 0
        try:
            while True:
                message = receiver.recv_multipart()
                time.sleep(WORK)
                sender.send_multipart(message)
                passed_on += 1
        finally:
            print(f"{passed_on} messages passed on")


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
