"""What a run does when something breaks: it says so, keeps what it knows, and exits with 3."""

import json
import os
import signal
import socket as sockets
import subprocess
import unittest

from command_line import (DEADLINE, FAILED, CommandLineTest, children, is_running, node, pipeline, read_line,
                          topology, validate, wait_until)


class FaultTest(CommandLineTest):
    def test_a_host_that_is_killed_is_told_and_reported(self):
        report, events = self.folder / "report.json", self.folder / "events.jsonl"
        process = self.start_for_test("run", self.write(pipeline(rate=500)), "--report", report, "--events", events)
        hosts = wait_until(lambda: children(process.pid), "a host process")
        read_line(process)
        read_line(process)
        os.kill(hosts[0], signal.SIGKILL)
        _, errors = process.communicate(timeout=DEADLINE)
        self.assertEqual(process.returncode, FAILED)
        self.assertIn("host 'local' was lost", errors)
        self.assertIn("signal 9", errors)
        document = json.loads(report.read_text())
        validate(document, "report.schema.json")
        self.assertEqual({entry["state"] for entry in document["nodes"]}, {"failed"})
        self.assertRegex(document["nodes"][0]["error"], "signal 9")
        told = [json.loads(line) for line in events.read_text().splitlines()]
        self.assertEqual(told[0]["kind"], "host-started")
        lost = [event for event in told if event["kind"] == "host-lost"]
        self.assertEqual([event["severity"] for event in lost], ["error"])
        self.assertRegex(lost[0]["text"], "signal 9")
        self.assertGreater(document["wires"][0]["received"], 0, "what was measured before is kept")

    @unittest.skipUnless("REFUSING_LIBZMQ" in os.environ, "nothing can be loaded before a sanitizer")
    def test_an_option_that_libzmq_refuses_is_told_and_reported(self):
        report = self.folder / "report.json"
        document = pipeline(rate=1000, count=100)
        document["nodes"][0]["sockets"][0]["options"] = {"TOS": 4}
        result = self.run_to_end("run", self.write(document), "--report", report, code=FAILED,
                                 env={"LD_PRELOAD": os.environ["REFUSING_LIBZMQ"]})
        self.assertRegex(result.stderr, r"socket 'source\.out': .*TOS")
        written = json.loads(report.read_text())
        validate(written, "report.schema.json")
        sockets = [entry["sockets"][0] for entry in written["nodes"]]
        self.assertIn("TOS", sockets[0]["error"])
        self.assertNotIn("error", sockets[1])

    def test_a_port_in_use_is_told_at_its_wire(self):
        with sockets.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            document = pipeline(rate=100)
            document["wires"][0].update({"bind": "from", "endpoint": f"tcp://127.0.0.1:{port}"})
            result = self.run_to_end("run", self.write(document), "--for", "1s", code=FAILED)
        self.assertIn(f"127.0.0.1:{port}", result.stderr)
        self.assertRegex(result.stderr, "source")
        self.assertRegex(result.stderr, "(?i)in use")

    def test_a_file_in_the_place_of_an_ipc_socket_stays_and_is_told(self):
        kept = self.folder / "precious.txt"
        kept.write_text("precious")
        document = pipeline(rate=100)
        document["wires"][0]["endpoint"] = f"ipc://{kept}"
        result = self.run_to_end("run", self.write(document), "--for", "300ms", code=FAILED)
        self.assertIn("exists", result.stderr)
        self.assertEqual(kept.read_text(), "precious")

    def test_an_end_that_nobody_answers_is_told_and_no_failure(self):
        document = pipeline(rate=100)
        document["nodes"][1]["role"] = "outside"
        with sockets.create_server(("127.0.0.1", 0)) as freed:
            port = freed.getsockname()[1]
        document["wires"][0].update({"bind": "to", "endpoint": f"tcp://127.0.0.1:{port}"})
        result = self.run_to_end("run", self.write(document), "--for", "500ms")
        self.assertRegex(result.stderr, "is not connected: no connection to")

    def test_what_conflation_replaced_has_its_cause(self):
        document = pipeline(rate=10000, work="2ms")
        document["nodes"][1]["sockets"][0]["options"] = {"CONFLATE": True}
        written = json.loads(self.run_to_end("run", self.write(document), "--for", "1s", "--report", "-").stdout)
        lost = written["wires"][0]["lost"]
        self.assertGreater(lost["high_water_mark"], 1000)
        self.assertEqual(lost["unexplained"], 0)

    def test_a_full_disk_is_told_for_the_report_and_the_events(self):
        file = self.write(pipeline(rate=1000, count=100))
        for option in ("--report", "--events"):
            result = self.run_to_end("run", file, option, "/dev/full", code=FAILED)
            self.assertIn("/dev/full", result.stderr)
            self.assertIn("full", result.stderr)
        self.assertFalse(os.path.isfile("/dev/full"), "a device is never replaced by a file")

    def test_standard_output_on_a_full_disk_is_told_for_the_report(self):
        with open("/dev/full", "w") as full:
            process = self.start_for_test("run", self.write(pipeline(rate=1000, count=100)), "--report", "-",
                                          stdout=full)
            _, errors = process.communicate(timeout=DEADLINE)
        self.assertEqual(process.returncode, FAILED)
        self.assertIn("cannot write to standard output", errors)

    def test_events_that_came_faster_than_they_could_be_kept_are_counted(self):
        """80 programs write 200 lines each while nobody reads: more than a host keeps."""
        go, events, writers = self.folder / "go", self.folder / "events.jsonl", 80
        script = f"while [ ! -e {go} ]; do sleep 0.05; done; seq 200"
        document = topology([node(f"p{i}", "program", command="/bin/sh", arguments=["-c", script])
                             for i in range(writers)] + pipeline(rate=1)["nodes"], [("source.out", "sink.in")])
        process = self.start_for_test("run", self.write(document), "--allow-programs", "--events", events,
                                      stdout=subprocess.DEVNULL)
        host = wait_until(lambda: children(process.pid), "a host process")[0]
        wait_until(lambda: len(children(host)) == writers, "all programs")
        process.send_signal(signal.SIGSTOP)
        go.touch()
        wait_until(lambda: not children(host), "the end of all programs")
        process.send_signal(signal.SIGCONT)

        def counted():
            lines = [json.loads(line) for line in events.read_text().splitlines(True) if line.endswith("\n")]
            output = sum(line.get("kind") == "program-output" for line in lines)
            left_out = [line for line in lines if "left_out" in line]
            return left_out if output + sum(line["left_out"] for line in left_out) >= 200 * writers else None

        left_out = wait_until(counted, "an account of every line")
        self.assertGreater(len(left_out), 0)
        validate(left_out[0], "event.schema.json")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=DEADLINE)

    def test_a_stopped_host_does_not_hold_the_command_line(self):
        """A host that stands still answers nothing; the run ends all the same, and takes it along."""
        process = self.start_for_test("run", self.write(pipeline(rate=100)), "--drain", "500ms")
        hosts = wait_until(lambda: children(process.pid), "a host process")
        read_line(process)
        os.kill(hosts[0], signal.SIGSTOP)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=DEADLINE)
        self.assertEqual(process.returncode, FAILED)
        wait_until(lambda: not is_running(hosts[0]), "the end of the stopped host")


if __name__ == "__main__":
    unittest.main()
