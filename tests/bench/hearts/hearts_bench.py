#!/usr/bin/env python3
"""Zeroloom's heartbeat monitor beside pyzmq's heartbeater (heartbeater.py), on the same swarms of hearts (heart_swarm).

    hearts_bench.py --zeroloomctl PROGRAM --swarm PROGRAM [--only TEXT] [--seconds S] [--hearts N] [--quick]

Scenes:
  scale     hearts at a period of 1 s: processor time and memory of each monitor, and deaths of hearts that live
  period    5,000 hearts as the period shrinks from 1 s to 100 ms
  busy      the same while the swarm's core is kept busy by others
  detect    how long it takes until a killed and a frozen heart is called late and lost
  outage    5,000 hearts gone at once and back: every change of state told

The monitor has one core, the swarm the other. Zeroloom's figures are of the command and of its worker process together.
Needs python3-zmq, and python3-tornado for the stream.
"""
import argparse
import contextlib
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TICKS = os.sysconf("SC_CLK_TCK")
PER_SWARM = 4000  # four descriptors each; the usual hard limit is 20,000
CORES = sorted(os.sched_getaffinity(0))
MONITOR_CORE, SWARM_CORE = CORES[0], CORES[-1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_of(pid):
    """The process and all below it."""
    found = [pid]
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children") as children:
            for child in children.read().split():
                with contextlib.suppress(OSError):
                    found += processes_of(int(child))
    return found


def processor_seconds(pids):
    total = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def resident_mib(pids):
    pages = 0
    for pid in pids:
        with open(f"/proc/{pid}/statm") as statm:
            pages += int(statm.read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def on_core(core):
    return lambda: os.sched_setaffinity(0, {core})


class Monitor:
    """A monitor as a process, its output read as it comes: time, kind, heart."""

    def __init__(self, kind, programs, period, misses=3):
        self.kind = kind
        self.ping, self.pong = (f"tcp://127.0.0.1:{free_port()}" for _ in range(2))
        if kind == "zeroloom":
            command = [programs.zeroloomctl, "monitor", "pyzmq", "--ping", self.ping, "--pong", self.pong,
                       "--period", f"{int(period * 1000)}ms", "--misses", str(misses), "--json"]
        else:
            command = [sys.executable, os.path.join(HERE, "heartbeater.py"), kind, self.ping, self.pong, str(period)]
        self.events, self.alive, self.deaths, self.summary = [], 0, 0, None
        self.counts = {}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=on_core(MONITOR_CORE))
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            now = time.monotonic()
            event = json.loads(line)
            if "summary" in event:
                self.summary = event["summary"]
            elif self.kind == "zeroloom":
                what = event["event"]
                self.counts[what] = self.counts.get(what, 0) + 1
                self.alive += {"new": 1, "back": 1, "lost": -1}.get(what, 0)
                self.deaths += what == "lost"
                if what != "beat":
                    self.events.append((now, what, event["heart"]))
            else:
                self.alive = event["hearts"]
                self.deaths += event["failed"]
                if event["failed"]:
                    self.events.append((now, "lost", None))

    def wait_for(self, condition, what, seconds=120):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError(f"{self.kind}: {what}: not within {seconds} s ({self.alive} alive)")
            time.sleep(0.01)

    def pids(self):
        return processes_of(self.process.pid)

    def close(self):
        self.process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        if self.process.poll() is None:
            self.process.kill()
        self.reader.join(5)


class Swarm:
    def __init__(self, program, monitor, hearts, each=None):
        self.processes = []
        most = PER_SWARM * (each or 1)
        for first in range(0, hearts, most):
            command = [program, monitor.ping, monitor.pong, str(min(most, hearts - first))]
            command += [str(each)] if each else []
            self.processes.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                                   preexec_fn=on_core(SWARM_CORE)))
        for process in self.processes:
            process.stdout.readline()

    def processor_seconds(self):
        return processor_seconds([process.pid for process in self.processes])

    def close(self):
        for process in self.processes:
            process.send_signal(signal.SIGCONT)
            process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            if process.poll() is None:
                process.kill()
                process.wait()


@contextlib.contextmanager
def spinner(busy):
    """Something else that wants the swarm's core."""
    process = None
    if busy:
        process = subprocess.Popen([sys.executable, "-c", "while True: pass"], preexec_fn=on_core(SWARM_CORE))
    try:
        yield
    finally:
        if process:
            process.kill()
            process.wait()


def observe(programs, kind, hearts, period, each=None, busy=False):
    monitor = Monitor(kind, programs, period)
    swarm = None
    try:
        time.sleep(0.5)  # the monitor's start is not measured; hearts connect when it listens in any case
        swarm = Swarm(programs.swarm, monitor, hearts, each)
        with contextlib.suppress(RuntimeError):  # with an overloaded swarm there may never be all at once
            monitor.wait_for(lambda: monitor.alive >= hearts, f"{hearts} hearts", 30)
        with spinner(busy):
            deaths, began = monitor.deaths, time.monotonic()
            used, swarm_used = processor_seconds(monitor.pids()), swarm.processor_seconds()
            time.sleep(programs.seconds)
            passed = time.monotonic() - began
            share = (processor_seconds(monitor.pids()) - used) / passed
            swarm_share = (swarm.processor_seconds() - swarm_used) / passed
            memory = resident_mib(monitor.pids())
            false_deaths = monitor.deaths - deaths
            alive = monitor.alive
    finally:
        monitor.close()
        if swarm:
            swarm.close()
    figures = monitor.summary or {}
    note = f"unjudged beats {figures['unjudged_beats']}" if "unjudged_beats" in figures else ""
    print(f"{kind:9} {hearts:7,} {int(period * 1000):6} ms  {share:7.1%} {swarm_share:7.1%} {memory:8.1f} "
          f"{alive:8,} {false_deaths:9,}  {note}", flush=True)
    return false_deaths


