"""The window's program as a shell sees it: arguments, pictures, exit codes, and what is left behind when it ends."""

import os
import pathlib
import signal
import struct
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.environ["ZEROLOOM"]
DEADLINE = 60


def png_size(path):
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG"
    return struct.unpack(">II", head[16:24])


def hosts_of(pid):
    """The worker processes that this window started."""
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return [child for child in found if b"zeroloomctl" in command_of(child)]


def command_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def is_running(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition, what):
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.01)
    raise AssertionError(f"no {what} within {DEADLINE} s")


class ProgramTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        self.environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_RUNTIME_DIR": str(self.folder),
        }
        self.folder.chmod(0o700)

    def run_program(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment, capture_output=True, text=True,
                              timeout=DEADLINE)

    def start_running(self):
        process = subprocess.Popen([PROGRAM, "gallery:task-pipeline", "--run"], env=self.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: (process.poll() is None and process.kill(), process.wait()))
        return process, wait_until(lambda: hosts_of(process.pid), "worker process")

    def test_a_picture_of_the_size_that_was_asked_for(self):
        picture = self.folder / "empty.png"
        done = self.run_program("--screenshot", picture, "--size", "900x600", "--theme", "dark")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(png_size(picture), (900, 600))

    def test_themes_are_pictured_differently(self):
        pictures = [self.folder / f"{theme}.png" for theme in ("light", "dark")]
        for picture in pictures:
            self.run_program("gallery:task-pipeline", "--screenshot", picture, "--theme", picture.stem)
        self.assertNotEqual(pictures[0].read_bytes(), pictures[1].read_bytes())

    def test_a_running_picture_leaves_no_process_behind(self):
        picture = self.folder / "running.png"
        process = subprocess.Popen([PROGRAM, "gallery:task-pipeline", "--run", "--screenshot", str(picture)],
                                   env=self.environment, stderr=subprocess.PIPE, text=True)
        hosts = wait_until(lambda: hosts_of(process.pid), "worker process")
        _, errors = process.communicate(timeout=DEADLINE)
        self.assertEqual(process.returncode, 0, errors)
        self.assertEqual(png_size(picture), (1440, 900))
        wait_until(lambda: not any(map(is_running, hosts)), "end of the worker process")

    def test_an_unreadable_file_exits_2_and_says_why(self):
        broken = self.folder / "broken.zeroloom"
        broken.write_text('{"zeroloom": 99}')
        for source in (broken, self.folder / "missing.zeroloom", "gallery:no-such-example"):
            done = self.run_program(source, "--screenshot", self.folder / "never.png")
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("was not opened", done.stderr)
        self.assertFalse((self.folder / "never.png").exists())

    def test_wrong_usage_exits_2(self):
        for arguments in (["--no-such-option"], ["--theme", "pink"], ["--after", "soon"], ["--size", "huge"]):
            self.assertEqual(self.run_program(*arguments).returncode, 2, arguments)

    def test_a_picture_that_cannot_be_written_exits_3(self):
        done = self.run_program("--screenshot", self.folder / "no" / "such" / "folder.png")
        self.assertEqual(done.returncode, 3)
        self.assertIn("cannot write", done.stderr)

    def test_help_and_version(self):
        self.assertIn("--screenshot", self.run_program("--help").stdout)
        self.assertRegex(self.run_program("--version").stdout, r"zeroloom \d+\.\d+")

    def test_no_worker_is_left_behind_however_the_window_ends(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
            with self.subTest(signal=number):
                process, hosts = self.start_running()
                process.send_signal(number)
                process.wait(timeout=DEADLINE)
                self.assertEqual(process.returncode, -signal.SIGKILL if number == signal.SIGKILL else 0)
                wait_until(lambda: not any(map(is_running, hosts)), "end of the worker process")

    def test_a_window_survives_the_end_of_its_worker(self):
        process, hosts = self.start_running()
        os.kill(hosts[0], signal.SIGKILL)
        wait_until(lambda: not is_running(hosts[0]), "end of the worker process")
        self.assertTrue(is_running(process.pid))
        process.terminate()
        self.assertEqual(process.wait(timeout=DEADLINE), 0)

    def test_a_window_at_rest_uses_no_processor_time(self):
        process = subprocess.Popen([PROGRAM, "gallery:task-pipeline"], env=self.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: (process.poll() is None and process.kill(), process.wait()))

        def ticks():
            fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return int(fields[11]) + int(fields[12])

        # Started up when a whole second passes without a tick; a window with a timer of its own never gets there.
        def rested():
            before = ticks()
            time.sleep(1)
            return before > 0 and ticks() == before

        wait_until(rested, "second without processor time")


if __name__ == "__main__":
    unittest.main()
