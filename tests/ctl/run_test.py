"""zeroloomctl run: what is started, what is shown, what is reported."""

import json
import re
import unittest

from command_line import (DEADLINE, DONE, SOURCES, TOPOLOGY_HAS_ERRORS, USAGE, CommandLineTest, call, node, pipeline,
                          socket, topology, validate)


def sockets_of(report):
    return {f"{entry['id']}.{one['id']}": one for entry in report["nodes"] for one in entry["sockets"]}


class RunTest(CommandLineTest):
    def report(self, file, *arguments, code=DONE, **options):
        path = self.folder / "report.json"
        self.run_to_end("run", file, "--report", path, *arguments, code=code, **options)
        document = json.loads(path.read_text())
        validate(document, "report.schema.json")
        return document

    def test_a_counting_source_ends_the_run_and_the_ledger_closes(self):
        report = self.report(self.write(pipeline(rate=2000, count=1000)))
        sockets = sockets_of(report)
        self.assertEqual(sockets["source.out"]["sent"], 1000)
        self.assertEqual(sockets["sink.in"]["received"], 1000)
        self.assertEqual(sum(sockets["source.out"]["lost"].values()), 0)
        wire = report["wires"][0]
        self.assertEqual((wire["sent"], wire["received"]), (1000, 1000))
        self.assertEqual(wire["queue"], {"depth": 0, "quality": "exact"})
        self.assertGreater(wire["latency_us"]["p50"], 0)
        # Of messages that are sent in one burst not every one is timed.
        self.assertGreater(wire["latency_us"]["count"], 500)
        self.assertEqual({entry["id"]: entry["host"] for entry in report["nodes"]}, {"source": "local", "sink": "local"})

    def test_requests_and_replies_are_counted_both_ways(self):
        asked = topology([node("client", "requester", socket("req", "REQ"), rate=500, count=100),
                          node("server", "replier", socket("rep", "REP"))], [("client.req", "server.rep")])
        sockets = sockets_of(self.report(self.write(asked)))
        self.assertEqual((sockets["client.req"]["sent"], sockets["client.req"]["received"]), (100, 100))
        self.assertEqual((sockets["server.rep"]["sent"], sockets["server.rep"]["received"]), (100, 100))

    def test_hearts_are_reported_by_name(self):
        beating = topology([node("monitor", "heartbeater", socket("ping", "XPUB"), socket("pong", "ROUTER"),
                                 period="100ms"),
                            node("hearts", "heart", socket("ping", "SUB", subscribe=[""]), socket("pong", "DEALER"),
                                 count=20)],
                           [("monitor.ping", "hearts.ping"), ("hearts.pong", "monitor.pong")])
        hearts = self.report(self.write(beating), "--for", "2s")["hearts"]
        self.assertEqual(sorted(heart["id"] for heart in hearts), [f"hearts-{n:04}" for n in range(1, 21)])
        self.assertEqual({(heart["monitor"], heart["state"]) for heart in hearts}, {("monitor", "alive")})
        for heart in hearts:
            self.assertGreater(heart["beats"], 5)
            self.assertEqual(heart["missed"], 0)
            self.assertGreater(heart["rtt_ms"], 0)

    def test_for_ends_an_endless_run(self):
        report = self.report(self.write(pipeline(rate=100)), "--for", "1s")
        self.assertGreaterEqual(report["duration_s"], 1.0)
        sockets = sockets_of(report)
        self.assertGreaterEqual(sockets["source.out"]["sent"], 50)
        self.assertEqual(sockets["source.out"]["sent"], sockets["sink.in"]["received"])

    def test_set_overrides_the_file_and_leaves_it_alone(self):
        file = self.write(pipeline(rate=1, count=0))
        before = file.read_text()
        report = self.report(file, "--set", "source.rate=1000", "--set", "source.count=250")
        self.assertEqual(sockets_of(report)["sink.in"]["received"], 250)
        self.assertEqual(file.read_text(), before)

    def test_standard_input_and_gallery_run_too(self):
        text = self.write(pipeline(rate=1000, count=50)).read_text()
        self.assertEqual(sockets_of(self.report("-", stdin=text))["sink.in"]["received"], 50)
        report = self.report("gallery:task-pipeline", "--for", "1s")
        self.assertTrue(all(entry["state"] in ("running", "exited") for entry in report["nodes"]))
        self.assertGreater(sum(wire["received"] for wire in report["wires"]), 0)

    def test_report_on_standard_output_has_it_to_itself(self):
        result = self.run_to_end("run", self.write(pipeline(rate=1000, count=100)), "--report", "-")
        validate(json.loads(result.stdout), "report.schema.json")
        self.assertIn("sink", result.stderr)

    def test_events_are_one_object_a_line(self):
        path = self.folder / "events.jsonl"
        self.run_to_end("run", self.write(pipeline(rate=1000, count=100)), "--events", path)
        events = [json.loads(line) for line in path.read_text().splitlines()]
        for event in events:
            validate(event, "event.schema.json")
        self.assertEqual([event["t"] for event in events], sorted(event["t"] for event in events))
        kinds = {event["kind"] for event in events}
        self.assertLessEqual({"LISTENING", "CONNECTED", "ACCEPTED"}, kinds)
        self.assertIn("w0", {event["wire"] for event in events})
        on_stdout = self.run_to_end("run", self.write(pipeline(rate=1000, count=100)), "--events", "-").stdout
        self.assertTrue([json.loads(line) for line in on_stdout.splitlines()])

    def test_a_pipe_gets_plain_lines_and_tables(self):
        output = self.run_to_end("run", self.write(pipeline(rate=500)), "--for", "2s").stdout
        self.assertNotIn("\x1b", output)
        self.assertGreaterEqual(len(re.findall(r"(?m)^\d+(\.\d+)? s: in .*/s, out .*/s, .* wires connected", output)), 2)
        self.assertRegex(output, r"(?m)^NODE +SOCKET +STATE")
        self.assertRegex(output, r"(?m)^source\.out → sink\.in +connected")

    def test_what_somebody_elses_program_receives_is_not_shown_as_nothing(self):
        outside = topology([node("source", "source", socket("out", "PUSH"), rate=100),
                            node("theirs", "outside", socket("in", "PULL"))], [("source.out", "theirs.in")])
        path = self.folder / "report.json"
        output = self.run_to_end("run", self.write(outside), "--for", "1s", "--drain", "0s", "--report", path).stdout
        self.assertRegex(output, r"(?m)^source\.out → theirs\.in .* \d+ sent +— .* —$")
        self.assertRegex(output, r"lost unknown, 0 of 1 wires connected\n$")
        wire = json.loads(path.read_text())["wires"][0]
        self.assertIsNone(wire["lost"])
        self.assertEqual((wire["quality"]["sent"], wire["quality"]["received"]), ("exact", "unknown"))


