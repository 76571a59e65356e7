#!/usr/bin/env python3
"""greeted-twice: answers every request.

Node 'greeted-twice' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal

import zmq
import zmq.asyncio

TEXT = b"World"  # the reply to every request
SOCKET_ONE_ENDPOINT = "tcp://127.0.0.1:5579"
SOCKET_TWO_ENDPOINT = "tcp://127.0.0.1:5581"

totals = collections.Counter()  # of messages


def reply_to(request):
    """TEXT behind the envelope, which ends with the empty frame of a REQ, or is all but the request itself."""
    end = request.index(b"") + 1 if b"" in request[:-1] else -1
    return [*request[:end], TEXT]


async def answer(socket):
    while True:
        request = await socket.recv_multipart()
        await socket.send_multipart(reply_to(request))
        totals["answered"] += 1
        await asyncio.sleep(0)  # the other coroutines have their turn


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with (
        zmq.asyncio.Context() as context,
        context.socket(zmq.REP) as socket_one,
        context.socket(zmq.ROUTER) as socket_two,
    ):
        # REP receives and sends strictly in turn. The reply goes to whoever asked.
        socket_one.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        socket_one.bind(SOCKET_ONE_ENDPOINT)

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
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
