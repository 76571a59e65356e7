#!/usr/bin/env python3
"""Far: sends and receives, each at its own pace.

Node 'far' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal
import time

import zmq
import zmq.asyncio

RATE = 10  # messages a second
SIZE = 64  # bytes of each payload
PAYLOAD = b"z" * SIZE
ENDPOINT = "tcp://127.0.0.1:5564"

totals = collections.Counter()  # of messages


async def send_to_peers(router, peers):
    """To all in turn who are known: by a name given to them, or by what came from them."""
    due = time.monotonic()
    while True:
        while not peers:
            await asyncio.sleep(0.01)
        peers.rotate(-1)
        await router.send_multipart([peers[0], PAYLOAD])
        totals["sent"] += 1
        # By the clock, so that the mean is exact; of a stall, 0.1 s is made up for.
        due = max(due + 1 / RATE, time.monotonic() - 0.1)
        await asyncio.sleep(max(0, due - time.monotonic()))


async def receive_from_peers(router, peers):
    while True:
        routing_id, *_ = await router.recv_multipart()
        totals["received"] += 1
        if routing_id not in peers:
            peers.append(routing_id)
        await asyncio.sleep(0)  # the other coroutines have their turn


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with zmq.asyncio.Context() as context, context.socket(zmq.ROUTER) as router:
        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        router.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        router.bind(ENDPOINT)

        peers = collections.deque()
        try:
            await asyncio.gather(send_to_peers(router, peers), receive_from_peers(router, peers))
        finally:
            print(f"{totals['sent']} messages sent, {totals['received']} received")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