HEADER = "monitor    hearts    period   its core   swarm      MiB    alive false deaths"


def scene_scale(programs):
    print(f"\nscale: {programs.seconds:g} s each\n{HEADER}")
    for hearts, each in ((1000, None), (5000, None), (9900, None), (20000, 10)):
        if hearts > programs.hearts:
            continue
        if each:
            print(f"{each} hearts to a connection:")
        for kind in programs.kinds:
            observe(programs, kind, hearts, 1.0, each)


def scene_period(programs, busy=False):
    hearts = min(5000, programs.hearts)
    print(f"\n{'busy: the swarm shares its core with a spinning process' if busy else 'period'}\n{HEADER}")
    for period in (1.0, 0.5, 0.25, 0.1):
        for kind in programs.kinds:
            observe(programs, kind, hearts, period, busy=busy)


def scene_busy(programs):
    scene_period(programs, busy=True)


def quantile(values, q):
    return sorted(values)[min(len(values) - 1, int(q * len(values)))]


def scene_detect(programs):
    """One heart in a process of its own, so that it alone dies; 50 times each, at any point of the period."""
    period, misses, rounds = 1.0, 3, programs.rounds
    print(f"\ndetect: {rounds} hearts each, period {period:g} s, {misses} misses; bound {misses + 1} s. Seconds, median / 99th")
    for what, number in (("killed", signal.SIGKILL), ("frozen", signal.SIGSTOP)):
        monitor = Monitor("zeroloom", programs, period, misses)
        swarms = []
        try:
            time.sleep(0.5)
            swarms = [Swarm(programs.swarm, monitor, 1, 1) for _ in range(rounds)]
            monitor.wait_for(lambda: monitor.alive >= rounds, "hearts")
            died = []
            for swarm in swarms:
                died.append(time.monotonic())
                swarm.processes[0].send_signal(number)
                time.sleep(period * 0.37)  # not in step with the beats
            monitor.wait_for(lambda: monitor.deaths >= rounds, "deaths", 60)
            took = {}
            for state in ("late", "lost"):
                took[state] = []
                for swarm, death in zip(swarms, died):
                    name = f"heart-{swarm.processes[0].pid}-0"
                    took[state] += [when - death for when, event, heart in monitor.events
                                    if event == state and name in heart and when > death][:1]
            print(f"{what}: late {quantile(took['late'], .5):.2f} / {quantile(took['late'], .99):.2f}, "
                  f"lost {quantile(took['lost'], .5):.2f} / {quantile(took['lost'], .99):.2f}", flush=True)
        finally:
            monitor.close()
            for swarm in swarms:
                swarm.close()


def scene_outage(programs):
    hearts = min(5000, programs.hearts)
    print(f"\noutage: {hearts:,} hearts stopped at once, and on again")
    monitor = Monitor("zeroloom", programs, 1.0)
    swarm = None
    try:
        time.sleep(0.5)
        swarm = Swarm(programs.swarm, monitor, hearts)
        monitor.wait_for(lambda: monitor.alive >= hearts, f"{hearts} hearts")
        for process in swarm.processes:
            process.send_signal(signal.SIGSTOP)
        monitor.wait_for(lambda: monitor.counts.get("lost", 0) >= hearts, "all lost", 60)
        for process in swarm.processes:
            process.send_signal(signal.SIGCONT)
        monitor.wait_for(lambda: monitor.counts.get("back", 0) >= hearts, "all back", 60)
        print("told: " + ", ".join(f"{count:,} {what}" for what, count in sorted(monitor.counts.items())), flush=True)
    finally:
        monitor.close()
        if swarm:
            swarm.close()


SCENES = {"scale": scene_scale, "period": scene_period, "busy": scene_busy, "detect": scene_detect,
          "outage": scene_outage}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zeroloomctl", required=True)
    parser.add_argument("--swarm", required=True, help="the program heart_swarm")
    parser.add_argument("--only", default="", help="scenes whose names have this text")
    parser.add_argument("--seconds", type=float, default=60, help="for each line of a table")
    parser.add_argument("--hearts", type=int, default=20000, help="at most")
    parser.add_argument("--kinds", default="zeroloom,stream,poll")
    parser.add_argument("--rounds", type=int, default=50, help="hearts that die in 'detect'")
    parser.add_argument("--quick", action="store_true", help="a second of everything, small: does it still run?")
    programs = parser.parse_args()
    programs.kinds = programs.kinds.split(",")
    if programs.quick:
        programs.seconds, programs.hearts, programs.rounds = 1, 50, 2
        programs.kinds = ["zeroloom", "poll"]
    for name, scene in SCENES.items():
        if programs.only in name and not (programs.quick and name in ("period", "busy")):
            scene(programs)


if __name__ == "__main__":
    main()
