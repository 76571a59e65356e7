"""zeroloomctl export: what is written, where, and what is never overwritten."""

import json
import os
import stat
import unittest

from command_line import DONE, FAILED, SOURCES, TOPOLOGY_HAS_ERRORS, USAGE, CommandLineTest, call, node, pipeline, socket
from command_line import topology

# A topology from which every exporter but the heartbeat's makes something, and one for that.
HEARTS = topology([node("ask", "pinger", socket("ping", "DEALER")), node("echo", "outside", socket("echo", "ROUTER"))],
                  [("ask.ping", "echo.echo", {"bind": "to", "endpoint": "tcp://10.0.0.1:7000"})])
ILLEGAL = topology([node("a", "source", socket("out", "PUB")), node("b", "sink", socket("in", "PULL"))],
                   [("a.out", "b.in")])


class ExportTest(CommandLineTest):
    def formats(self):
        return json.loads(self.run_to_end("export", "--list", "--json").stdout)["formats"]

    def test_the_list_names_every_format(self):
        text = self.run_to_end("export", "--list").stdout
        formats = self.formats()
        self.assertGreaterEqual({f["name"] for f in formats}, {"json", "zdcf", "zpl", "heartbeat"})
        for one in formats:
            self.assertRegex(text, rf"(?m)^{one['name']} ")
            self.assertIn(one["shape"], ("file", "folder"))
            self.assertTrue(one["summary"] and one["title"])

    def test_text_goes_to_standard_output_and_to_a_file_alike(self):
        source = self.write(pipeline())
        target = self.folder / "out.json"
        printed = self.run_to_end("export", source, "--to", "zdcf").stdout
        self.assertEqual(json.loads(printed)["version"], 1.0)
        result = self.run_to_end("export", source, "--to", "zdcf", "-o", target)
        self.assertEqual(result.stdout, "")
        self.assertEqual(target.read_text(), printed)
        self.assertEqual(self.run_to_end("export", source, "--to", "zdcf", "-o", "-").stdout, printed)

    def test_every_format_is_written_and_is_the_same_each_time(self):
        for one in self.formats():
            with self.subTest(one["name"]):
                source = self.write(HEARTS if one["name"] == "heartbeat" else pipeline())
                written = []
                for number in "12":
                    target = self.folder / (one["name"] + number)
                    self.run_to_end("export", source, "--to", one["name"], "-o", target)
                    files = [target] if one["shape"] == "file" else sorted(p for p in target.rglob("*") if p.is_file())
                    self.assertTrue(files)
                    written.append([(str(p.relative_to(self.folder))[len(target.name):], p.read_bytes(),
                                     bool(p.stat().st_mode & stat.S_IXUSR)) for p in files])
                self.assertEqual(*written)

    def test_standard_input_and_examples_are_taken(self):
        wanted = self.run_to_end("export", self.write(pipeline()), "--to", "json").stdout
        self.assertEqual(self.run_to_end("export", "-", "--to", "json", stdin=json.dumps(pipeline())).stdout, wanted)
        self.assertIn('"zeroloom": 1', self.run_to_end("export", "gallery:task-pipeline", "--to", "json").stdout)

    def test_what_could_not_be_expressed_is_told_on_standard_error(self):
        result = self.run_to_end("export", self.write(pipeline()), "--to", "zdcf")
        self.assertIn("zeroloomctl: wire 'w0': 'tcp://127.0.0.1:*' is 'tcp://127.0.0.1:5555' there", result.stderr)


