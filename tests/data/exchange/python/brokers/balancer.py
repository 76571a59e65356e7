#!/usr/bin/env python3
"""balancer: gives each request to the worker that has waited longest.

Node 'balancer' of the topology 'Brokers'.
"""
import collections
import signal

import zmq

FRONTEND_ENDPOINT = "tcp://127.0.0.1:5555"
BACKEND_ENDPOINT = "tcp://127.0.0.1:5556"


def is_worker(said):
    """An empty frame, then READY or byte 01, or the two or more frames of whom it is for and the reply."""
    return said[:1] == [b""] and (len(said) > 2 or said[1:] in ([b"READY"], [b"\x01"]))


def deliver(router, message):
    """With ROUTER_MANDATORY, a peer that is gone is an error and not a message dropped in silence."""
    try:
        router.send_multipart(message)
    except zmq.ZMQError as error:
        if error.errno != zmq.EHOSTUNREACH:
            raise
        print(f"{message[0]!r} is gone")


def main():
    with (
        zmq.Context() as context,
        context.socket(zmq.ROUTER) as frontend,
        context.socket(zmq.ROUTER) as backend,
    ):
        on_signal(signal.default_int_handler)

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        frontend.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        frontend.bind(FRONTEND_ENDPOINT)

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        backend.setsockopt(zmq.ROUTER_MANDATORY, 1)
        backend.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        backend.bind(BACKEND_ENDPOINT)

        free = collections.deque()  # workers; who has waited longest is first
        requests = replies = 0
        try:
            while True:
                # While nobody is free, requests stay where they are, and the clients feel it.
                ready = zmq.select([backend, frontend] if free else [backend], [], [])[0]
                if backend in ready:
                    worker, *said = backend.recv_multipart()
                    if not is_worker(said):
                        print(f"{worker!r} said what is neither READY nor a reply: {said!r}")
                        continue
                    free.append(worker)
                    if len(said) > 2:
                        frontend.send_multipart(said[1:])
                        replies += 1
                if frontend in ready:
                    # What stands before the empty frame leads to the worker, what follows it leads back.
                    deliver(backend, [free.popleft(), b"", *frontend.recv_multipart()])
                    requests += 1
        finally:
            print(f"{requests} requests, {replies} replies")


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
