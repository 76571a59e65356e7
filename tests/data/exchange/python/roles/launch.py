#!/usr/bin/env python3
"""Starts the programs of 'All \"roles\"', and ends all of them on Ctrl-C or when one fails.

Each line that they print comes through with the program's name before it.
"""
import argparse
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time

FOLDER = os.path.dirname(os.path.abspath(__file__))
PATIENCE = 5  # seconds that a program has to end before it is killed
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

# Each with its host, in the order in which they start: those that bind before those that connect.
PROGRAMS = [
    ("ventilator", "local"),
    ("sink_pull", "local"),
    ("worker_1", "local"),
    ("relayed", "local"),
    ("client_binding", "local"),
    ("far", "local"),
    ("right", "local"),
    ("left", "local"),
    ("monitor", "local"),
    ("heart", "local"),
    ("many_hearts", "local"),
    ("slow_hearts", "local"),
    ("echo", "local"),
    ("pinger_dealer", "local"),
    ("pinger_req", "local"),
    ("listener", "local"),
    ("curve_server", "local"),
    ("curve_source", "local"),
    ("gatherer", "local"),
    ("task_vent", "local"),
    ("timed_worker", "local"),
    ("endless_gatherer", "local"),
    ("endless_vent", "local"),
    ("told_worker", "local"),
    ("sync_pub", "local"),
    ("sync_sub", "local"),
    ("boss", "local"),
    ("lenient_boss", "local"),
    ("asks_req", "local"),
    ("asks_dealer", "local"),
    ("asynchronous", "local"),
    ("talker", "local"),
    ("greeted", "local"),
    ("greeted_twice", "local"),
    ("greeter", "local"),
    ("greeted_rep", "local"),
    ("dealing_greeter", "local"),
    ("weather", "local"),
    ("reader", "local"),
    ("archive", "local"),
    ("relay", "local"),
    ("client_req", "local"),
    ("client_dealer", "local"),
    ("broker", "local"),
    ("server", "local"),
    ("servers", "local"),
    ("counter", "far-away"),
    ("own", "far-away"),
]

# Commands of your own, which are told their endpoints and which of them they bind (1).
COMMANDS = {
    "own": {
        "command": ["/usr/bin/env", "printf", "it's \"$1\"\n"],
        "folder": "",  # beside the launcher
        "environment": {
            "LANG": "C",
            "ZEROLOOM_BIND_OUT": "0",
            "ZEROLOOM_ENDPOINT_OUT": "ipc://" + os.path.join(FOLDER, "counter-in.ipc"),
        },
        "restart": "on-failure",
    },
}
RESTART_PAUSE = 0.5  # seconds before a command is started again

stopped = False


def stop(*_):
    global stopped
    stopped = True


def say(name, text):
    try:
        sys.stdout.buffer.write(name.encode() + b": " + text + b"\n")
        sys.stdout.buffer.flush()
    except OSError:  # nobody reads any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        stop()


def pass_on(name, output):
    """Runs on a thread of its own, until the program has closed its output."""
    for line in iter(lambda: output.readline(65536), b""):
        say(name, line.rstrip(b"\r\n"))


LAUNCHER = os.getpid()


def die_with_launcher():
    """Linux kills a program whose launcher was killed: nobody could ask it to end a second time."""
    if LIBC:
        LIBC.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != LAUNCHER:  # it was killed before this was asked for
            os._exit(1)


def start(name):
    command = [sys.executable, "-u", name + ".py"]
    folder = FOLDER
    environment = os.environ
    if name in COMMANDS:
        command = COMMANDS[name]["command"]
        folder = os.path.join(FOLDER, COMMANDS[name]["folder"])
        environment = {**os.environ, **COMMANDS[name]["environment"]}
    # A session of its own: Ctrl-C reaches the launcher alone, which ends the programs in order.
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=die_with_launcher,
    )
    threading.Thread(target=pass_on, args=(name, process.stdout), daemon=True).start()
    return process


def has_ended(process):
    """Leaves it unreaped, so that its number is still its own."""
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def reap(process):
    """Ends what the program started itself and left behind, too."""
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def supervise(running):
    """Returns when all have ended, when one failed, or when the launcher shall end."""
    while running and not stopped:
        for name, process in list(running.items()):
            if not has_ended(process):
                continue
            code = reap(process)
            del running[name]
            restart = COMMANDS[name]["restart"] if name in COMMANDS else "never"
            if restart == "always" or (restart == "on-failure" and code != 0):
                say(name, b"ended with %d; starting it again" % code)
                time.sleep(RESTART_PAUSE)
                running[name] = start(name)
                continue
            if code != 0:
                say(name, b"failed with %d; ending all" % code)
                return 1
        time.sleep(0.05)
    return 0


def end(running):
    """Those that started last end first."""
    deadline = time.monotonic() + PATIENCE
    ask_at = 0
    while time.monotonic() < deadline and not all(map(has_ended, running.values())):
        # Asked again after a while: Python sees a signal late that comes just before a receive waits.
        if time.monotonic() >= ask_at:
            ask_at = time.monotonic() + 1.5
            for process in reversed(running.values()):
                os.killpg(process.pid, signal.SIGTERM)
        time.sleep(0.02)
    for name, process in running.items():
        if not has_ended(process):
            say(name, b"did not end in time; it is killed")
        reap(process)
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(1)  # its last lines


def main():
    parser = argparse.ArgumentParser(description="Starts the programs and ends them together.")
    hosts = sorted({host for _, host in PROGRAMS})
    parser.add_argument("--host", choices=hosts, help="only programs of this host")
    parser.add_argument("--allow-programs", action="store_true", help="start your own commands, too")
    arguments = parser.parse_args()
    names = [name for name, host in PROGRAMS if arguments.host in (None, host)]
    if not arguments.allow_programs:
        for name in [name for name in names if name in COMMANDS]:
            say(name, b"left out; --allow-programs starts " + repr(COMMANDS[name]["command"]).encode())
            names.remove(name)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    running = {}
    try:
        for name in names:
            if not stopped:
                running[name] = start(name)
        return supervise(running)
    except (OSError, ValueError) as error:
        say(name, b"cannot be started: " + str(error).encode(errors="replace"))
        return 1
    finally:
        end(running)


if __name__ == "__main__":
    sys.exit(main())
