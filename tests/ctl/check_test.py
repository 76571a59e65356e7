"""zeroloomctl check: what a user, a script and CI can rely on."""

import json
import unittest

from command_line import (DONE, SOURCES, TOPOLOGY_HAS_ERRORS, USAGE, CommandLineTest, call, node, pipeline, socket,
                          topology, validate)

ILLEGAL = topology([node("a", "source", socket("out", "PUB")), node("b", "sink", socket("in", "PULL"))],
                   [("a.out", "b.in")])
DEAF = topology([node("a", "source", socket("out", "PUB")), node("b", "sink", socket("in", "SUB"))],
                [("a.out", "b.in")])


class CheckTest(CommandLineTest):
    def diagnostics(self, *arguments, code, **options):
        document = json.loads(self.run_to_end("check", "--json", *arguments, code=code, **options).stdout)
        validate(document, "diagnostics.schema.json")
        return document["diagnostics"]

    def test_a_sound_topology_is_done_without_problems(self):
        result = self.run_to_end("check", self.write(pipeline()))
        self.assertIn("no problems", result.stdout)
        self.assertEqual(result.stderr, "")
        self.assertEqual(self.diagnostics(self.write(pipeline()), code=DONE), [])

    def test_an_error_has_its_place_its_reason_and_a_fix(self):
        result = self.run_to_end("check", self.write(ILLEGAL), code=TOPOLOGY_HAS_ERRORS)
        line = next(line for line in result.stdout.splitlines() if line.startswith("error: "))
        self.assertIn("topology.zeroloom: wire 'a.out → b.in'", line)
        self.assertIn("PUB", line)
        self.assertIn("PULL", line)
        self.assertIn("  fix: ", result.stdout)
        self.assertRegex(result.stdout.splitlines()[-1], r"topology\.zeroloom: 1 error\b")

    def test_json_tells_code_and_place(self):
        found = [d for d in self.diagnostics(self.write(ILLEGAL), code=TOPOLOGY_HAS_ERRORS) if d["severity"] == "error"]
        self.assertEqual([d["code"] for d in found], ["illegal-peers"])
        self.assertEqual(found[0]["where"], {"node": "", "socket": "", "wire": "w0"})

    def test_warnings_alone_are_no_failure(self):
        result = self.run_to_end("check", self.write(DEAF), code=DONE)
        self.assertIn("warning: ", result.stdout)
        self.assertEqual({d["severity"] for d in self.diagnostics(self.write(DEAF), code=DONE)} & {"error"}, set())

    def test_standard_input_is_read(self):
        text = self.write(ILLEGAL).read_text()
        result = self.run_to_end("check", "-", stdin=text, code=TOPOLOGY_HAS_ERRORS)
        self.assertIn("error: standard input: ", result.stdout)
        self.assertEqual(self.diagnostics("-", stdin=text, code=TOPOLOGY_HAS_ERRORS)[0]["code"], "illegal-peers")

    def test_many_problems_of_one_kind_are_counted_not_listed(self):
        nodes = [node(f"n{i}", "source", socket("out", "PUB")) for i in range(100)]
        sinks = [node(f"s{i}", "sink", socket("in", "PULL")) for i in range(100)]
        many = topology(nodes + sinks, [(f"n{i}.out", f"s{i}.in") for i in range(100)])
        result = self.run_to_end("check", self.write(many), code=TOPOLOGY_HAS_ERRORS)
        self.assertIn("80 more of 'illegal-peers' are not shown", result.stdout)
        self.assertIn("100 errors", result.stdout)
        self.assertEqual(sum(d["code"] == "illegal-peers"
                             for d in self.diagnostics(self.write(many), code=TOPOLOGY_HAS_ERRORS)), 100)


class BrokenInputTest(CommandLineTest):
    def refused(self, text):
        result = self.run_to_end("check", self.write(text, "broken.zeroloom"), code=USAGE)
        self.assertEqual(result.stdout, "")
        self.assertIn("broken.zeroloom: ", result.stderr)
        return result.stderr

    def test_broken_json_names_line_and_column(self):
        self.assertRegex(self.refused('{\n  "zeroloom": 1,\n  "nodes": [}\n'), r"line 3, column \d+")

    def test_every_wrong_value_is_named_with_its_place(self):
        told = self.refused(json.dumps({"zeroloom": 1, "nodes": [{"id": 7, "sockets": []},
                                                                {"id": "b", "sockets": [{"id": "x", "type": "PUSHY"}]}]}))
        self.assertIn("/nodes/0/id", told)
        self.assertIn("/nodes/1/sockets/0/type", told)
        self.assertGreaterEqual(len(told.splitlines()), 2)

    def test_a_newer_version_is_refused_as_such(self):
        self.assertIn("newer", self.refused(json.dumps({"zeroloom": 999, "nodes": []})))

    def test_hostile_input_is_refused_in_words(self):
        for name, text in {"empty": "", "null": "null", "array": "[]", "number": "17",
                           "deep": "[" * 200_000, "deep object": '{"nodes":' * 100_000,
                           "not UTF-8": '{"zeroloom": 1, "name": "\udc00"}', "control": "\x00\x1b[2J{"}.items():
            with self.subTest(name):
                path = self.folder / "hostile.zeroloom"
                path.write_bytes(text.encode("utf-8", "surrogatepass"))
                result = self.run_to_end("check", path, code=USAGE)
                self.assertIn("hostile.zeroloom: ", result.stderr)
                self.assertNotIn("\x1b", result.stderr)

    def test_every_file_of_the_corpus_gets_its_answer(self):
        files = sorted((SOURCES / "tests" / "data" / "topologies").glob("*.zeroloom"))
        self.assertGreater(len(files), 20)
        for file in files:
            with self.subTest(file.name):
                before = file.read_bytes()
                result = call("check", file)
                self.assertIn(result.returncode, (0, 1) if file.name.startswith("ok-") else (USAGE,), result.stderr)
                self.assertEqual(file.read_bytes(), before)
                if result.returncode == USAGE:
                    self.assertEqual(result.stdout, "")
                    self.assertIn(f"{file.name}: ", result.stderr)

    def test_a_missing_file_and_a_folder_are_refused(self):
        missing = self.run_to_end("check", self.folder / "missing.zeroloom", code=USAGE)
        self.assertIn("missing.zeroloom", missing.stderr)
        folder = self.run_to_end("check", self.folder, code=USAGE)
        self.assertIn(str(self.folder), folder.stderr)

    def test_escape_sequences_of_a_file_do_not_reach_the_terminal(self):
        nasty = pipeline()
        nasty["nodes"].append(node("lonely", "source", socket("\x1b[31mout", "PUSH")))
        result = call("check", self.write(nasty))
        self.assertNotIn("\x1b", result.stdout + result.stderr)


if __name__ == "__main__":
    unittest.main()
