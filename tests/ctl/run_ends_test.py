"""How a run ends: Ctrl-C once and twice, other signals, a reader who leaves, kill -9, and what is left behind."""

import json
import re
import select
import signal
import time
import unittest

from command_line import (DEADLINE, DONE, FAILED, CommandLineTest, children, is_running, node, pipeline,
                          read_line, socket, topology, validate, wait_until)


class EndingTest(CommandLineTest):
    def start_run(self, document, *arguments, **options):
        """A run that has shown its first line, and the processes that it started."""
        process = self.start_for_test("run", self.write(document), *arguments, **options)
        hosts = wait_until(lambda: children(process.pid), "a host process")
        return process, hosts

    def wait_for_traffic(self, process):
        """The first line that tells of messages received."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            if not re.search(r"received 0,|received 0$", line := read_line(process)) and "received" in line:
                return
        raise AssertionError("no messages were received")

    def assert_gone(self, processes):
        wait_until(lambda: not any(map(is_running, processes)), f"the end of {processes}")

    def test_ctrl_c_drains_and_reports(self):
        report = self.folder / "report.json"
        process, hosts = self.start_run(pipeline(rate=500), "--report", report)
        self.wait_for_traffic(process)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=DEADLINE)
        self.assertEqual(process.returncode, DONE, errors)
        self.assertIn("Ctrl-C again", errors)
        document = json.loads(report.read_text())
        validate(document, "report.schema.json")
        wire = document["wires"][0]
        self.assertGreater(wire["sent"], 0)
        self.assertEqual(wire["sent"], wire["received"])
        self.assert_gone(hosts)

    def test_a_backlog_is_drained_before_the_report(self):
        """200 messages a second of which the sink takes 100: at the end some wait, and all of them arrive."""
        report = self.folder / "report.json"
        process, _ = self.start_run(pipeline(rate=200, work="10ms"), "--report", report, "--drain", "20s")
        self.wait_for_traffic(process)
        read_line(process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=DEADLINE)
        wire = json.loads(report.read_text())["wires"][0]
        self.assertEqual((wire["sent"], wire["queue"]["depth"]), (wire["received"], 0))

    def test_nothing_is_waited_for_when_nothing_waits(self):
        asked = topology([node("client", "requester", socket("req", "REQ"), rate=100),
                          node("server", "replier", socket("rep", "REP"))], [("client.req", "server.rep")])
        for document in (asked, pipeline(rate=100)):
            self.run_to_end("run", self.write(document), "--for", "1s", "--drain", "1h")

    def test_a_second_ctrl_c_ends_it_at_once(self):
        report = self.folder / "report.json"
        # The sink will not be through with its first message for an hour: a drain cannot end.
        process, hosts = self.start_run(pipeline(rate=200, work="1h"), "--report", report, "--drain", "1h")
        read_line(process)
        process.send_signal(signal.SIGINT)
        ready, _, _ = select.select([process.stderr], [], [], DEADLINE)
        self.assertTrue(ready)
        self.assertIn("Ctrl-C again", process.stderr.readline())
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=DEADLINE)
        self.assertEqual(process.returncode, FAILED)
        self.assertIn("ended at once", errors)
        validate(json.loads(report.read_text()), "report.schema.json")
        self.assert_gone(hosts)

    def test_the_drain_has_its_limit(self):
        process, hosts = self.start_run(pipeline(rate=200, work="1h"), "--drain", "500ms")
        read_line(process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=DEADLINE)
        self.assert_gone(hosts)

    def test_other_signals_end_it_as_ctrl_c_does(self):
        for number in (signal.SIGTERM, signal.SIGHUP):
            process, hosts = self.start_run(pipeline(rate=100))
            read_line(process)
            process.send_signal(number)
            _, errors = process.communicate(timeout=DEADLINE)
            self.assertEqual(process.returncode, DONE, errors)
            self.assert_gone(hosts)

    def test_kill_9_leaves_no_host_behind(self):
        process, hosts = self.start_run(pipeline(rate=100))
        read_line(process)
        process.kill()
        process.wait(DEADLINE)
        self.assert_gone(hosts)

    def test_kill_9_leaves_no_program_behind(self):
        document = topology([node("own", "program", socket("in", "PULL"), command="/bin/sleep", arguments=["3600"]),
                             node("source", "source", socket("out", "PUSH"), rate=10)], [("source.out", "own.in")])
        process, hosts = self.start_run(document, "--allow-programs")
        programs = wait_until(lambda: [p for host in hosts for p in children(host)], "the program's process")
        process.kill()
        process.wait(DEADLINE)
        self.assert_gone(hosts + programs)

    def test_a_reader_who_leaves_ends_the_run(self):
        report = self.folder / "report.json"
        process, hosts = self.start_run(pipeline(rate=100), "--report", report)
        read_line(process)
        process.stdout.close()
        process.stdout = None
        process.wait(DEADLINE)
        self.assertEqual(process.returncode, DONE, process.stderr.read())
        validate(json.loads(report.read_text()), "report.schema.json")
        self.assert_gone(hosts)


class TerminalTest(CommandLineTest):
    def run_on_terminal(self, document, *arguments):
        return self.call_on_terminal("run", self.write(document), *arguments)

    def test_a_table_is_redrawn_in_place(self):
        code, text = self.run_on_terminal(pipeline(rate=500), "--for", "2s")
        self.assertEqual(code, DONE, text)
        frames = text.split("\x1b[?25l")[1:]
        self.assertGreaterEqual(len(frames), 3)
        self.assertTrue(any("source" in frame and "connected" in frame for frame in frames))
        heights = [frame.count("\n") for frame in frames[:-1]]
        ups = [int(up) for up in re.findall(r"\x1b\[(\d+)A", text)]
        self.assertEqual(ups[:len(heights)], heights, "each frame begins where the one before began")
        self.assertIn("\x1b[?25h", frames[-1], "the cursor is there again")

    def test_a_large_topology_stays_within_the_terminal(self):
        count = 60
        many = topology([node("source", "source", socket("out", "PUSH"), rate=100)] +
                        [node(f"sink{i}", "sink", socket("in", "PULL")) for i in range(count)],
                        [("source.out", f"sink{i}.in") for i in range(count)])
        code, text = self.run_on_terminal(many, "--for", "1s")
        self.assertEqual(code, DONE, text)
        frames = text.split("\x1b[?25l")[1:-1]
        self.assertTrue(frames)
        for frame in frames:
            self.assertLess(frame.count("\n"), self.ROWS)
        self.assertRegex(frames[-1], r"… and \d+ more sockets")
        self.assertRegex(frames[-1], r"… and \d+ more wires")


if __name__ == "__main__":
    unittest.main()
