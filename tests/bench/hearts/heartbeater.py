"""The heartbeater of pyzmq's example as a program of its own, to be measured beside Zeroloom's monitor.

    heartbeater.py stream|poll PING PONG PERIOD-SECONDS

What it does at each beat is the example's: hearts that did not answer the last beat are dead at once, new ones are added,
then the next beat goes out. `stream` takes answers through tornado's callbacks, as the example; `poll` through a plain
loop. One JSON object a line: {"t", "hearts", "failed", "new"} at each beat at which one of them is not 0.
"""
import json
import sys
import time

import zmq


class HeartBeater:
    def __init__(self, ping, pong):
        self.ping, self.pong = ping, pong
        self.hearts, self.responses = set(), set()
        self.lifetime, self.tic = 0.0, time.monotonic()
        self.current = b""

    def beat(self):
        now = time.monotonic()
        self.lifetime += now - self.tic
        self.tic = now
        good = self.hearts & self.responses
        failed = self.hearts - good
        new = self.responses - good
        self.hearts -= failed
        self.hearts |= new
        self.responses = set()
        if failed or new:
            print(json.dumps({"t": time.monotonic(), "hearts": len(self.hearts), "failed": len(failed),
                              "new": len(new)}), flush=True)
        self.current = str(self.lifetime).encode()
        self.ping.send(self.current)

    def answer(self, frames):
        if frames[-1] == self.current:
            self.responses.add(b"/".join(frames[:-1]))


def run_stream(beater, period):
    from tornado import ioloop
    from zmq.eventloop.zmqstream import ZMQStream

    stream = ZMQStream(beater.pong)
    stream.on_recv(beater.answer)
    ioloop.PeriodicCallback(beater.beat, period * 1000).start()
    ioloop.IOLoop.current().start()


def run_poll(beater, period):
    following = time.monotonic() + period
    while True:
        wait = following - time.monotonic()
        if wait <= 0:
            beater.beat()
            following += period
        elif beater.pong.poll(max(1, int(wait * 1000))):
            try:
                while time.monotonic() < following:
                    beater.answer(beater.pong.recv_multipart(zmq.DONTWAIT))
            except zmq.Again:
                pass


def main():
    how, ping_endpoint, pong_endpoint, period = sys.argv[1:5]
    context = zmq.Context()
    context.set(zmq.MAX_SOCKETS, 1024)
    ping, pong = context.socket(zmq.PUB), context.socket(zmq.ROUTER)
    ping.bind(ping_endpoint)
    pong.bind(pong_endpoint)
    {"stream": run_stream, "poll": run_poll}[how](HeartBeater(ping, pong), float(period))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
