"""zeroloomctl import --into: two topologies made one, with what happens to names that are taken said beforehand."""

import json
import unittest

from command_line import DONE, USAGE, CommandLineTest

HERE = {"zeroloom": 1, "name": "Here",
        "nodes": [{"id": "vent", "role": "source", "sockets": [{"id": "out", "type": "PUSH"}]},
                  {"id": "sink", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]}],
        "wires": [{"id": "a", "from": "vent.out", "to": "sink.in", "endpoint": "tcp://127.0.0.1:5557"}]}
COMING = {"zeroloom": 1, "name": "Coming",
          "nodes": [{"id": "vent", "label": "New", "role": "source", "sockets": [{"id": "out", "type": "PUSH"}]},
                    {"id": "other", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]}],
          "wires": [{"id": "a", "from": "vent.out", "to": "other.in", "endpoint": "tcp://127.0.0.1:5557"}]}


class MergeTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.here = self.folder / "here.zeroloom"
        self.coming = self.folder / "coming.zeroloom"
        self.here.write_text(json.dumps(HERE))
        self.coming.write_text(json.dumps(COMING))

    def merge(self, *arguments, code=DONE):
        return self.run_to_end("import", self.coming, "--into", self.here, *arguments, code=code)

    def nodes(self, result):
        return {node["id"]: node.get("label") for node in json.loads(result.stdout)["nodes"]}

    def test_names_that_are_taken_need_a_word(self):
        result = self.merge(code=USAGE)
        self.assertIn("'vent'", result.stderr)
        self.assertIn("--clash rename", result.stderr)
        self.assertEqual(result.stdout, "")

    def test_rename_keeps_both(self):
        result = self.merge("--clash", "rename")
        self.assertEqual(self.nodes(result), {"vent": None, "sink": None, "vent2": "New", "other": None})
        self.assertIn("'vent' is called 'vent2' there", result.stderr)
        self.assertIn("5557 is bound by 'vent.out'", result.stderr)
        topology = json.loads(result.stdout)
        self.assertEqual(topology["name"], "Here")
        self.assertEqual([(wire["from"], wire["to"]) for wire in topology["wires"]],
                         [("vent.out", "sink.in"), ("vent2.out", "other.in")])

    def test_replace_puts_the_new_one_in_the_place_of_the_old(self):
        result = self.merge("--clash", "replace")
        self.assertEqual(self.nodes(result), {"vent": "New", "sink": None, "other": None})
        self.assertEqual(len(json.loads(result.stdout)["wires"]), 2)

    def test_skip_keeps_the_old_one_with_its_new_wires(self):
        result = self.merge("--clash", "skip")
        self.assertEqual(self.nodes(result), {"vent": None, "sink": None, "other": None})
        self.assertEqual(json.loads(result.stdout)["wires"][1]["from"], "vent.out")

    def test_the_result_can_be_checked_and_the_files_stay(self):
        merged = self.folder / "merged.zeroloom"
        self.merge("--clash", "rename", "-o", merged)
        self.run_to_end("check", merged, code=DONE)
        self.assertEqual(json.loads(self.here.read_text()), HERE)
        self.merge("--clash", "rename", "-o", self.here, code=USAGE)  # it exists
        self.assertEqual(json.loads(self.here.read_text()), HERE)

    def test_a_choice_needs_something_to_merge_into(self):
        self.run_to_end("import", self.coming, "--clash", "skip", code=USAGE)
        self.merge("--clash", "guess", code=USAGE)


if __name__ == "__main__":
    unittest.main()
