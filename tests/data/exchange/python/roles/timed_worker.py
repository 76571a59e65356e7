#!/usr/bin/env python3
"""timed-worker: takes each message in, works on it, and passes it on.

Node 'timed-worker' of the topology 'All \"roles\"'.
"""
import signal
import time

import zmq

RECEIVER_ENDPOINT = "tcp://127.0.0.1:5569"
SENDER_ENDPOINT = "tcp://127.0.0.1:5570"
CONTROL_ENDPOINT = "tcp://127.0.0.1:5571"


def work_time(task):
    """Seconds; the task is the number of milliseconds that it takes."""
    try:
        return max(0, float(task)) / 1000
    except ValueError:
        return 0


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.PULL) as receiver,
        context.socket(zmq.PUSH) as sender,
        context.socket(zmq.SUB) as control,
    ):
        # PULL takes from all of its peers, fairly in turn.
        # It connects, and again after a break: any order of starting will do.
        receiver.connect(RECEIVER_ENDPOINT)

        # PUSH gives its messages to its peers in turn, and waits while all queues are full.
        sender.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        sender.connect(SENDER_ENDPOINT)

        # SUB gets what begins with one of its subscriptions, and nothing without one.
        control.setsockopt(zmq.SUBSCRIBE, b"")  # to everything
        # It connects, and again after a break: any order of starting will do.
        control.connect(CONTROL_ENDPOINT)

        poller = zmq.Poller()
        poller.register(receiver, zmq.POLLIN)
        poller.register(control, zmq.POLLIN)
        passed_on = 0
        try:
            while True:
                ready = dict(poller.poll())
                if control in ready:
                    break  # whatever it says, it is the end
                if receiver not in ready:
                    continue
                message = receiver.recv_multipart()
                time.sleep(work_time(message[-1]))
                sender.send_multipart(message)
                passed_on += 1
            # It ends when all of it has been delivered, however long that takes.
            sender.setsockopt(zmq.LINGER, -1)
        finally:
            print(f"{passed_on} messages passed on")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
