"""The core and the command line are compiled with no Qt on the include path, and what they are linked to has none."""
import json
import os
import re
import subprocess
import unittest

BUILD_TREE = os.environ["BUILD_TREE"]
SOURCE = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


def core_commands():
    with open(os.path.join(BUILD_TREE, "compile_commands.json"), encoding="utf-8") as file:
        commands = json.load(file)
    folders = tuple(os.path.join(SOURCE, *folder) + os.sep for folder in (("core",), ("app", "zeroloomctl")))
    return [entry for entry in commands if entry["file"].startswith(folders)]


class CoreWithoutQt(unittest.TestCase):
    def test_include_paths(self):
        commands = core_commands()
        self.assertGreater(len(commands), 100)
        for entry in commands:
            with self.subTest(entry["file"]):
                folders = re.findall(r"-(?:I|isystem) ?(\S+)", entry["command"])
                self.assertTrue(folders)
                elsewhere = [folder for folder in folders if not folder.startswith((SOURCE, BUILD_TREE))]
                self.assertEqual([folder for folder in elsewhere if "/qt" in folder.lower()], [])

    def test_linked_libraries(self):
        linked = subprocess.run(["ldd", os.environ["ZEROLOOMCTL"]], capture_output=True, text=True, check=True).stdout
        self.assertIn("libzmq", linked)
        self.assertNotIn("libQt", linked)


if __name__ == "__main__":
    unittest.main()
