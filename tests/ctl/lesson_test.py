"""zeroloomctl lesson: every lesson that comes with the program proves what it says, and one that does not is found out."""

import json
import os
import signal
import subprocess
import time
import unittest

from command_line import (DEADLINE, DONE, FAILED, USAGE, CommandLineTest, call, children, is_running, validate,
                          wait_until)

HEAD = "---\ntitle: Mine\nfamily: Request-reply\nguide: Mine\ntopology: gallery:hello-world\n---\n"
RUN = "## One\n```act\nrun\n```\n"
ALL_DEADLINE = 540.0  # of all lessons, on a busy machine


def check(*claims):
    return "```check\n" + "\n".join(claims) + "\n```\n"


class EveryLessonTest(CommandLineTest):
    def test_what_it_claims_is_so(self):
        result = call("lesson", "run", "--all", "--jobs", "8", "--json", timeout=ALL_DEADLINE)
        document = json.loads(result.stdout)
        validate(document, "lesson.schema.json")
        names = {entry["name"] for entry in json.loads(self.run_to_end("lesson", "--json").stdout)["lessons"]}
        self.assertEqual({lesson["name"] for lesson in document["lessons"]}, names)
        self.assertGreaterEqual(len(names), 7)
        for lesson in document["lessons"]:
            with self.subTest(lesson["name"]):
                self.assertEqual(lesson["notes"], [])
                for step in lesson["steps"]:
                    self.assertIsNone(step["problem"])
                    for claim in step["claims"]:
                        self.assertTrue(claim["came_true"], f"line {claim['line']}: {claim['claim']}: {claim['figures']}")
                self.assertTrue(lesson["came_true"])
        self.assertEqual(document["did_not_come_true"], 0)
        self.assertEqual(result.returncode, DONE)


