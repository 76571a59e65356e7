"""zeroloomctl monitor: what it refuses, what it says, how it ends. Real hearts are in tests/interop."""

import json
import signal
import socket as sockets
import unittest

from command_line import (DONE, FAILED, USAGE, CommandLineTest, call, node, read_line, socket, topology, validate,
                          wait_until)

KERNEL = {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1",
          "key": "very-secret", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "python3"}


def lines_of(result):
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    for line in lines:
        validate(line, "monitor.schema.json")
    return lines


def hearts_at(ping, pong, **params):
    """Hearts of ours that answer a heartbeater outside."""
    return topology([node("hearts", "heart", socket("ping", "SUB", subscribe=[""]), socket("pong", "DEALER"), **params),
                     node("theirs", "outside", socket("ping", "PUB"), socket("pong", "ROUTER"))],
                    [("theirs.ping", "hearts.ping", {"bind": "from", "endpoint": ping}),
                     ("hearts.pong", "theirs.pong", {"bind": "to", "endpoint": pong})])


class MonitorTest(CommandLineTest):
    def here(self, name):
        return f"ipc://{self.folder}/{name}"

    def pyzmq(self, *arguments, **options):
        return call("monitor", "pyzmq", "--ping", self.here("ping"), "--pong", self.here("pong"), *arguments, **options)

    def refused(self, *arguments):
        result = call("monitor", *arguments)
        self.assert_exit(result, USAGE)
        self.assertEqual(result.stdout, "")
        self.assertNotIn("very-secret", result.stderr)
        return result.stderr

    def test_it_asks_what_to_watch(self):
        self.assertIn("pyzmq, jupyter or ipyparallel", self.refused())
        self.assertIn("CONNECTION_FILE is missing", self.refused("jupyter"))

    def test_settings_out_of_range_are_refused_by_their_name(self):
        for option, value in [("--period", "0"), ("--period", "5"), ("--period", "1ms"), ("--misses", "0"),
                              ("--misses", "many"), ("--grace", "-1s"), ("--verdict", "gut"), ("--threshold", "0"),
                              ("--for", "0"), ("--for", "soon"), ("--ping", "tcp://127.0.0.1:70000"),
                              ("--pong", "carrier://pigeon")]:
            with self.subTest(option=option, value=value):
                self.assertIn(option + ": ", self.refused("pyzmq", option, value))
        self.assertIn("--connect", self.refused("pyzmq", "--bind", "--connect"))

    def test_no_heart_is_no_failure(self):
        result = self.pyzmq("--period", "100ms", "--for", "500ms", "--json")
        self.assert_exit(result, DONE)
        summary = lines_of(result)[-1]["summary"]
        self.assertEqual((summary["hearts"], summary["lost"]), (0, 0))
        self.assertGreaterEqual(summary["duration_s"], 0.5)
        self.assertGreater(summary["beats_sent"], 0)

    def test_into_a_pipe_it_ends_with_a_table(self):
        result = self.pyzmq("--for", "300ms")
        self.assert_exit(result, DONE)
        self.assertIn("0 hearts: 0 alive, 0 late, 0 lost", result.stdout)
        self.assertIn("beats sent, own delay", result.stdout)

    def test_on_a_terminal_it_is_a_table_redrawn_in_place(self):
        hearts = self.start_for_test("run", self.write(hearts_at(self.here("ping"), self.here("pong"), count=40)))
        code, text = self.call_on_terminal("monitor", "pyzmq", "--ping", self.here("ping"), "--pong", self.here("pong"),
                                           "--period", "100ms", "--for", "3s")
        self.assertEqual(code, DONE, text)
        hearts.send_signal(signal.SIGINT)
        frames = text.split("\x1b[?25l")[1:-1]
        self.assertGreaterEqual(len(frames), 3)
        self.assertTrue(any("hearts-0001" in frame and "alive" in frame for frame in frames))
        self.assertRegex(frames[-1], r"… and \d+ more hearts")
        for frame in frames:
            self.assertLess(frame.count("\n"), self.ROWS)
        self.assertIn("40 hearts: 40 alive, 0 late, 0 lost", text)

    def test_control_c_ends_it_with_the_summary(self):
        process = self.start_for_test("monitor", "pyzmq", "--ping", self.here("ping"), "--pong", self.here("pong"))
        self.assertIn("Heartbeats: ping at", read_line(process))
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=30)
        self.assertEqual(process.returncode, DONE)
        self.assertIn("0 hearts", output)

    def test_a_taken_port_ends_it_at_once_and_says_so(self):
        with sockets.create_server(("127.0.0.1", 0)) as taken:
            endpoint = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
            result = call("monitor", "pyzmq", "--ping", endpoint, "--pong", self.here("pong"), "--json")
        self.assert_exit(result, FAILED)
        self.assertIn("in use", result.stderr)
        self.assertIn(endpoint, result.stderr)
        self.assertIn("takes the place of the heartbeater", result.stderr)
        self.assertIn("summary", lines_of(result)[-1])

    def test_broken_connection_files_are_refused_with_their_place(self):
        for name, text, says in [("gone", None, "gone"), ("empty", "", "is empty"), ("half", '{"hb_port": 5, "ip', "ends in"),
                                 ("garbage", "\x00\x01", "line 1"), ("list", "[]", "no JSON object"),
                                 ("port", json.dumps({**KERNEL, "hb_port": 70000}), "/hb_port: must be a port"),
                                 ("type", json.dumps({**KERNEL, "ip": 7}), "/ip: must be a text"),
                                 ("huge", " " * 1_000_000, "larger"),
                                 ("registration", '{"registration_port": 5, "key": "very-secret"}', "registration")]:
            with self.subTest(name):
                path = self.folder / f"{name}.json"
                if text is not None:
                    path.write_text(text)
                message = self.refused("jupyter", path)
                self.assertIn(str(path), message)
                self.assertIn(says, message)
        self.assertIn("watch it as a kernel", self.refused("ipyparallel", self.write(json.dumps(KERNEL), "kernel-1.json")))

    def test_a_folder_without_kernels_is_refused(self):
        self.assertIn("no connection file lies there", self.refused("jupyter", self.folder))

    def test_a_file_that_is_just_being_written_is_read_again(self):
        path = self.folder / "kernel-1.json"
        path.write_text(json.dumps(KERNEL)[:40])
        process = self.start_for_test("monitor", "jupyter", path, "--period", "100ms", "--for", "300ms", "--json")
        # It reads the file over and over now; what it reads in the end is whole.
        wait_until(lambda: str(path) in command_line_of(process.pid), "the start")
        path.write_text(json.dumps(KERNEL))
        output, errors = process.communicate(timeout=30)
        self.assertNotEqual(process.returncode, USAGE, errors)
        self.assertIn('"summary"', output)

    def test_a_kernel_that_takes_its_file_with_it_has_left(self):
        path = self.folder / "kernel-1.json"
        path.write_text(json.dumps(KERNEL))
        process = self.start_for_test("monitor", "jupyter", path, "--period", "100ms", "--json")
        first = json.loads(read_line(process))  # nobody answers at that port: it is late, then lost
        self.assertIn(first["event"], ("late", "lost"))
        path.unlink()
        output, errors = process.communicate(timeout=30)  # and with its last kernel the monitor ends
        self.assertEqual(process.returncode, DONE, errors)
        lines = [json.loads(line) for line in output.splitlines()]
        left = [line for line in lines if line.get("event") == "left"]
        self.assertEqual([line["heart"] for line in left], ["1"])
        self.assertIn(str(path), left[0]["cause"])
        self.assertEqual(lines[-1]["summary"]["left"], 1)


def command_line_of(pid):
    """The command line of the process, which is there as soon as it runs."""
    with open(f"/proc/{pid}/cmdline", "rb") as file:
        return file.read().decode()


if __name__ == "__main__":
    unittest.main()
