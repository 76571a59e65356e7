#!/usr/bin/env python3
"""Right: sends and receives, each at its own pace.

Node 'right' of the topology 'All \"roles\"'.
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
WORK = 0.001  # seconds for each message received
SOCKET_PAIR_ENDPOINT = "tcp://127.0.0.1:5563"

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
        await asyncio.sleep(WORK)


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
        await asyncio.sleep(WORK)


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with (
        zmq.asyncio.Context() as context,
        context.socket(zmq.PAIR) as socket_pair,
        context.socket(zmq.ROUTER) as socket_router,
    ):
        # PAIR talks to one peer and to nobody else.
        socket_pair.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: it is the end that stays where it is.
        socket_pair.bind(SOCKET_PAIR_ENDPOINT)

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        socket_router.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # A ROUTER can speak first to another one only by a name that it gave it before it
        # connected.
        socket_router.setsockopt(zmq.CONNECT_ROUTING_ID, b"far.router")
        socket_router.connect("tcp://127.0.0.1:5564")

        peers_of_socket_router = collections.deque([b"far.router"])
        try:
            await asyncio.gather(
                send(socket_pair),
                receive(socket_pair),
                send_to_peers(socket_router, peers_of_socket_router),
                receive_from_peers(socket_router, peers_of_socket_router),
            )
        finally:
            print(f"{totals['sent']} messages sent, {totals['received']} received")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
