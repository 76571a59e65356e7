#!/usr/bin/env python3
"""Monitor: sends beats, and tells by the answers who is alive, late or lost.

Node 'monitor' of the topology 'All \"roles\"'.
"""
import asyncio
import signal

import zmq
import zmq.asyncio

PERIOD = 0.5  # seconds between two beats
GRACE = 0.25  # seconds that an answer may take
MISSES = 4  # beats in a row that make a heart lost
PING_ENDPOINT = "tcp://127.0.0.1:5565"
PONG_ENDPOINT = "tcp://127.0.0.1:5566"

beats = {}  # the number of each recent beat, by what it says
heard = {}  # the number of the last beat that each heart answered
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


async def send_beats(ping):
    loop = asyncio.get_running_loop()
    due = loop.time()
    number = 0
    while True:
        number += 1
        beat = new_beat(number, loop.time())
        await ping.send(beat)
        loop.call_later(GRACE, judge, number)
        due = max(due + PERIOD, loop.time())  # beats that are overdue are left out
        await asyncio.sleep(due - loop.time())


async def hear_answers(pong):
    while True:
        routing_id, *_, answer = await pong.recv_multipart()
        heart = ascii(routing_id)
        if answer in beats:
            heard[heart] = max(heard.get(heart, 0), beats[answer])
        else:
            print(f"{heart} answered a beat that nobody remembers")


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with (
        zmq.asyncio.Context() as context,
        context.socket(zmq.PUB) as ping,
        context.socket(zmq.ROUTER) as pong,
    ):
        # PUB sends to all who subscribed. Who comes late or reads too slowly misses some.
        ping.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: receivers come and go, and need to know only this place.
        ping.bind(PING_ENDPOINT)

        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        pong.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        pong.bind(PONG_ENDPOINT)

        # Nothing is sent through the ROUTER: hearts never read what comes back to them.
        await asyncio.gather(send_beats(ping), hear_answers(pong))


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
