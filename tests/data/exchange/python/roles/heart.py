#!/usr/bin/env python3
"""Heart: answers each beat with what it said.

Node 'heart' of the topology 'All \"roles\"'.
"""
import signal

import zmq

PING_ENDPOINT = "tcp://127.0.0.1:5565"
PONG_ENDPOINT = "tcp://127.0.0.1:5566"


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.SUB) as ping,
        context.socket(zmq.DEALER) as pong,
    ):
        on_signal(signal.default_int_handler)

        # SUB gets what begins with one of its subscriptions, and nothing without one.
        ping.setsockopt(zmq.SUBSCRIBE, b"")  # to everything
        # It connects, and again after a break: any order of starting will do.
        ping.connect(PING_ENDPOINT)

        # DEALER sends to its peers in turn and receives from all of them, at any time.
        pong.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        pong.setsockopt(zmq.ROUTING_ID, b"heart")  # by which the others know it
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        pong.connect(PONG_ENDPOINT)

        answered = 0
        try:
            while True:
                beat = ping.recv_multipart()
                try:
                    pong.send_multipart(beat, zmq.DONTWAIT)
                    answered += 1
                except zmq.Again:
                    pass  # an answer that has to wait is of no use
        finally:
            print(f"{answered} beats answered")


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
