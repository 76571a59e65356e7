#!/usr/bin/env python3
"""endless-vent: hands out tasks, each of which says how many milliseconds it takes.

Node 'endless-vent' of the topology 'All \"roles\"'.
"""
import random
import signal

import zmq

SHORTEST = 1  # ms that a task takes
LONGEST = 100  # ms
BIND_ENDPOINT = "tcp://127.0.0.1:5572"
CONNECT_ENDPOINT = "tcp://127.0.0.1:5573"


def main():
    with zmq.Context() as context, context.socket(zmq.PUSH) as sender:
        # PUSH gives its messages to its peers in turn, and waits while all queues are full.
        sender.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: receivers come and go, and need to know only this place.
        sender.bind(BIND_ENDPOINT)
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        sender.connect(CONNECT_ENDPOINT)

        sent = 0
        try:
            while True:
                sender.send(b"%d" % random.randint(SHORTEST, LONGEST))
                sent += 1
        finally:
            print(f"{sent} tasks sent")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
