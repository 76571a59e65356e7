#!/usr/bin/env python3
"""curve-source: sends messages of its own making.

Node 'curve-source' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import os
import signal
import time

import zmq
import zmq.asyncio

RATE = 1  # messages a second
SIZE = 64  # bytes of each payload
PAYLOAD = b"z" * SIZE
ENDPOINT = "tcp://127.0.0.1:5568"

totals = collections.Counter()  # of messages


def secret(name):
    """Secrets do not stand in a program: the environment has them."""
    if name not in os.environ:
        raise SystemExit(f"The environment variable {name} must be set.")
    return os.fsencode(os.environ[name])


async def send(socket):
    due = time.monotonic()
    while True:
        # REPs want the empty frame that a REQ would put first.
        await socket.send_multipart([b"", PAYLOAD])
        totals["sent"] += 1
        # By the clock, so that the mean is exact; of a stall, 0.1 s is made up for.
        due = max(due + 1 / RATE, time.monotonic() - 0.1)
        await asyncio.sleep(max(0, due - time.monotonic()))


async def discard(socket):
    """What comes back must not pile up: replies, or an XPUB's subscriptions."""
    while True:
        await socket.recv_multipart()
        await asyncio.sleep(0)  # the other coroutines have their turn


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with zmq.asyncio.Context() as context, context.socket(zmq.DEALER) as dealer:
        # DEALER sends to its peers in turn and receives from all of them, at any time.
        dealer.setsockopt(zmq.CURVE_PUBLICKEY, b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        dealer.setsockopt(zmq.CURVE_SECRETKEY, secret("CURVE_SOURCE_S_CURVE_SECRETKEY"))
        dealer.setsockopt(zmq.CURVE_SERVERKEY, b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        dealer.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        dealer.connect(ENDPOINT)

        try:
            await asyncio.gather(send(dealer), discard(dealer))
        finally:
            print(f"{totals['sent']} messages sent")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
