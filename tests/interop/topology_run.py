"""A topology that `zeroloomctl run` runs while a test plays the peers outside."""
import json
import os
import signal
import subprocess
import tempfile
import time

ZEROLOOMCTL = os.environ.get("ZEROLOOMCTL", "zeroloomctl")
DEADLINE = 30  # seconds, for whatever is waited for


def outside(identifier, socket_type):
    return {"id": identifier, "role": "outside", "sockets": [{"id": "s", "type": socket_type}]}


def node(identifier, role, socket_type, params=None, **socket):
    return {"id": identifier, "role": role, "params": params or {},
            "sockets": [{"id": "s", "type": socket_type, **socket}]}


def wire(identifier, source, target, bind, endpoint):
    """Between the sockets `s` of two nodes."""
    return {"id": identifier, "from": source + ".s", "to": target + ".s", "bind": bind, "endpoint": endpoint}


def wait_until(condition, what):
    end = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {DEADLINE} s: {what}")
        time.sleep(0.01)


class TopologyRun:
    """Runs from `with` on until `finish`; killed when a test fails in between."""

    def __init__(self, nodes, wires):
        self.folder = tempfile.TemporaryDirectory(prefix="zeroloom-")
        self.path = os.path.join(self.folder.name, "outside.zeroloom")
        self.events_path = os.path.join(self.folder.name, "events")
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump({"zeroloom": 1, "name": "Outside peers", "hosts": [{"id": "local"}], "nodes": nodes,
                       "wires": wires}, file)

    def __enter__(self):
        command = [ZEROLOOMCTL, "run", self.path, "--report", "-", "--events", self.events_path]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        self.folder.cleanup()

    def event_texts(self, kind):
        """What has been told so far of events of a kind: "CONNECTED", "node-started", ..."""
        if not os.path.exists(self.events_path):
            return []
        with open(self.events_path, encoding="utf-8") as file:
            events = [json.loads(line) for line in file if line.endswith("\n")]
        return [event["text"] for event in events if event.get("kind") == kind]

    def wait_for_event(self, kind, times=1):
        wait_until(lambda: len(self.event_texts(kind)) >= times or self.process.poll() is not None, f"{times} {kind}")

    def wait_until_ended(self):
        """It ends by itself when all that its nodes had to send is sent."""
        wait_until(lambda: self.process.poll() is not None, "the end of the run")

    def finish(self, expected=0):
        """Ends it as Ctrl-C does; the report. `expected` is the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        output, messages = self.process.communicate(timeout=DEADLINE)
        if self.process.returncode != expected:
            raise AssertionError(f"zeroloomctl run ended with {self.process.returncode}, not {expected}:\n{messages}")
        self.messages = messages
        return json.loads(output)


def socket_of(report, identifier, socket="s"):
    entry = next(entry for entry in report["nodes"] if entry["id"] == identifier)
    return next(one for one in entry["sockets"] if one["id"] == socket)


def wire_of(report, identifier):
    return next(entry for entry in report["wires"] if entry["id"] == identifier)
