"""A topology exported as C++ programs, built as its README says, and the launcher that runs them."""
import os
import signal
import subprocess
import tempfile

from topology_run import ZEROLOOMCTL, wait_until

BUILD_DEADLINE = 240  # seconds


def built_export(topology, folder):
    """Every warning is an error, and nothing is optimised, so that it is built in little time."""
    subprocess.run([ZEROLOOMCTL, "export", topology, "--to", "cpp", "-o", folder], check=True, capture_output=True)
    for command in (["cmake", "-S", folder, "-B", os.path.join(folder, "build"), "-DCMAKE_BUILD_TYPE=Debug",
                     "-DCMAKE_CXX_FLAGS_DEBUG=-O0 -Werror"],
                    ["cmake", "--build", os.path.join(folder, "build"), "-j2"]):
        done = subprocess.run(command, capture_output=True, text=True, timeout=BUILD_DEADLINE, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def processes_in(folder):
    """Process ids of all that have it as their working folder."""
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink(f"/proc/{entry}/cwd") == os.path.realpath(folder):
                found.append(int(entry))
        except OSError:
            pass  # it has ended, or is somebody else's
    return found


class Running:
    """A command from `with` on, with the lines that it prints; its whole process group is killed when a test fails."""

    def __init__(self, command, folder, **environment):
        self.output = tempfile.NamedTemporaryFile(prefix="zeroloom-", mode="w+", encoding="utf-8", errors="replace")
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=self.output,
                                        stderr=subprocess.STDOUT, start_new_session=True,
                                        env={**os.environ, **environment})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.output.close()

    def text(self):
        with open(self.output.name, encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait_for(self, *lines):
        """Until each has been printed. Fails at once when the command ends before."""
        def missing():
            text = self.text()
            return [line for line in lines if line not in text]
        try:
            wait_until(lambda: not missing() or self.process.poll() is not None, "all lines")
        except AssertionError as late:
            raise AssertionError(f"{late}: {missing()} in:\n{self.text()}") from late
        if missing():
            raise AssertionError(f"ended with {self.process.returncode} and without {missing()}:\n{self.text()}")

    def interrupt(self):
        """Ctrl-C, as a terminal sends it: to all of them. Returns the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=30)
