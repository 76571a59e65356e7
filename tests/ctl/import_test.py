"""zeroloomctl import: files of other programs become topologies."""

import json
import unittest

from command_line import DONE, FAILED, USAGE, CommandLineTest, pipeline

KERNEL = {"hb_port": 7001, "ip": "127.0.0.1", "transport": "tcp", "key": "hidden", "kernel_name": "python3"}
DEVICES = """version = 1.0
APPS
    main
        devices
            split
                type = zmq_streamer
                sockets
                    frontend
                        bind = tcp://*:5555
                    backend
                        bind = tcp://*:5556
            worker
                type = worker
                sockets
                    in
                        type = PULL
                        connect = tcp://localhost:5556
                    out
                        type = PUSH
                        connect = tcp://sink.example:5557
"""


class ImportTest(CommandLineTest):
    def test_the_list_names_every_format(self):
        text = self.run_to_end("import", "--list").stdout
        formats = json.loads(self.run_to_end("import", "--list", "--json").stdout)["formats"]
        self.assertGreaterEqual({f["name"] for f in formats}, {"zeroloom", "zdcf", "connection"})
        for one in formats:
            self.assertRegex(text, rf"(?m)^{one['name']} ")

    def test_what_is_exported_comes_back(self):
        source = self.write(pipeline())
        wanted = self.run_to_end("export", source, "--to", "json").stdout
        for form in ("json", "zdcf", "zpl"):
            target = self.folder / f"exported-{form}"
            self.run_to_end("export", source, "--to", form, "-o", target)
            result = self.run_to_end("import", target)
            self.assertEqual(result.stdout, wanted)
            self.assertEqual(result.stderr, "")

    def test_a_file_of_others_becomes_a_topology_that_is_sound(self):
        target = self.folder / "devices.zeroloom"
        result = self.run_to_end("import", self.write(DEVICES, "devices.zpl"), "-o", target)
        self.assertEqual(result.stdout, "")
        self.assertIn("worker.in: connects to 'tcp://localhost:5556', which is taken for 'tcp://*:5556'", result.stderr)
        imported = json.loads(target.read_text())
        self.assertEqual(imported["name"], "devices")
        self.assertIn({"id": "w1", "from": "split.backend", "to": "worker.in", "bind": "from",
                       "endpoint": "tcp://*:5556"}, imported["wires"])
        self.run_to_end("check", target, code=DONE)

    def test_a_kernels_connection_file_becomes_a_pinger(self):
        result = self.run_to_end("import", self.write(KERNEL, "kernel-12.json"))
        imported = json.loads(result.stdout)
        self.assertEqual({n["role"] for n in imported["nodes"]}, {"pinger", "outside"})
        self.assertEqual(imported["wires"][0]["endpoint"], "tcp://127.0.0.1:7001")
        self.assertNotIn("hidden", result.stdout + result.stderr)

    def test_standard_input_is_read(self):
        text = json.dumps(pipeline())
        self.assertEqual(self.run_to_end("import", "-", stdin=text).stdout,
                         self.run_to_end("import", self.write(pipeline())).stdout)
        self.run_to_end("import", "-", "--from", "zdcf", stdin=DEVICES)

    def test_a_file_is_not_replaced_without_force(self):
        source, target = self.write(DEVICES, "devices.zpl"), self.folder / "out.zeroloom"
        target.write_text("mine")
        result = self.run_to_end("import", source, "-o", target, code=USAGE)
        self.assertIn("--force", result.stderr)
        self.assertEqual(target.read_text(), "mine")
        self.run_to_end("import", source, "-o", target, "--force")
        self.assertNotEqual(target.read_text(), "mine")
        self.run_to_end("import", source, "-o", "/dev/full", "--force", code=FAILED)


class RefusalTest(CommandLineTest):
    def test_an_unrecognised_file_is_refused_with_the_formats(self):
        result = self.run_to_end("import", self.write("what is this", "notes.txt"), code=USAGE)
        self.assertRegex(result.stderr, r"notes\.txt: the format was not recognised; name it with --from: .*\bzdcf\b")

    def test_an_unknown_format_is_refused_with_the_nearest(self):
        result = self.run_to_end("import", self.write(pipeline()), "--from", "zerolom", code=USAGE)
        self.assertIn("did you mean 'zeroloom'?", result.stderr)

    def test_a_wrong_file_is_refused_with_every_place(self):
        result = self.run_to_end("import", self.write("version = 2.0\n", "newer.zpl"), code=USAGE)
        self.assertIn("newer.zpl: /version: the file was written against ZDCF 2.0", result.stderr)
        wrong = {"version": 1.0, "apps": {"a": {"devices": {"d": {"sockets": {"x": {"type": "pully"}, "y": {}}}}}}}
        result = self.run_to_end("import", self.write(wrong, "wrong.json"), code=USAGE)
        self.assertEqual(len(result.stderr.splitlines()), 2)
        self.assertEqual(result.stdout, "")

    def test_hostile_input_is_refused_in_words(self):
        for name, data in {"empty": b"", "null": b"null", "deep": b"[" * 200_000, "control": b"\x00\x1b[2J{",
                           "bytes": bytes(range(256)), "deep zpl": b"".join(b" " * 4 * i + b"a\n" for i in range(500))}.items():
            for form in ("zeroloom", "zdcf", "connection"):
                with self.subTest(name, form=form):
                    path = self.folder / "hostile.bin"
                    path.write_bytes(data)
                    result = self.run_to_end("import", path, "--from", form, code=USAGE)
                    self.assertIn("hostile.bin: ", result.stderr)
                    self.assertNotIn("\x1b", result.stderr)

    def test_missing_arguments_and_files_are_named(self):
        self.assertIn("INPUT is missing", self.run_to_end("import", code=USAGE).stderr)
        self.assertIn("missing.json", self.run_to_end("import", self.folder / "missing.json", code=USAGE).stderr)
        self.run_to_end("import", self.folder, code=USAGE)


if __name__ == "__main__":
    unittest.main()
