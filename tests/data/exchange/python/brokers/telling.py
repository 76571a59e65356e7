#!/usr/bin/env python3
"""telling: asks in bursts, and ends when a task is not answered in time.

Node 'telling' of the topology 'Brokers'.
"""
import random
import signal
import time

import zmq

BURST = 3  # tasks at most
PAUSE = 1  # seconds between two bursts at most
TIMEOUT = 1500  # ms to wait for an answer
FRONTEND_ENDPOINT = "tcp://127.0.0.1:5561"
MONITOR_ENDPOINT = "tcp://127.0.0.1:5562"


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.REQ) as frontend,
        context.socket(zmq.PUSH) as monitor,
    ):
        on_signal(signal.default_int_handler)

        # REQ sends and receives strictly in turn. It puts an empty frame before each request: where
        # the envelope ends.
        frontend.setsockopt(zmq.LINGER, 0)  # without a REQ, nobody waits for the reply
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        frontend.connect(FRONTEND_ENDPOINT)

        # PUSH gives its messages to its peers in turn, and waits while all queues are full.
        monitor.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        monitor.connect(MONITOR_ENDPOINT)

        tasks = answers = 0
        try:
            while True:
                time.sleep(random.uniform(0, PAUSE))
                for _ in range(random.randint(0, BURST)):
                    task = b"%04X" % random.randrange(0x10000)
                    frontend.send(task)
                    tasks += 1
                    if not frontend.poll(TIMEOUT):
                        monitor.send(b"E: CLIENT EXIT - lost task " + task)
                        return
                    monitor.send(frontend.recv())
                    answers += 1
        finally:
            print(f"{tasks} tasks, {answers} answers")


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