class RefusedRunTest(CommandLineTest):
    def refused(self, *arguments, code=USAGE, topology=None):
        result = self.run_to_end("run", self.write(topology or pipeline()), *arguments, code=code)
        self.assertEqual(result.stdout, "")
        return result.stderr

    def test_a_topology_with_errors_is_not_started(self):
        wrong = topology([node("a", "source", socket("out", "PUB")), node("b", "sink", socket("in", "PULL"))],
                         [("a.out", "b.in")])
        told = self.refused(topology=wrong, code=TOPOLOGY_HAS_ERRORS)
        self.assertIn("wire 'a.out → b.in'", told)
        self.assertIn("fix: ", told)

    def test_settings_that_cannot_be_used_are_named(self):
        for setting, expected in {"sourc.rate=1": "did you mean 'source'?", "source.rat=1": "did you mean 'rate'?",
                                  "source.rate=fast": "--set source.rate=fast", "source.rate": "NODE.PARAM=VALUE",
                                  "source.rate=-1": "--set source.rate=-1", "sink.rate=1": "no parameter 'rate'"}.items():
            self.assertIn(expected, self.refused("--set", setting))

    def test_an_unknown_host_is_named(self):
        self.assertIn("did you mean 'local'?", self.refused("--host", "locl"))

    def test_nothing_to_run_is_said(self):
        outside = topology([node("a", "outside", socket("out", "PUSH"))], [])
        self.assertIn("nothing to run", self.refused(topology=outside))

    def test_two_streams_for_standard_output_are_refused(self):
        self.assertIn("standard output", self.refused("--report", "-", "--events", "-"))

    def test_a_report_that_cannot_be_written_is_refused_before_the_run(self):
        self.assertIn("no/report.json", self.refused("--report", self.folder / "no" / "report.json"))
        self.assertIn("no/events", self.refused("--events", self.folder / "no" / "events"))
        self.assertIn(str(self.folder), self.refused("--report", self.folder))


class ProgramTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.mark = self.folder / "was-here"
        self.file = self.write(topology(
            [node("own", "program", socket("in", "PULL"), command="/usr/bin/touch", arguments=[str(self.mark)]),
             node("source", "source", socket("out", "PUSH"), rate=100)], [("source.out", "own.in")]))

    def test_programs_of_a_file_need_a_clear_yes(self):
        result = self.run_to_end("run", self.file, "--for", "1s", code=USAGE)
        self.assertIn("/usr/bin/touch", result.stderr)
        self.assertIn("--allow-programs", result.stderr)
        self.assertFalse(self.mark.exists())

    def test_with_a_yes_they_are_started(self):
        call("run", self.file, "--for", "1s", "--allow-programs", timeout=DEADLINE)
        self.assertTrue(self.mark.exists())


class HostTest(CommandLineTest):
    def test_only_the_nodes_of_the_named_host_run(self):
        two = pipeline(rate=100)
        two["hosts"] = [{"id": "local"}, {"id": "other"}]
        two["nodes"][1]["host"] = "other"
        two["wires"][0].update({"endpoint": "tcp://127.0.0.1:*", "bind": "from"})
        path = self.folder / "report.json"
        self.run_to_end("run", self.write(two), "--host", "local", "--for", "1s", "--report", path, "--drain", "0")
        report = json.loads(path.read_text())
        validate(report, "report.schema.json")
        states = {entry["id"]: entry["state"] for entry in report["nodes"]}
        self.assertEqual(states["source"], "running")

    def test_two_hosts_are_two_processes_of_one_run(self):
        two = pipeline(rate=1000, count=200)
        two["hosts"] = [{"id": "local"}, {"id": "other"}]
        two["nodes"][1]["host"] = "other"
        path = self.folder / "report.json"
        self.run_to_end("run", self.write(two), "--report", path)
        sockets = sockets_of(json.loads(path.read_text()))
        self.assertEqual(sockets["sink.in"]["received"], 200)


class ExampleTest(CommandLineTest):
    def test_the_topology_of_the_readme_runs(self):
        text = (SOURCES / "README.md").read_text()
        examples = re.findall(r"```json\n(.*?)```", text, re.S)
        self.assertTrue(examples)
        for example in examples:
            file = self.write(example)
            self.run_to_end("check", file)
            self.run_to_end("run", file, "--for", "1s")


if __name__ == "__main__":
    unittest.main()
