"""The topology file's JSON Schema: what the program writes passes any validator, what the reader refuses does not."""

import copy
import json
import pathlib
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "resources" / "schemas" / "topology.schema.json").read_text(encoding="utf-8"))
EXAMPLES = ROOT / "tests" / "data" / "topologies"


def problems(document):
    return [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(document)]


def load(path):
    return json.loads(path.read_text(encoding="utf-8-sig"))


class TopologySchema(unittest.TestCase):
    def test_the_schema_itself_is_valid(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)

    def test_every_gallery_topology_passes(self):
        files = sorted((ROOT / "resources" / "gallery").glob("*.zeroloom"))
        self.assertGreaterEqual(len(files), 6)
        for path in files:
            self.assertEqual(problems(load(path)), [], path.name)

    # The reader's verdict on the same files is tested in topology_corpus_test.cpp: the two agree.
    def test_what_the_reader_reads_passes(self):
        files = sorted(EXAMPLES.glob("ok-*"))
        self.assertGreaterEqual(len(files), 10)
        for path in files:
            self.assertEqual(problems(load(path)), [], path.name)

    def test_what_the_reader_refuses_fails(self):
        files = sorted(EXAMPLES.glob("bad-*"))
        self.assertGreaterEqual(len(files), 40)
        for path in files:
            self.assertNotEqual(problems(load(path)), [], path.name)

    def test_a_known_key_of_another_type_fails_everywhere(self):
        document = load(EXAMPLES / "ok-design-example.zeroloom")

        def places(value, path=()):
            for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
                yield path + (key,)
                yield from places(value[key], path + (key,))

        self.assertEqual(problems(document), [])
        for path in places(document):
            broken = copy.deepcopy(document)
            parent = broken
            for key in path[:-1]:
                parent = parent[key]
            parent[path[-1]] = None
            self.assertNotEqual(problems(broken), [], path)


if __name__ == "__main__":
    unittest.main()