class OverwriteTest(CommandLineTest):
    def test_a_file_is_not_replaced_without_force(self):
        source, target = self.write(pipeline()), self.folder / "out.json"
        target.write_text("mine")
        result = self.run_to_end("export", source, "--to", "zdcf", "-o", target, code=USAGE)
        self.assertIn(f"'{target}' exists already", result.stderr)
        self.assertIn("--force", result.stderr)
        self.assertEqual(target.read_text(), "mine")
        self.run_to_end("export", source, "--to", "zdcf", "-o", target, "--force")
        self.assertNotEqual(target.read_text(), "mine")

    def test_a_folder_with_files_is_left_as_it_is_without_force(self):
        source, target = self.write(HEARTS), self.folder / "out"
        target.mkdir()
        (target / "mine").write_text("mine")
        result = self.run_to_end("export", source, "--to", "heartbeat", "-o", target, code=USAGE)
        self.assertIn("--force", result.stderr)
        self.assertEqual(os.listdir(target), ["mine"])
        self.run_to_end("export", source, "--to", "heartbeat", "-o", target, "--force")
        self.assertEqual(sorted(os.listdir(target)), ["kernel-echo.json", "mine"])

    def test_a_folder_and_a_file_do_not_take_each_others_place(self):
        taken = self.folder / "taken"
        taken.mkdir()
        result = self.run_to_end("export", self.write(pipeline()), "--to", "json", "-o", taken, "--force", code=USAGE)
        self.assertIn("is a folder", result.stderr)
        file = self.write("mine", "file")
        result = self.run_to_end("export", self.write(HEARTS), "--to", "heartbeat", "-o", file, "--force", code=USAGE)
        self.assertIn("is no folder", result.stderr)
        self.assertEqual(file.read_text(), "mine")

    def test_a_full_disk_and_a_missing_folder_say_so(self):
        source = self.write(pipeline())
        result = self.run_to_end("export", source, "--to", "json", "-o", "/dev/full", "--force", code=FAILED)
        self.assertIn("the disk is full", result.stderr)
        missing = self.folder / "no" / "out.json"
        result = self.run_to_end("export", source, "--to", "json", "-o", missing, code=FAILED)
        self.assertIn(str(missing), result.stderr)

    def test_standard_output_on_a_full_disk_says_so(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            process = self.start_for_test("export", self.write(pipeline()), "--to", "json", stdout=full)
            self.assertEqual(process.wait(30), FAILED)


class RefusalTest(CommandLineTest):
    def test_an_unknown_format_is_refused_with_the_nearest(self):
        result = self.run_to_end("export", self.write(pipeline()), "--to", "zdfc", code=USAGE)
        self.assertIn("did you mean 'zdcf'?", result.stderr)
        result = self.run_to_end("export", self.write(pipeline()), "--to", "qqqqqq", code=USAGE)
        self.assertIn("zeroloomctl export --list", result.stderr)

    def test_a_format_that_runs_needs_a_topology_without_errors(self):
        result = self.run_to_end("export", self.write(ILLEGAL), "--to", "heartbeat", "-o", self.folder / "out",
                                 code=TOPOLOGY_HAS_ERRORS)
        self.assertIn("error: ", result.stderr)
        self.assertIn("PUB cannot talk to PULL", result.stderr)
        self.assertIn("was not exported: 1 error", result.stderr)
        self.assertFalse((self.folder / "out").exists())
        self.run_to_end("export", self.write(ILLEGAL), "--to", "zdcf", code=DONE)

    def test_a_topology_without_what_the_format_is_about_is_refused(self):
        result = self.run_to_end("export", self.write(pipeline()), "--to", "heartbeat", "-o", self.folder / "out",
                                 code=TOPOLOGY_HAS_ERRORS)
        self.assertIn("wire a pinger", result.stderr)

    def test_a_folder_needs_a_name(self):
        for output in ([], ["-o", "-"]):
            result = self.run_to_end("export", self.write(HEARTS), "--to", "heartbeat", *output, code=USAGE)
            self.assertIn("-o", result.stderr)

    def test_missing_arguments_are_named(self):
        self.assertIn("FILE is missing", self.run_to_end("export", code=USAGE).stderr)
        self.assertIn("FILE is missing", self.run_to_end("export", "--to", "json", code=USAGE).stderr)
        self.assertIn("--to is missing", self.run_to_end("export", self.write(pipeline()), code=USAGE).stderr)
        self.run_to_end("export", self.write(pipeline()), "--list", code=USAGE)
        self.run_to_end("export", self.write(pipeline()), "--to", "json", "--json", code=USAGE)

    def test_a_broken_file_is_refused_as_check_does(self):
        result = self.run_to_end("export", self.write("{", "broken.zeroloom"), "--to", "json", code=USAGE)
        self.assertRegex(result.stderr, r"broken\.zeroloom: line \d+, column \d+: not valid JSON")

    def test_no_control_character_of_a_topology_reaches_the_terminal(self):
        nasty = pipeline()
        nasty["wires"][0]["endpoint"] = "inproc://\u001b[31mred"
        result = call("export", self.write(nasty), "--to", "zdcf", "-o", self.folder / "out.json")
        self.assertNotIn("\x1b", result.stdout + result.stderr)


class CompletionTest(CommandLineTest):
    def test_the_formats_are_completed(self):
        words = [" ".join(one["name"] for one in json.loads(self.run_to_end(way, "--list", "--json").stdout)["formats"])
                 for way in ("export", "import")]
        for shell in ("bash", "zsh", "fish"):
            script = self.run_to_end("--generate", shell).stdout
            for names in words:
                self.assertIn(names, script)


if __name__ == "__main__":
    unittest.main()
