#!/usr/bin/env python3
"""Pinger dealer: pings an echo server, and tells by the echoes whether it is alive, late or lost.

Node 'pinger-dealer' of the topology 'All \"roles\"'.
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


async def send_beats(dealer):
    loop = asyncio.get_running_loop()
    due = loop.time()
    number = 0
    while True:
        number += 1
        beat = new_beat(number, loop.time())
        try:
            # First the empty frame that a REQ would put there, for a REP wants it.
            await dealer.send_multipart([b"", beat], zmq.DONTWAIT)
        except zmq.Again:
            pass  # nobody is there
        loop.call_later(GRACE, judge, number)
        due = max(due + PERIOD, loop.time())  # beats that are overdue are left out
        await asyncio.sleep(due - loop.time())


async def hear_echoes(dealer):
    while True:
        *_, echo = await dealer.recv_multipart()
        heard["echo"] = max(heard["echo"], beats.get(echo, 0))


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with zmq.asyncio.Context() as context, context.socket(zmq.DEALER) as dealer:
        # DEALER sends to its peers in turn and receives from all of them, at any time.
        dealer.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        dealer.setsockopt(zmq.IMMEDIATE, 1)  # pings don't queue up for who is not there
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        dealer.connect(ENDPOINT)

        await asyncio.gather(send_beats(dealer), hear_echoes(dealer))


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
