"""The man page and the shell completions: made from the commands, and accepted by those who read them."""

import shutil
import subprocess
import unittest

from command_line import DEADLINE, PROGRAM, CommandLineTest

COMPLETE_IN_BASH = r"""
source "$1"
COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
COMP_LINE=$2
COMP_POINT=${#2}
_zeroloomctl "$3"
printf '%s\n' "${COMPREPLY[@]}"
"""


class ManPageTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.page = self.write(self.run_to_end("--generate", "man").stdout, "zeroloomctl.1")

    def test_man_reads_it_without_a_warning(self):
        if shutil.which("man") is None:
            self.skipTest("man is not installed")
        result = subprocess.run(["man", "--warnings", "-l", str(self.page)], capture_output=True, text=True,
                                timeout=DEADLINE, env={"LC_ALL": "C.UTF-8", "MANWIDTH": "100", "PATH": "/usr/bin:/bin"})
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for heading in ("NAME", "SYNOPSIS", "COMMANDS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"):
            self.assertRegex(result.stdout, rf"(?m)^{heading}$")

    def test_every_option_of_every_command_is_in_it(self):
        page = self.page.read_text().replace(r"\-", "-")
        for command in ([], ["check"], ["run"], ["gallery", "save"], ["lesson", "run"], ["options"], ["host"]):
            for word in self.run_to_end(*command, "--help").stdout.split():
                if word.startswith("--") and word.strip(".,;'[]").isascii():
                    self.assertIn(word.strip(".,;'[]"), page)


class CompletionTest(CommandLineTest):
    def bash(self, line):
        script = self.folder / "zeroloomctl.bash"
        if not script.exists():
            script.write_text(self.run_to_end("--generate", "bash").stdout)
            (self.folder / "mine.zeroloom").touch()
            (self.folder / "other.txt").touch()
        result = subprocess.run(["bash", "-c", COMPLETE_IN_BASH, "bash", script, line, PROGRAM], capture_output=True,
                                text=True, timeout=DEADLINE, cwd=self.folder)
        self.assertEqual(result.stderr, "")
        return set(result.stdout.split())

    def test_bash_completes_commands_options_and_values(self):
        self.assertLessEqual({"check", "run", "gallery", "types", "options", "roles"}, self.bash("zeroloomctl "))
        self.assertEqual(self.bash("zeroloomctl ru"), {"run"})
        self.assertEqual(self.bash("zeroloomctl run x --rep"), {"--report"})
        self.assertEqual(self.bash("zeroloomctl options PU"), {"PUB", "PUSH", "PULL"})
        self.assertEqual(self.bash("zeroloomctl run x --for "), set())

    def test_bash_completes_files_and_examples(self):
        words = self.bash("zeroloomctl run ")
        self.assertIn("mine.zeroloom", words)
        self.assertIn("gallery:hello-world", words)
        self.assertNotIn("other.txt", words)
        # What stands before the colon is a word of its own for the line editor.
        self.assertEqual(self.bash("zeroloomctl run gallery:hello"), {"hello-world"})
        self.assertEqual(self.bash("zeroloomctl gallery show hello"), {"hello-world"})
        self.assertEqual(self.bash("zeroloomctl lesson run hello"), {"hello-world"})
        self.assertIn("other.txt", self.bash("zeroloomctl run x --report "))

    def test_the_shells_accept_their_scripts(self):
        for shell in ("bash", "zsh", "fish"):
            with self.subTest(shell):
                script = self.write(self.run_to_end("--generate", shell).stdout, "completion." + shell)
                if shutil.which(shell):
                    result = subprocess.run([shell, "-n", script], capture_output=True, text=True, timeout=DEADLINE)
                    self.assertEqual((result.returncode, result.stderr), (0, ""))
                for word in ("check", "gallery", "report", "allow-programs"):
                    self.assertIn(word, script.read_text())


if __name__ == "__main__":
    unittest.main()
