"""CZMQ's own zconfig reads the ZPL that is exported: every value comes back as it stands in the JSON rendering."""

import ctypes
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

ZEROLOOMCTL = os.environ["ZEROLOOMCTL"]
SOURCES = pathlib.Path(__file__).resolve().parents[2]

czmq = ctypes.CDLL("libczmq.so.4")
for function in ("zconfig_load", "zconfig_child", "zconfig_next"):
    getattr(czmq, function).restype = ctypes.c_void_p
for function in ("zconfig_name", "zconfig_value"):
    getattr(czmq, function).restype = ctypes.c_char_p
czmq.zconfig_load.argtypes = [ctypes.c_char_p]
czmq.zconfig_save.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
for function in ("zconfig_child", "zconfig_next", "zconfig_name", "zconfig_value"):
    getattr(czmq, function).argtypes = [ctypes.c_void_p]

HOSTILE = ["two\nlines", "quote \" here", "it's", "both \" and '", "back\\slash \\", "$(id) `id` ${X} %s", "# comment",
           "a#b", "a = b", "[1, 2]", "true", "10", "1e5", "null", "\"quoted\"", "", " ", " spaces ", "\t", "*/", "{}",
           "line\u2028separator", "right\u202eleft", "\u0001\u001b[31m", "Grüße 世界 🧵", "x" * 3000, "\"'" * 900,
           "ü" * 700, "    indented", "'", "\"", "#", "="]


def hostile_topology():
    """Each text wherever a text may stand."""
    nodes, wires, notes = [], [], []
    for i, text in enumerate(HOSTILE):
        nodes += [{"id": f"source-{i}", "label": text, "role": "source", "params": {"text": text, "topics": [text, "t"]},
                   "sockets": [{"id": "out", "type": "PUB", "options": {"ROUTING_ID": text, text: text}}]},
                  {"id": f"sink-{i}", "role": "sink",
                   "sockets": [{"id": "in", "type": "SUB", "subscribe": [text, {"hex": "00ff"}]}]}]
        wires.append({"id": f"w{i}", "from": f"source-{i}.out", "to": f"sink-{i}.in", "bind": "from", "endpoint": text,
                      "extra": {text: [text, 1.5, None]}})
        notes.append({"id": f"n{i}", "text": text, "position": [i, i]})
    return {"zeroloom": 1, "name": HOSTILE[0], "description": HOSTILE[3], "hosts": [{"id": "local", "label": HOSTILE[6]}],
            "nodes": nodes, "wires": wires, "notes": notes}


def meaning(text):
    """What a value under a name that begins with x_ means: JSON where it is that, else text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def tree(item, ours=False):
    """What zconfig holds below an item, as the JSON rendering would have it. Names may stand several times: a list."""
    members = {}
    child = czmq.zconfig_child(item)
    while child:
        name = czmq.zconfig_name(child).decode()
        value = czmq.zconfig_value(child).decode()
        its_ours = ours or name.startswith("x_")
        if czmq.zconfig_child(child):
            below = tree(child, its_ours)
            parts = below.get("x_part")
            members.setdefault(name, []).append(below if parts is None else meaning("".join(parts)))
        elif name == "x_part":
            members.setdefault(name, []).append(value)
        else:
            members.setdefault(name, []).append(meaning(value) if its_ours else value)
        child = czmq.zconfig_next(child)
    return {name: values if name == "x_part" else values[0] if len(values) == 1 else values
            for name, values in members.items()}


def untyped(value, ours=False):
    """The JSON rendering without what ZPL does not tell: the types of what the standard defines."""
    if ours:
        return value
    if isinstance(value, dict):
        return {name: untyped(member, name.startswith("x_")) for name, member in value.items()} or ""
    if isinstance(value, list):
        return [untyped(member) for member in value]
    return value if isinstance(value, str) else json.dumps(value)


class ZconfigTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def call(self, *arguments, code=0):
        result = subprocess.run([ZEROLOOMCTL, *map(str, arguments)], capture_output=True, timeout=60, check=False,
                                stdin=subprocess.DEVNULL)
        self.assertEqual(result.returncode, code, result.stderr.decode())
        return result.stdout.decode()

    def exported(self, source):
        """The file in ZPL, and the tree of the JSON rendering."""
        path = self.folder / "exported.zpl"
        self.call("export", source, "--to", "zpl", "-o", path, "--force")
        return path, json.loads(self.call("export", source, "--to", "zdcf"))

    def loaded(self, path):
        root = czmq.zconfig_load(str(path).encode())
        self.assertTrue(root, f"zconfig refuses {path}")
        self.addCleanup(lambda: czmq.zconfig_destroy(ctypes.byref(ctypes.c_void_p(root))))
        return root

    def written(self, topology):
        path = self.folder / "topology.zeroloom"
        path.write_text(json.dumps(topology))
        return path

    def expect_equal(self, source):
        path, wanted = self.exported(source)
        self.assertEqual(tree(self.loaded(path)), untyped(wanted))

    def test_every_example_comes_back_value_for_value(self):
        for file in sorted((SOURCES / "resources" / "gallery").glob("*.zeroloom")):
            with self.subTest(file.name):
                self.expect_equal(file)

    def test_hostile_texts_come_back_value_for_value(self):
        self.expect_equal(self.written(hostile_topology()))

    def test_what_zconfig_writes_is_imported_as_the_same_topology(self):
        source = SOURCES / "resources" / "gallery" / "request-reply-broker.zeroloom"
        path, _ = self.exported(source)
        saved = self.folder / "saved.zpl"
        # It writes all values in double quotes and knows no escape, so none of them may have one.
        self.assertEqual(czmq.zconfig_save(self.loaded(path), str(saved).encode()), 0)
        self.assertEqual(self.call("import", saved), self.call("import", path))
        self.assertEqual(self.call("import", path), self.call("export", source, "--to", "json"))

    def test_both_renderings_of_hostile_texts_are_imported_as_the_topology_was(self):
        source = self.written(hostile_topology())
        wanted = self.call("export", source, "--to", "json")
        for form in ("zdcf", "zpl"):
            path = self.folder / f"hostile.{form}"
            self.call("export", source, "--to", form, "-o", path)
            self.assertEqual(self.call("import", path), wanted, form)


if __name__ == "__main__":
    unittest.main()
