#!/usr/bin/env python3
"""Archive: receives messages.

Node 'archive' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal

import zmq
import zmq.asyncio

SOCKET_A_ENDPOINT = "tcp://127.0.0.1:5557"
SOCKET_B_ENDPOINT = "tcp://127.0.0.1:7000"

totals = collections.Counter()  # of messages


async def receive(socket, name):
    while True:
        await socket.recv_multipart()
        totals[name] += 1
        await asyncio.sleep(0)  # the other coroutines have their turn


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with (
        zmq.asyncio.Context() as context,
        context.socket(zmq.PULL) as socket_a,
        context.socket(zmq.XSUB) as socket_b,
    ):
        # PULL takes from all of its peers, fairly in turn.
        # It binds: senders come and go, and need to know only this place.
        socket_a.bind(SOCKET_A_ENDPOINT)

        # XSUB is a SUB that subscribes by messages: \x01 before the topic.
        await socket_b.send(b"\x01Z")
        # It connects, and again after a break: any order of starting will do.
        socket_b.connect(SOCKET_B_ENDPOINT)

        try:
            await asyncio.gather(receive(socket_a, "a"), receive(socket_b, "b"))
        finally:
            for name, messages in totals.items():
                print(f"{messages} messages received by {name}")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
