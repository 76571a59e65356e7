"""A topology exported to Python programs, and the launcher that runs them."""
import os
import re
import signal
import subprocess
import sys
import threading
import time

ZEROLOOMCTL = os.environ.get("ZEROLOOMCTL", "zeroloomctl")
DEADLINE = 60  # seconds, for whatever is waited for


def wait_until(condition, what):
    end = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {DEADLINE} s: {what}")
        time.sleep(0.01)


def export(path, folder):
    """Returns what was said about it."""
    done = subprocess.run([ZEROLOOMCTL, "export", path, "--to", "python", "-o", folder], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=DEADLINE, check=False)
    if done.returncode != 0:
        raise AssertionError(f"export ended with {done.returncode}: {done.stderr}")
    return done.stderr


def python_files(folder):
    return sorted(name for name in os.listdir(folder) if name.endswith(".py"))


def check_sources(folder):
    """Compiled, and read by pyflakes; returns what is wrong."""
    paths = [os.path.join(folder, name) for name in python_files(folder)]
    for path in paths:
        with open(path, encoding="utf-8") as file:
            compile(file.read(), path, "exec")
    flakes = subprocess.run([sys.executable, "-m", "pyflakes", *paths], capture_output=True, text=True,
                            timeout=DEADLINE, check=False)
    return flakes.stdout + flakes.stderr


def processes_in(folder):
    """Those whose working folder it is."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                if os.readlink(f"/proc/{entry}/cwd") == os.path.realpath(folder):
                    found.append(int(entry))
            except OSError:
                pass
    return found


class Program:
    """One running program or launcher, whose lines are kept."""

    def __init__(self, folder, name, *arguments, environment=None):
        self.lines = []
        self.process = subprocess.Popen([sys.executable, "-u", os.path.join(folder, name), *arguments],
                                        cwd="/" if name == "launch.py" else folder, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                                        env={**os.environ, **(environment or {})})
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()  # a launcher that is killed cannot end its programs in order
            try:
                self.process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        self.reader.join(DEADLINE)
        self.process.stdout.close()

    def said(self, pattern):
        # Files have names in lower case.
        return [match for line in list(self.lines) if (match := re.search(pattern, line, re.IGNORECASE))]

    def wait_for_line(self, pattern):
        wait_until(lambda: self.said(pattern) or self.process.poll() is not None, pattern)
        if not self.said(pattern):
            raise AssertionError(f"ended without '{pattern}': {self.lines}")

    def wait_until_in_main(self):
        """It catches SIGTERM then, and minds Ctrl-C."""
        wait_until(lambda: self.process.poll() is not None or self.catches(signal.SIGTERM), "a handler of SIGTERM")

    def catches(self, number):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            caught = next(line.split()[1] for line in status if line.startswith("SigCgt:"))
        return bool(int(caught, 16) >> (number - 1) & 1)

    def finish(self, number=signal.SIGINT):
        """Ends it as Ctrl-C does, pressed again where nothing happens: Python sees a signal late that comes just
        before a receive waits. Returns its exit code."""
        for _ in range(DEADLINE // 10):
            if self.process.poll() is None:
                self.process.send_signal(number)
            try:
                self.process.wait(10)
                break
            except subprocess.TimeoutExpired:
                pass
        code = self.process.wait(1)
        self.reader.join(DEADLINE)
        return code

    def number(self, pattern):
        """The number in the line that matches; 0 when there is none."""
        said = self.said(pattern)
        return int(said[-1].group(1)) if said else 0