class LessonTest(CommandLineTest):
    def lesson(self, text, name="mine.md"):
        return self.write(HEAD + text, name)

    def test_a_lesson_is_played_and_told(self):
        result = self.run_to_end("lesson", "run", "hello-world")
        self.assertRegex(result.stdout, r"(?m)^1\. One question, one answer$")
        self.assertRegex(result.stdout, r"(?m)^   > run$")
        self.assertRegex(result.stdout, r"(?m)^   ✓ requests reach the server\. received by server\.rep: \d+, after")
        self.assertRegex(result.stdout, r"(?m)^✓ hello-world: 8 claims came true in")

    def test_steps_are_read_as_long_as_is_said(self):
        path = self.lesson(RUN + check("sent client >= 3 within 20s") + "\n## Two\n" + check("received client.req >= 1 within 20s"))
        began = time.monotonic()
        self.run_to_end("lesson", "run", "--reading", "2s", path)
        self.assertGreater(time.monotonic() - began, 4)
        self.assertIn("--reading", self.run_to_end("lesson", "run", "--reading", "soon", path, code=USAGE).stderr)

    def test_a_claim_that_is_false_is_told_with_its_figures(self):
        path = self.lesson(RUN + check("received client.req > 2", "the server is idle: received server.rep = 0 for 2s",
                                       "abandoned client >= 1 within 300ms"))
        result = self.run_to_end("lesson", "run", path, code=FAILED)
        self.assertRegex(result.stdout, r"✓ received client\.req > 2\. received by client\.req: 3")
        self.assertRegex(result.stdout, r"✗ the server is idle\. received by server\.rep: \d+, still after \S+ s; claimed "
                                        r"is 'received server\.rep = 0 for 2s'")
        self.assertRegex(result.stdout, r"✗ .*\. abandoned of client: 0, still after")
        self.assertRegex(result.stdout, r"✗ mine: 1 of 3 claims came true")
        document = json.loads(self.run_to_end("lesson", "run", "--json", path, code=FAILED).stdout)
        validate(document, "lesson.schema.json")
        claims = document["lessons"][0]["steps"][0]["claims"]
        self.assertEqual([claim["came_true"] for claim in claims], [True, False, False])
        self.assertRegex(claims[1]["figures"], r"received by server\.rep: \d+")
        self.assertEqual((document["came_true"], document["did_not_come_true"]), (0, 1))

    def test_a_lesson_that_cannot_be_played_is_refused_with_every_line(self):
        path = self.lesson(RUN + "```act\nkill servre\nfly\n```\n" + check("received sink > 3"))
        result = self.run_to_end("lesson", "run", path, code=USAGE)
        for line, what in ((12, "no node 'servre'"), (13, "'fly' cannot be done"), (16, "no wire 'sink'")):
            self.assertRegex(result.stderr, rf"mine\.md: line {line}: .*{what}")
        self.assertEqual(result.stdout, "")

    def test_a_lesson_starts_no_programs_and_stays_on_this_machine(self):
        topology = json.loads(self.run_to_end("gallery", "show", "hello-world").stdout)
        topology["nodes"][0].update({"role": "program", "params": {"command": "touch", "arguments": [str(self.folder / "x")]}})
        topology["wires"][0]["endpoint"] = "tcp://*:5599"
        self.write(topology, "beside.zeroloom")
        path = self.write(HEAD.replace("gallery:hello-world", "beside.zeroloom") + RUN + check("state-running server = 1"),
                          "mine.md")
        result = self.run_to_end("lesson", "run", path, code=USAGE)
        self.assertIn("a lesson cannot start programs", result.stderr)
        self.assertIn("a lesson cannot leave this machine, as tcp://*:5599 does", result.stderr)
        self.assertFalse((self.folder / "x").exists())

    def test_a_lesson_touches_no_file_and_waits_for_none(self):
        precious = self.folder / "precious"
        precious.write_text("the only copy")
        topology = json.loads(self.run_to_end("gallery", "show", "hello-world").stdout)
        topology["wires"][0]["endpoint"] = f"ipc://{precious}"
        self.write(topology, "beside.zeroloom")
        head = HEAD.replace("gallery:hello-world", "beside.zeroloom")
        path = self.write(head + RUN + check("state-running server = 1"), "mine.md")
        for command in ("run", "show"):
            self.assertIn("a lesson cannot choose a file", self.run_to_end("lesson", command, path, code=USAGE).stderr)
        self.assertEqual(precious.read_text(), "the only copy")
        os.mkfifo(self.folder / "pipe")
        for named in ("pipe", "/dev/zero", "."):
            path = self.write(HEAD.replace("gallery:hello-world", named) + RUN + check("sent client > 1"), "mine.md")
            self.assertIn(f"'{named}' is no topology file", self.run_to_end("lesson", "show", path, code=USAGE).stderr)

    def test_names_and_arguments_that_are_wrong_are_refused(self):
        for arguments, said in ((["run", "hello-wrld"], "did you mean 'hello-world'?"), (["run"], "a lesson is missing"),
                                (["run", "--all", "weather"], "name none beside it"), (["show", "nothing"], "lesson list"),
                                (["run", "missing.md"], "missing.md"), (["run", "weather", "--jobs", "0"], "--jobs")):
            with self.subTest(arguments):
                self.assertIn(said, self.run_to_end("lesson", *arguments, code=USAGE).stderr)

    def test_ctrl_c_ends_it_with_all_that_it_started(self):
        path = self.lesson(RUN + check("received client.req > 1000000 within 5m"))
        process = self.start_for_test("lesson", "run", path)
        hosts = wait_until(lambda: children(process.pid), "a host process")
        os.kill(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=DEADLINE)
        self.assertEqual(process.returncode, FAILED)
        self.assertIn("ended before everything was played", errors)
        self.assertIn("not played to its end", output)
        for host in hosts:
            wait_until(lambda pid=host: not is_running(pid), "the host's end")

    def test_a_claim_whose_host_dies_did_not_come_true_and_says_why(self):
        path = self.lesson(RUN + check("received server.rep >= 1") +
                           "## Two\n" + check("the server goes on: abandoned client = 0 for 5m", "sent client.req >= 1"))
        process = self.start_for_test("lesson", "run", path)
        line = "-"
        while line and "✓" not in line:  # the first step has been played
            line = process.stdout.readline()
        self.assertIn("received by server.rep", line)
        (host,) = children(process.pid)
        os.kill(host, signal.SIGKILL)
        output, errors = process.communicate(timeout=DEADLINE)
        self.assertEqual(process.returncode, FAILED, errors)
        self.assertRegex(output, r"✗ the server goes on\. abandoned of client: 0; after \S+ s host 'local' was lost: \S.*"
                                 r"; claimed is 'abandoned client = 0 for 5m'")
        self.assertRegex(output, r"✗ sent client\.req >= 1\. Before it was checked, host 'local' was lost")
        self.assertRegex(output, r"✗ mine: 1 of 3 claims came true in")

    def test_a_lesson_can_be_read(self):
        text = self.run_to_end("lesson", "show", "weather").stdout
        self.assertIn("Getting the Message Out", text)
        self.assertRegex(text, r"(?m)^     - None: they were gone")
        document = json.loads(self.run_to_end("lesson", "show", "weather", "--json").stdout)
        self.assertEqual(document["steps"][0]["prediction"]["right"], 1)

    def test_list_is_what_comes_without_a_subcommand(self):
        text = self.run_to_end("lesson").stdout
        self.assertEqual(text, self.run_to_end("lesson", "list").stdout)
        self.assertRegex(text, r"(?m)^weather +1 ")
        self.assertLess(text.index("Request-reply"), text.index("Publish-subscribe"))

    def test_a_full_disk_is_told(self):
        with open("/dev/full", "w") as full:
            result = subprocess.run([os.environ["ZEROLOOMCTL"], "lesson", "--json"], stdout=full, stderr=subprocess.PIPE,
                                    text=True, timeout=DEADLINE)
        self.assertEqual(result.returncode, FAILED)
        self.assertIn("the disk is full", result.stderr)


if __name__ == "__main__":
    unittest.main()
