#!/usr/bin/env python3
"""told-worker: takes each message in, works on it, and passes it on.

Node 'told-worker' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal

import zmq
import zmq.asyncio

WORK = 0.001  # seconds for each message
CONTROL_ENDPOINT = "tcp://127.0.0.1:5571"
RECEIVER_ENDPOINT = "tcp://127.0.0.1:5572"

totals = collections.Counter()  # of messages


async def work(receiver, sender):
    while True:
        message = await receiver.recv_multipart()
        await asyncio.sleep(WORK)
        await sender.send_multipart(message)
        totals["passed on"] += 1


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
        context.socket(zmq.SUB) as control,
        context.socket(zmq.PULL) as receiver,
        context.socket(zmq.XPUB) as sender,
    ):
        # SUB gets what begins with one of its subscriptions, and nothing without one.
        control.setsockopt(zmq.SUBSCRIBE, b"")  # to everything
        # It connects, and again after a break: any order of starting will do.
        control.connect(CONTROL_ENDPOINT)

        # PULL takes from all of its peers, fairly in turn.
        # It connects, and again after a break: any order of starting will do.
        receiver.connect(RECEIVER_ENDPOINT)

        # XPUB is a PUB that can read its peers' subscriptions: \x01 or \x00 before the topic.
        sender.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # No wire leads to it: nobody will be there.

        try:
            tasks = [asyncio.create_task(task) for task in (work(receiver, sender), discard(sender))]
            end = asyncio.ensure_future(control.recv_multipart())  # whatever it says, it is the end
            await asyncio.wait([*tasks, end], return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            # It ends when all of it has been delivered, however long that takes.
            sender.setsockopt(zmq.LINGER, -1)
        finally:
            print(f"{totals['passed on']} messages passed on")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
