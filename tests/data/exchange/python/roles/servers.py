#!/usr/bin/env python3
"""Servers: answers every request with what it said.

Node 'servers' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal

import zmq
import zmq.asyncio

SOCKET_ONE_ENDPOINT = "tcp://127.0.0.1:5560"
SOCKET_TWO_ENDPOINT = "tcp://127.0.0.1:5562"

totals = collections.Counter()  # of messages


async def answer(socket):
    while True:
        request = await socket.recv_multipart()
        # Sent back as it came: the envelope leads the reply to whoever asked.
        await socket.send_multipart(request)
        totals["answered"] += 1
        await asyncio.sleep(0)  # the other coroutines have their turn


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with (
        zmq.asyncio.Context() as context,
        context.socket(zmq.REP) as socket_one,
        context.socket(zmq.REP) as socket_two,
    ):
        # REP receives and sends strictly in turn. The reply goes to whoever asked.
        socket_one.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break: any order of starting will do.
        socket_one.connect(SOCKET_ONE_ENDPOINT)

        # REP receives and sends strictly in turn. The reply goes to whoever asked.
        socket_two.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        socket_two.bind(SOCKET_TWO_ENDPOINT)

        try:
            await asyncio.gather(answer(socket_one), answer(socket_two))
        finally:
            print(f"{totals['answered']} requests answered")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
