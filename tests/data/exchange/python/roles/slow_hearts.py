#!/usr/bin/env python3
"""Slow hearts: answers each beat with what it said.

Node 'slow-hearts' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal
import time

import zmq
import zmq.asyncio

DELAY = 0.7  # seconds until it answers
HEARTS = 2
NAME = b"slow-hearts"  # of the hearts, before their numbers
PONG_ENDPOINT = "tcp://127.0.0.1:5566"
PING_ENDPOINT = "tcp://127.0.0.1:5565"

totals = collections.Counter()  # of messages


async def hear(ping, beats):
    while True:
        beat = await ping.recv_multipart()
        beats.put_nowait((time.monotonic() + DELAY, beat))


async def answer(beats, pongs):
    while True:
        due, beat = await beats.get()
        await asyncio.sleep(max(0, due - time.monotonic()))
        for pong in pongs:
            try:
                await pong.send_multipart(beat, zmq.DONTWAIT)
                totals["answered"] += 1
            except zmq.Again:
                pass  # an answer that has to wait is of no use


def open_pong(context, number):
    pong = context.socket(zmq.DEALER)
    # DEALER sends to its peers in turn and receives from all of them, at any time.
    pong.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
    pong.setsockopt(zmq.ROUTING_ID, NAME + b"-%04d" % number)
    # It connects, and again after a break; what it sends meanwhile waits in its queue.
    pong.connect(PONG_ENDPOINT)
    return pong


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with zmq.asyncio.Context() as context, context.socket(zmq.SUB) as ping:
        # SUB gets what begins with one of its subscriptions, and nothing without one.
        ping.setsockopt(zmq.SUBSCRIBE, b"")  # to everything
        # It connects, and again after a break: any order of starting will do.
        ping.connect(PING_ENDPOINT)

        pongs = [open_pong(context, number) for number in range(1, HEARTS + 1)]
        beats = asyncio.Queue()
        try:
            await asyncio.gather(hear(ping, beats), answer(beats, pongs))
        finally:
            print(f"{totals['answered']} beats answered")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
