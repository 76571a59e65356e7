#!/usr/bin/env python3
"""dealing-greeter: sends requests, and asks again when no reply comes in time.

Node 'dealing-greeter' of the topology 'All \"roles\"'.
"""
import asyncio
import collections
import signal
import time

import zmq
import zmq.asyncio

RATE = 2  # requests a second
FILLER = b"Hello"  # the request; it bears no number
TIMEOUT = 2.5  # seconds to wait for a reply
RETRIES = 3  # before a request is abandoned
WINDOW = 1  # requests outstanding at a time
ENDPOINTS = ["tcp://127.0.0.1:5578", "tcp://127.0.0.1:5580", "tcp://127.0.0.1:5581"]

totals = collections.Counter()  # of messages
waiting = {}  # the reply to come, by the number of its request


async def receive(dealer):
    while True:
        *_, payload = await dealer.recv_multipart()
        reply = waiting.get(payload[:0])
        if reply and not reply.done():  # else it is too late
            reply.set_result(payload)


async def request(dealer, number, slots):
    """One request. What is answered begins with its number, so that any order will do."""
    try:
        for _ in range(1 + RETRIES):
            reply = waiting[number] = asyncio.get_running_loop().create_future()
            # First the empty frame that a REQ would put there: REPs know by it where the envelope ends.
            await dealer.send_multipart([b"", number + FILLER])
            try:
                await asyncio.wait_for(reply, TIMEOUT)
            except asyncio.TimeoutError:
                continue
            totals["replies"] += 1
            break
        else:
            print(f"no reply after {1 + RETRIES} tries")
    finally:
        waiting.pop(number, None)
        slots.release()


async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    with zmq.asyncio.Context() as context, context.socket(zmq.DEALER) as dealer:
        # DEALER sends to its peers in turn and receives from all of them, at any time.
        dealer.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It connects, and again after a break; what it sends meanwhile waits in its queue.
        for endpoint in ENDPOINTS:
            dealer.connect(endpoint)

        receiver = asyncio.create_task(receive(dealer))
        slots = asyncio.Semaphore(WINDOW)
        requests = set()
        due = time.monotonic()
        try:
            while True:
                await slots.acquire()
                totals["requests"] += 1
                number = (totals["requests"] % 256**0).to_bytes(0, "big")
                task = asyncio.create_task(request(dealer, number, slots))
                requests.add(task)  # a task that nobody keeps may be lost
                task.add_done_callback(requests.discard)
                # By the clock, so that the mean is exact; of a stall, 0.1 s is made up for.
                due = max(due + 1 / RATE, time.monotonic() - 0.1)
                await asyncio.sleep(max(0, due - time.monotonic()))
        finally:
            receiver.cancel()
            print(f"{totals['requests']} requests, {totals['replies']} replies")


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
