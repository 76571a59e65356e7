#!/usr/bin/env python3
"""silent: asks in bursts, and ends when a task is not answered in time.

Node 'silent' of the topology 'Brokers'.
"""
import random
import signal
import time

import zmq

BURST = 15  # tasks at most
PAUSE = 5  # seconds between two bursts at most
TIMEOUT = 10000  # ms to wait for an answer
SEED = 7  # the same choices each time
ENDPOINT = "tcp://127.0.0.1:5560"


def main():
    random.seed(SEED)
    with zmq.Context() as context, context.socket(zmq.REQ) as frontend:
        on_signal(signal.default_int_handler)

        # REQ sends and receives strictly in turn. It puts an empty frame before each request: where
        # the envelope ends.
        frontend.setsockopt(zmq.LINGER, 0)  # without a REQ, nobody waits for the reply
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        frontend.connect(ENDPOINT)

        tasks = answers = 0
        try:
            while True:
                time.sleep(random.uniform(0, PAUSE))
                for _ in range(random.randint(0, BURST)):
                    task = b"%04X" % random.randrange(0x10000)
                    frontend.send(task)
                    tasks += 1
                    if not frontend.poll(TIMEOUT):
                        print(f"no answer to task {task.decode()}: it ends")
                        return
                    frontend.recv()
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
