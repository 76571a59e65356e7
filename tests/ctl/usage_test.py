"""What every subcommand does with a wrong command line, a closed pipe and a full disk."""

import os
import subprocess
import unittest

from command_line import DEADLINE, DONE, FAILED, PROGRAM, USAGE, CommandLineTest, pipeline


class UsageTest(CommandLineTest):
    def refused(self, *arguments):
        result = self.run_to_end(*arguments, code=USAGE)
        self.assertEqual(result.stdout, "")
        self.assertTrue(result.stderr.startswith("zeroloomctl: "), result.stderr)
        return result.stderr

    def test_help_goes_to_standard_output(self):
        for command in ([], ["check"], ["run"], ["gallery"], ["gallery", "save"], ["lesson"], ["lesson", "run"], ["types"], ["options"], ["roles"]):
            result = self.run_to_end(*command, "--help", code=DONE)
            self.assertIn("Usage: " + " ".join(["zeroloomctl", *command]), result.stdout)
            self.assertEqual(result.stderr, "")

    def test_version_names_libzmq_too(self):
        import zmq
        result = self.run_to_end("--version")
        self.assertRegex(result.stdout, r"zeroloomctl \d+\.\d+\.\d+")
        self.assertIn("libzmq " + zmq.zmq_version(), result.stdout)

    def test_a_missing_command_shows_the_help(self):
        self.assertIn("Commands:", self.refused())

    def test_unknown_names_are_answered_with_the_nearest(self):
        self.assertIn("did you mean 'check'?", self.refused("chekc", "x"))
        self.assertIn("did you mean '--report'?", self.refused("run", "x", "--repot", "y"))
        self.assertIn("did you mean 'save'?", self.refused("gallery", "saev", "x"))

    def test_missing_and_superfluous_arguments_are_named(self):
        self.assertIn("FILE is missing", self.refused("check"))
        self.assertIn("'extra'", self.refused("check", "x", "extra"))
        self.assertIn("--output", self.refused("gallery", "save", "x"))

    def test_times_are_read_with_their_units(self):
        path = self.write(pipeline())
        for option in ("--for", "--drain"):
            for wrong in ("10", "soon", "-1s", "1y"):
                self.assertIn(option, self.refused("run", path, f"{option}={wrong}"))
        self.assertIn("longer than 0", self.refused("run", path, "--for", "0"))


class StandardOutputTest(CommandLineTest):
    COMMANDS = (["types"], ["options"], ["roles", "--json"], ["--help"])

    def test_a_reader_who_leaves_is_no_failure(self):
        for command in self.COMMANDS:
            with self.subTest(command):
                read, write = os.pipe()
                os.close(read)
                try:
                    result = subprocess.run([PROGRAM, *command], stdout=write, stderr=subprocess.PIPE, text=True,
                                            timeout=DEADLINE)
                finally:
                    os.close(write)
                self.assertEqual((result.returncode, result.stderr), (DONE, ""))

    def test_a_full_disk_is_said(self):
        for command in self.COMMANDS:
            with self.subTest(command), open("/dev/full", "w") as full:
                result = subprocess.run([PROGRAM, *command], stdout=full, stderr=subprocess.PIPE, text=True,
                                        timeout=DEADLINE)
                self.assertEqual(result.returncode, FAILED)
                self.assertIn("cannot write to standard output", result.stderr)


if __name__ == "__main__":
    unittest.main()
