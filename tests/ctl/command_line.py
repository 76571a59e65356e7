"""Runs the built zeroloomctl as a user's shell would, with a deadline for everything."""

import fcntl
import json
import os
import pathlib
import pty
import select
import struct
import subprocess
import tempfile
import termios
import time
import unittest

PROGRAM = os.environ["ZEROLOOMCTL"]
SOURCES = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = SOURCES / "resources" / "schemas"
DEADLINE = 30.0

DONE, TOPOLOGY_HAS_ERRORS, USAGE, FAILED = 0, 1, 2, 3


def call(*arguments, stdin=None, cwd=None, env=None, timeout=DEADLINE):
    """The finished process, its output as text."""
    return subprocess.run(
        [PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, text=True, timeout=timeout, cwd=cwd,
        stdin=subprocess.DEVNULL if stdin is None else None,
        env={**os.environ, **(env or {})})


def start(*arguments, **options):
    """A process that runs on, in a session of its own as from a terminal's shell."""
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.PIPE)
    return subprocess.Popen([PROGRAM, *map(str, arguments)], text=True, stdin=subprocess.DEVNULL, **options)


def wait_until(condition, what, deadline=DEADLINE):
    """The first true value of `condition`; fails after the deadline."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError(f"not within {deadline} s: {what}")


def read_line(process, deadline=DEADLINE):
    """One line of a running process' standard output."""
    ready, _, _ = select.select([process.stdout], [], [], deadline)
    if not ready:
        raise AssertionError(f"no line within {deadline} s")
    return process.stdout.readline()


def children(pid):
    """Processes whose parent is `pid`, by the system's own record."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            # The command's name stands in parentheses and may hold anything.
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(entry.name))
    return found


def is_running(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def validate(document, schema_name):
    import jsonschema

    schema = json.loads((SCHEMAS / schema_name).read_text())
    jsonschema.validators.validator_for(schema)(schema).validate(document)


class CommandLineTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, topology, name="topology.zeroloom"):
        """A topology, or the very text, as a file."""
        path = self.folder / name
        path.write_text(topology if isinstance(topology, str) else json.dumps(topology))
        return path

    def assert_exit(self, result, code):
        self.assertEqual(result.returncode, code, f"stdout: {result.stdout}\nstderr: {result.stderr}")

    def run_to_end(self, *arguments, code=DONE, **options):
        result = call(*arguments, **options)
        self.assert_exit(result, code)
        return result

    def start_for_test(self, *arguments, **options):
        process = start(*arguments, **options)
        self.addCleanup(self._end, process)
        return process

    ROWS, COLUMNS = 24, 80  # of the terminal

    def call_on_terminal(self, *arguments):
        """The exit code and all that the terminal was sent."""
        master, slave = pty.openpty()
        self.addCleanup(os.close, master)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", self.ROWS, self.COLUMNS, 0, 0))
        process = subprocess.Popen([PROGRAM, *map(str, arguments)], stdin=slave, stdout=slave, stderr=slave,
                                   env={**os.environ, "TERM": "xterm"})
        os.close(slave)
        self.addCleanup(self._end, process)
        sent = b""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            ready, _, _ = select.select([master], [], [], 0.1)
            try:
                data = os.read(master, 65536) if ready else b""
            except OSError:  # the other end has been closed by the last process that had it
                break
            sent += data
            if process.poll() is not None and not data:
                break
        return process.wait(DEADLINE), sent.decode()

    @staticmethod
    def _end(process):
        if process.poll() is None:
            process.kill()
        process.wait(DEADLINE)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def socket(name, kind, **more):
    return {"id": name, "type": kind, **more}


def node(name, role, *sockets, **params):
    return {"id": name, "role": role, "params": params, "sockets": list(sockets)}


def topology(nodes, wires, **more):
    return {"zeroloom": 1, "name": "Test", "nodes": nodes,
            "wires": [{"id": f"w{i}", "from": one, "to": other, **(rest[0] if rest else {})}
                      for i, (one, other, *rest) in enumerate(wires)], **more}


def pipeline(work=None, **source):
    """One source, one sink, over tcp."""
    sink = {} if work is None else {"work": work}
    return topology([node("source", "source", socket("out", "PUSH"), **source),
                     node("sink", "sink", socket("in", "PULL"), **sink)],
                    [("source.out", "sink.in")])
