#!/usr/bin/env python3
"""task-vent: hands out tasks, each of which says how many milliseconds it takes.

Node 'task-vent' of the topology 'All \"roles\"'.
"""
import random
import signal
import time

import zmq

RATE = 100  # tasks a second
TASKS = 50
SHORTEST = 1  # ms that a task takes
LONGEST = 20  # ms
SENDER_ENDPOINT = "tcp://127.0.0.1:5569"
SINK_ENDPOINT = "tcp://127.0.0.1:5570"


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.PUSH) as sender,
        context.socket(zmq.PUSH) as sink,
    ):
        # PUSH gives its messages to its peers in turn, and waits while all queues are full.
        sender.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: receivers come and go, and need to know only this place.
        sender.bind(SENDER_ENDPOINT)

        # PUSH gives its messages to its peers in turn, and waits while all queues are full.
        sink.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        sink.connect(SINK_ENDPOINT)

        sent = 0
        try:
            sink.send(b"0")  # from here on the sink measures the time
            due = time.monotonic()
            while sent < TASKS:
                sender.send(b"%d" % random.randint(SHORTEST, LONGEST))
                sent += 1
                # By the clock, so that the mean is exact; of a stall, 0.1 s is made up for.
                due = max(due + 1 / RATE, time.monotonic() - 0.1)
                time.sleep(max(0, due - time.monotonic()))
            # It ends when all of it has been delivered, however long that takes.
            sender.setsockopt(zmq.LINGER, -1)
            sink.setsockopt(zmq.LINGER, -1)
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
