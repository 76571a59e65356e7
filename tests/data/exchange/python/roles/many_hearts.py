#!/usr/bin/env python3
"""Many hearts: answers each beat with what it said.

Node 'many-hearts' of the topology 'All \"roles\"'.
"""
import resource
import signal

import zmq

HEARTS = 1500
NAME = b"engine"  # of the hearts, before their numbers
PONG_ENDPOINT = "tcp://127.0.0.1:5566"
PING_ENDPOINT = "tcp://127.0.0.1:5565"


def open_pong(context, number):
    pong = context.socket(zmq.DEALER)
    # DEALER sends to its peers in turn and receives from all of them, at any time.
    pong.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
    pong.setsockopt(zmq.ROUTING_ID, NAME + b"-%04d" % number)
    # It connects, and again after a break; what it sends meanwhile waits in its queue.
    pong.connect(PONG_ENDPOINT)
    return pong


def main():
    # Each heart has a connection: as many descriptors as there may be.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    context = zmq.Context()
    context.set(zmq.MAX_SOCKETS, HEARTS + 10)
    with context, context.socket(zmq.SUB) as ping:
        # SUB gets what begins with one of its subscriptions, and nothing without one.
        ping.setsockopt(zmq.SUBSCRIBE, b"")  # to everything
        # It connects, and again after a break: any order of starting will do.
        ping.connect(PING_ENDPOINT)

        pongs = [open_pong(context, number) for number in range(1, HEARTS + 1)]
        on_signal(signal.default_int_handler)

        answered = 0
        try:
            while True:
                beat = ping.recv_multipart()
                for pong in pongs:
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
