#!/usr/bin/env python3
"""Weather: sends messages of its own making.

Node 'weather' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal

import zmq
import zmq.asyncio

TOPICS = [b"berlin", "Zürich".encode()]  # the first frame of each message, in turn
PAYLOAD = b"sunny"
SOCKET_OUT_ENDPOINT = "tcp://*:7000"
SOCKET_LOG_ENDPOINT = "tcp://127.0.0.1:5557"

totals = collections.Counter()  # of messages


async def send(socket):
    sent = 0
    while True:
        await socket.send_multipart([TOPICS[sent % len(TOPICS)], PAYLOAD])
        sent += 1
        totals["sent"] += 1
        await asyncio.sleep(0)  # the other coroutines have their turn


async def discard(socket):
    """What comes back must not pile up: replies, or an XPUB's subscriptions."""
    while True:
        await socket.recv_multipart()
        await asyncio.sleep(0)  # the other coroutines have their turn


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with (
        zmq.asyncio.Context() as context,
        context.socket(zmq.XPUB) as socket_out,
        context.socket(zmq.PUSH) as socket_log,
    ):
        # XPUB is a PUB that can read its peers' subscriptions: \x01 or \x00 before the topic.
        socket_out.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: receivers come and go, and need to know only this place.
        socket_out.bind(SOCKET_OUT_ENDPOINT)

        # PUSH gives its messages to its peers in turn, and waits while all queues are full.
        socket_log.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        socket_log.connect(SOCKET_LOG_ENDPOINT)

        try:
            await asyncio.gather(
                send(socket_out),
                send(socket_log),
                discard(socket_out),
            )
        finally:
            print(f"{totals['sent']} messages sent")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
