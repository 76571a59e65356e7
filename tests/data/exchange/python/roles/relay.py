#!/usr/bin/env python3
"""Relay: takes each message in, works on it, and passes it on.

Node 'relay' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal

import zmq
import zmq.asyncio

RECEIVER_ENDPOINT = "tcp://127.0.0.1:7000"
SENDER_ENDPOINT = "ipc://relayed-in.ipc"

totals = collections.Counter()  # of messages


async def work(receiver, sender):
    while True:
        message = await receiver.recv_multipart()
        await sender.send_multipart(message)
        totals["passed on"] += 1
        await asyncio.sleep(0)  # the other coroutine has its turn


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
        context.socket(zmq.SUB) as receiver,
        context.socket(zmq.DEALER) as sender,
    ):
        # SUB gets what begins with one of its subscriptions, and nothing without one.
        receiver.setsockopt(zmq.SUBSCRIBE, b"")  # to everything
        # It connects, and again after a break: any order of starting will do.
        receiver.connect(RECEIVER_ENDPOINT)

        # DEALER sends to its peers in turn and receives from all of them, at any time.
        sender.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        sender.connect(SENDER_ENDPOINT)

        try:
            await asyncio.gather(work(receiver, sender), discard(sender))
        finally:
            print(f"{totals['passed on']} messages passed on")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
