"""What is done to a run while it goes on: --at, --scenario and --speed."""

import json
import os
import pathlib
import signal
import unittest

from command_line import (DEADLINE, USAGE, CommandLineTest, children, node, pipeline, socket, topology, validate,
                          wait_until)


def process_state(pid):
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def workers():
    """A source, two workers and a sink, which is alone on its host."""
    nodes = [node("vent", "source", socket("out", "PUSH"), rate=500),
             node("w1", "worker", socket("in", "PULL"), socket("out", "PUSH")),
             node("w2", "worker", socket("in", "PULL"), socket("out", "PUSH")),
             node("sink", "sink", socket("in", "PULL"))]
    nodes[3]["host"] = "far"
    document = topology(nodes, [("vent.out", "w1.in"), ("vent.out", "w2.in"), ("w1.out", "sink.in"),
                                ("w2.out", "sink.in")])
    document["hosts"] = [{"id": "local"}, {"id": "far"}]
    return document


class ActsTest(CommandLineTest):
    def run_with(self, document, *arguments, **options):
        """The report and the events of a run."""
        report, events = self.folder / "report.json", self.folder / "events.jsonl"
        result = self.run_to_end("run", self.write(document), "--report", report, "--events", events, *arguments,
                                 **options)
        told = json.loads(report.read_text())
        validate(told, "report.schema.json")
        lines = [json.loads(line) for line in events.read_text().splitlines()]
        for line in lines:
            validate(line, "event.schema.json")
        return told, lines, result

    def test_acts_are_done_at_their_times_and_told(self):
        report, events, result = self.run_with(
            workers(), "--at", "600ms", "restart w1", "--at", "300ms", "kill w1", "--at", "900ms", "slow w2 50ms",
            "--for", "1200ms")
        acts = [(event["text"], event["node"], event["t"]) for event in events if event["kind"] == "act"]
        self.assertEqual([act[:2] for act in acts], [("kill w1", "w1"), ("restart w1", "w1"), ("slow w2 50ms", "w2")])
        self.assertGreaterEqual(acts[1][2] - acts[0][2], 0.25)
        kinds = [event["kind"] for event in events if event["node"] == "w1" and event["kind"].startswith("node-")]
        self.assertEqual(kinds[:3], ["node-started", "node-killed", "node-started"])
        self.assertIn("after 300ms: kill w1", result.stderr)
        conditions = {entry["id"]: entry.get("condition") for entry in report["nodes"]}
        self.assertEqual(conditions, {"vent": None, "w1": None, "w2": "slowed by 50ms", "sink": None})
        self.assertRegex(result.stdout, "w2 .*slowed by 50ms")

    def test_a_killed_node_is_told_in_the_report_with_what_it_did(self):
        report, _, _ = self.run_with(workers(), "--at", "500ms", "kill w1", "--for", "800ms")
        killed = report["nodes"][1]
        self.assertEqual((killed["state"], killed["condition"], killed["error"]), ("exited", "killed", "killed"))
        self.assertGreater(killed["sockets"][0]["received"], 10)

    def test_what_a_wire_drops_is_a_loss_of_its_own_and_the_account_closes(self):
        report, _, _ = self.run_with(pipeline(rate=1000), "--at", "200ms", "drop source.out->sink.in 50%", "--at",
                                     "700ms", "mend source.out->sink.in", "--for", "1s")
        wire = report["wires"][0]
        lost = wire["lost"]
        self.assertGreater(lost["fault"], 100)
        self.assertEqual(lost["unexplained"], 0)
        self.assertEqual(wire["queue"]["depth"], 0)
        self.assertEqual(wire["sent"], wire["received"] + sum(lost.values()))

    def test_a_cut_wire_is_told_and_no_failure(self):
        report, _, result = self.run_with(pipeline(rate=100), "--at", "200ms", "cut source.out->sink.in", "--for",
                                          "700ms", "--drain", "0")
        self.assertEqual(report["wires"][0]["fault"], "cut")
        self.assertNotEqual(report["wires"][0]["state"]["from"], "connected")
        self.assertRegex(result.stdout, "sink.in +cut")

    def test_a_frozen_node_is_a_process_that_stands(self):
        process = self.start_for_test("run", self.write(workers()), "--at", "100ms", "freeze sink", "--at", "1s",
                                      "thaw sink", "--events", self.folder / "events.jsonl", "--for", "1500ms")
        hosts = wait_until(lambda: len(children(process.pid)) == 2 and children(process.pid), "two hosts")
        wait_until(lambda: "T" in [process_state(pid) for pid in hosts], "a process that stands")
        wait_until(lambda: "T" not in [process_state(pid) for pid in hosts], "a process that goes on")
        process.communicate(timeout=DEADLINE)
        self.assertEqual(process.returncode, 0)
        kinds = [json.loads(line)["kind"] for line in (self.folder / "events.jsonl").read_text().splitlines()]
        self.assertIn("host-frozen", kinds)
        self.assertIn("host-thawed", kinds)
        self.assertNotIn("host-silent", kinds)

    def test_a_host_that_stands_ends_with_its_run_however_that_ends(self):
        for how in (signal.SIGINT, signal.SIGKILL):
            process = self.start_for_test("run", self.write(workers()), "--at", "100ms", "freeze sink")
            hosts = wait_until(lambda: len(children(process.pid)) == 2 and children(process.pid), "two hosts")
            wait_until(lambda: "T" in [process_state(pid) for pid in hosts], "a process that stands")
            os.kill(process.pid, how)
            process.communicate(timeout=DEADLINE)
            for pid in hosts:
                wait_until(lambda: not pathlib.Path(f"/proc/{pid}").exists() or process_state(pid) == "Z",
                           f"the end of a host after signal {how}")

    def test_a_scenario_of_the_file_is_played(self):
        document = workers()
        document["scenarios"] = [{"name": "A worker dies", "acts": [{"at": "300ms", "act": "restart w1"},
                                                                    {"at": "100ms", "act": "kill w1"}]}]
        _, events, _ = self.run_with(document, "--scenario", "A worker dies", "--at", "200ms", "pause", "--for", "500ms")
        self.assertEqual([event["text"] for event in events if event["kind"] == "act"],
                         ["kill w1", "pause", "restart w1"])

    def test_a_run_that_would_end_by_itself_waits_for_the_last_act(self):
        report, events, _ = self.run_with(pipeline(rate=1000, count=10), "--at", "500ms", "restart source")
        self.assertEqual([event["text"] for event in events if event["kind"] == "act"], ["restart source"])
        self.assertEqual(report["nodes"][1]["sockets"][0]["received"], 20)

    def test_speed_scales_the_rates(self):
        report, _, _ = self.run_with(pipeline(rate=1000), "--speed", "0.05", "--for", "1s")
        self.assertLess(report["wires"][0]["received"], 200)
        self.assertGreater(report["wires"][0]["received"], 10)

    def test_what_cannot_be_done_is_refused_before_anything_starts(self):
        document = workers()
        document["scenarios"] = [{"name": "Old", "acts": [{"at": "1s", "act": "kill gone"}]}]
        file = self.write(document)
        for arguments, reason in [
                (("--at", "1s", "kill gone"), r"--at 1s 'kill gone': .*vent, w1, w2, sink"),
                (("--at", "soon", "kill w1"), "'soon' is not a duration"),
                (("--at", "1s"), "TIME ACT"),
                (("--at", "1s", "freeze w1"), "shares its process with 2 others"),
                (("--host", "local", "--at", "1s", "kill sink"), "--host far"),
                (("--scenario", "Old"), r"scenario 'Old', 1s 'kill gone': there is no node 'gone'"),
                (("--scenario", "Odl"), "did you mean 'Old'"),
                (("--speed", "3"), "0.01 to 1")]:
            result = self.run_to_end("run", file, *arguments, code=USAGE)
            self.assertRegex(result.stderr, reason)
            self.assertEqual(result.stdout, "")


if __name__ == "__main__":
    unittest.main()
