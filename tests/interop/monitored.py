"""`zeroloomctl monitor --json` as a process, and the programs that it monitors."""
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

ZEROLOOMCTL = os.environ.get("ZEROLOOMCTL", "zeroloomctl")
HERE = os.path.dirname(os.path.abspath(__file__))
DEADLINE = 60  # seconds, for whatever is waited for
LOST = 3  # the exit code when hearts are lost at the end


class Monitor:
    """Its lines as they come."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([ZEROLOOMCTL, "monitor", *map(str, arguments), "--json"], text=True,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.lines = []
        self._coming = queue.Queue()
        self._readers = [threading.Thread(target=self._read), threading.Thread(target=self._read_errors)]
        self.errors = ""
        for reader in self._readers:
            reader.start()

    def _read(self):
        for line in self.process.stdout:
            self._coming.put(json.loads(line))
        self._coming.put(None)

    def _read_errors(self):
        for line in self.process.stderr:
            self.errors += line

    def wait_for(self, wanted, what):
        """The next line for which `wanted` is true; all lines before it are taken."""
        end = time.monotonic() + DEADLINE
        while True:
            try:
                line = self._coming.get(timeout=max(end - time.monotonic(), 0.001))
            except queue.Empty:
                raise AssertionError(f"not within {DEADLINE} s: {what}; so far {self.lines[-20:]}") from None
            if line is None:
                raise AssertionError(f"ended before {what}: {self.errors}; so far {self.lines[-20:]}")
            self.lines.append(line)
            if wanted(line):
                return line

    def wait_for_event(self, event, heart=None):
        return self.wait_for(lambda line: line.get("event") == event and heart in (None, line["heart"]),
                             f"{event} of {heart or 'any heart'}")

    def events_of(self, heart):
        """Its changes of state so far."""
        return [line["event"] for line in self.lines
                if line.get("heart") == heart and "beats" not in line]

    def finish(self, expected):
        """Ends it as Ctrl-C does; its summary."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        summary = self.wait_for(lambda line: "summary" in line, "the summary")["summary"]
        code = self.process.wait(DEADLINE)
        if code != expected:
            raise AssertionError(f"zeroloomctl monitor ended with {code}, not {expected}: {self.errors}")
        return summary

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(DEADLINE)
        for reader in self._readers:
            reader.join(DEADLINE)
        self.process.stdout.close()
        self.process.stderr.close()


class MonitoredTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="zeroloom-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def ipc(self, name):
        return f"ipc://{self.folder}/{name}"

    def monitor(self, *arguments):
        monitor = Monitor(*arguments)
        self.addCleanup(monitor.close)
        return monitor

    def start(self, *command, **options):
        """Killed at the end of the test, with all that it has started itself."""
        process = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, start_new_session=True,
                                   **options)
        self.addCleanup(self._end, process)
        return process

    def start_script(self, script, *arguments, **options):
        return self.start(sys.executable, os.path.join(HERE, script), *arguments, **options)

    @staticmethod
    def _end(process):
        for end in (signal.SIGKILL, signal.SIGCONT):
            try:
                os.killpg(process.pid, end)
            except ProcessLookupError:
                pass
        process.wait(DEADLINE)
        if process.stdout is not None:
            process.stdout.close()

    @staticmethod
    def freeze(process):
        os.killpg(process.pid, signal.SIGSTOP)

    @staticmethod
    def thaw(process):
        os.killpg(process.pid, signal.SIGCONT)


def read_json_file(path):
    """What stands in it as soon as it is whole."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        try:
            with open(path, encoding="utf-8") as file:
                return json.load(file)
        except (OSError, ValueError):
            time.sleep(0.02)
    raise AssertionError(f"not within {DEADLINE} s: {path}")
