#!/usr/bin/env python3
"""Pinger req: pings an echo server, and tells by the echoes whether it is alive, late or lost.

Node 'pinger-req' of the topology 'All \"roles\"'.
"""
import asyncio
import signal

import zmq
import zmq.asyncio

PERIOD = 1  # seconds between two beats
GRACE = PERIOD  # seconds that an answer may take
MISSES = 3  # beats in a row that make a heart lost
ENDPOINT = "tcp://127.0.0.1:5567"

beats = {}  # the number of each recent beat, by what it says
heard = {"echo": 0}  # the number of the last beat that each heart answered
states = {}  # of each heart, as it was told


def new_beat(number, now):
    """What the next beat says: the time, which is different for each."""
    beat = str(now).encode()
    beats[beat] = number
    if len(beats) > 100:  # nobody waits for answers to the oldest
        del beats[next(iter(beats))]
    return beat


def judge(number):
    """The time of a beat is over: who has not answered it, nor a later one?"""
    for heart, last in heard.items():
        missed = number - last
        state = "alive" if missed <= 0 else "late" if missed < MISSES else "lost"
        if state != states.get(heart):
            states[heart] = state
            print(f"{heart} is {state}")


def open_pinger(context):
    req = context.socket(zmq.REQ)
    # REQ sends and receives strictly in turn. It puts an empty frame before each request: where the
    # envelope ends.
    req.setsockopt(zmq.LINGER, 0)  # without a REQ, nobody waits for the reply
    # It connects, and again after a break; what it sends meanwhile waits in its queue.
    req.connect(ENDPOINT)
    return req


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with zmq.asyncio.Context() as context:
        req = open_pinger(context)
        loop = asyncio.get_running_loop()
        due = loop.time()
        number = 0
        while True:
            number += 1
            await req.send(new_beat(number, loop.time()))
            loop.call_later(GRACE, judge, number)
            due = max(due + PERIOD, loop.time())
            try:
                *_, echo = await asyncio.wait_for(req.recv_multipart(), due - loop.time())
                heard["echo"] = max(heard["echo"], beats.get(echo, 0))
                await asyncio.sleep(max(0, due - loop.time()))
            except asyncio.TimeoutError:
                # A REQ that waits in vain may not send again, only a new one may.
                req.close()
                req = open_pinger(context)


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
