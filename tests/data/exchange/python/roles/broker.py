#!/usr/bin/env python3
"""Broker: passes messages between its frontend and its backend.

Node 'broker' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal

import zmq
import zmq.asyncio

FRONTEND_BIND_ENDPOINT = "tcp://127.0.0.1:5558"
FRONTEND_CONNECT_ENDPOINT = "tcp://127.0.0.1:5559"
BACKEND_BIND_ENDPOINT = "tcp://127.0.0.1:5560"
BACKEND_CONNECT_ENDPOINT = "tcp://127.0.0.1:5562"
CAPTURE_ENDPOINT = "tcp://127.0.0.1:5561"

totals = collections.Counter()  # of messages


async def forward(source, target, capture, way):
    """zmq.proxy() does the same, but spins in libzmq 4.3 while one side cannot take more."""
    while True:
        message = await source.recv_multipart()
        try:
            await capture.send_multipart(message, zmq.DONTWAIT)
        except zmq.Again:
            pass  # whoever looks on must not hold up the others
        await target.send_multipart(message)
        totals[way] += 1
        await asyncio.sleep(0)  # the other coroutines have their turn


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with (
        zmq.asyncio.Context() as context,
        context.socket(zmq.ROUTER) as frontend,
        context.socket(zmq.DEALER) as backend,
        context.socket(zmq.PUB) as capture,
    ):
        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        frontend.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        frontend.bind(FRONTEND_BIND_ENDPOINT)
        # It connects, and again after a break: any order of starting will do.
        frontend.connect(FRONTEND_CONNECT_ENDPOINT)

        # DEALER sends to its peers in turn and receives from all of them, at any time.
        backend.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: it is the end that stays where it is.
        backend.bind(BACKEND_BIND_ENDPOINT)
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        backend.connect(BACKEND_CONNECT_ENDPOINT)

        # PUB sends to all who subscribed. Who comes late or reads too slowly misses some.
        capture.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: receivers come and go, and need to know only this place.
        capture.bind(CAPTURE_ENDPOINT)

        try:
            await asyncio.gather(
                forward(frontend, backend, capture, "to the backend"),
                forward(backend, frontend, capture, "to the frontend"),
            )
        finally:
            for way, messages in totals.items():
                print(f"{messages} {way}")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
