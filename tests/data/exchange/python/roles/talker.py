#!/usr/bin/env python3
"""talker: sends and receives, each at its own pace.

Node 'talker' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal
import time

import zmq
import zmq.asyncio

RATE = 1  # messages a second
PAYLOAD = b"request"
ENDPOINT = "tcp://127.0.0.1:5577"

totals = collections.Counter()  # of messages


async def send(socket):
    due = time.monotonic()
    while True:
        await socket.send(PAYLOAD)
        totals["sent"] += 1
        # By the clock, so that the mean is exact; of a stall, 0.1 s is made up for.
        due = max(due + 1 / RATE, time.monotonic() - 0.1)
        await asyncio.sleep(max(0, due - time.monotonic()))


async def receive(socket):
    while True:
        await socket.recv_multipart()
        totals["received"] += 1
        await asyncio.sleep(0)  # the other coroutines have their turn


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with zmq.asyncio.Context() as context, context.socket(zmq.DEALER) as dealer:
        # DEALER sends to its peers in turn and receives from all of them, at any time.
        dealer.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        dealer.connect(ENDPOINT)

        try:
            await asyncio.gather(send(dealer), receive(dealer))
        finally:
            print(f"{totals['sent']} messages sent, {totals['received']} received")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
