"""A heartbeater that judges as the one of pyzmq's examples does: who has not answered by the next beat has failed.

    pyzmq_heartbeater.py PING PONG PERIOD_MS

After each beat it prints one JSON object: how many hearts it has, and all that failed so far.
"""
import json
import sys
import time

import zmq

ping_at, pong_at, period = sys.argv[1], sys.argv[2], int(sys.argv[3]) / 1000
context = zmq.Context()
ping, pong = context.socket(zmq.PUB), context.socket(zmq.ROUTER)
ping.bind(ping_at)
pong.bind(pong_at)

lifetime, tic = 0.0, time.monotonic()
hearts, responses, failed, bad = set(), set(), set(), 0
next_beat = tic + period
while True:
    wait = max(next_beat - time.monotonic(), 0)
    if pong.poll(int(wait * 1000)):
        message = pong.recv_multipart()
        if len(message) == 2 and message[1] == str(lifetime).encode():
            responses.add(message[0])
        else:
            bad += 1
    if time.monotonic() < next_beat:
        continue
    good = hearts & responses
    failed |= hearts - good
    hearts = good | responses
    responses = set()
    print(json.dumps({"hearts": sorted(heart.hex() for heart in hearts), "failed": len(failed), "bad": bad}), flush=True)
    toc = time.monotonic()
    lifetime, tic = lifetime + toc - tic, toc
    ping.send(str(lifetime).encode())
    next_beat += period
