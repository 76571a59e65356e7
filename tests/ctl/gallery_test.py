"""zeroloomctl gallery: the built-in examples can be listed, shown, saved, checked and run."""

import json
import unittest

from command_line import DONE, FAILED, USAGE, CommandLineTest


class GalleryTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.entries = json.loads(self.run_to_end("gallery", "--json").stdout)["gallery"]
        self.name = self.entries[0]["name"]

    def test_list_is_what_comes_without_a_subcommand(self):
        self.assertGreaterEqual(len(self.entries), 1)
        text = self.run_to_end("gallery").stdout
        self.assertEqual(text, self.run_to_end("gallery", "list").stdout)
        for entry in self.entries:
            self.assertRegex(text, rf"(?m)^{entry['name']} ")
            self.assertTrue(entry["title"] and entry["description"], entry["name"])
        families = [entry["family"] for entry in self.entries if entry["lesson"]]
        self.assertIn("Pipeline", families)
        for family in families:
            self.assertRegex(text, rf"(?m)^{family}$")

    def test_every_example_is_free_of_errors(self):
        for entry in self.entries:
            with self.subTest(entry["name"]):
                self.run_to_end("check", "gallery:" + entry["name"], code=DONE)

    def test_show_prints_the_file(self):
        text = self.run_to_end("gallery", "show", self.name).stdout
        self.assertEqual(json.loads(text)["zeroloom"], 1)
        shown = json.loads(self.run_to_end("gallery", "show", self.name, "--json").stdout)
        self.assertEqual(shown["topology"], json.loads(text))

    def test_save_writes_and_never_overwrites(self):
        target = self.folder / "mine.zeroloom"
        self.run_to_end("gallery", "save", self.name, "-o", target)
        self.assertEqual(target.read_text(), self.run_to_end("gallery", "show", self.name).stdout)
        target.write_text("mine")
        result = self.run_to_end("gallery", "save", self.name, "-o", target, code=USAGE)
        self.assertIn("exists already", result.stderr)
        self.assertEqual(target.read_text(), "mine")
        self.run_to_end("gallery", "save", self.name, "-o", target, "--force")
        self.assertNotEqual(target.read_text(), "mine")

    def test_save_to_a_full_disk_says_so(self):
        result = self.run_to_end("gallery", "save", self.name, "-o", "/dev/full", "--force", code=FAILED)
        self.assertIn("/dev/full", result.stderr)

    def test_save_into_a_missing_folder_says_so(self):
        result = self.run_to_end("gallery", "save", self.name, "-o", self.folder / "no" / "x.zeroloom", code=FAILED)
        self.assertIn("x.zeroloom", result.stderr)

    def test_unknown_names_are_refused_with_the_nearest(self):
        for command in (["gallery", "show"], ["check"], ["run"]):
            prefix = "" if command[0] == "gallery" else "gallery:"
            result = self.run_to_end(*command, prefix + self.name + "x", code=USAGE)
            self.assertIn(f"did you mean '{self.name}'?", result.stderr)
        for hostile in ("../pipeline", "/etc/passwd", ""):
            self.run_to_end("gallery", "show", hostile, code=USAGE)

    def test_without_resources_the_places_are_named(self):
        result = self.run_to_end("gallery", code=USAGE, env={"ZEROLOOM_RESOURCES": str(self.folder / "none")})
        self.assertIn(str(self.folder / "none"), result.stderr)


if __name__ == "__main__":
    unittest.main()
