"""zeroloomctl run under a supervisor: health, secrets from files, systemd's notifications."""

import json
import os
import signal
import socket as sockets
import unittest

from command_line import (DONE, FAILED, TOPOLOGY_HAS_ERRORS, USAGE, CommandLineTest, call, children, node, pipeline, socket,
                          topology, wait_until)

# Public and secret key of two ends.
SERVER = ("BVRV9&nZ)Btykc*hEtV<I?qDegEq0]j3/w#rA1bV", "8]D3o404S>ytc-lq!.R!ehSjVB%K9P%65)ZR9!D-")
CLIENT = ("r<<iYqVC1S>TCS8@d?LpNI?)v/oQ<!!s.>NxT>=W", "Wv1qj*[/V<0K//Ohi81cKf^Qfz-T!if/#%A1qXy<")


def encrypted():
    """Its secret keys are in no file yet."""
    document = topology([node("src", "source", socket("out", "PUSH", options={
        "CURVE_PUBLICKEY": CLIENT[0], "CURVE_SERVERKEY": SERVER[0]}), rate=200, count=20),
        node("snk", "sink", socket("in", "PULL", options={"CURVE_SERVER": True}))], [("src.out", "snk.in")])
    return document


class SecretsTest(CommandLineTest):
    def secrets(self, **more):
        folder = self.folder / "secrets"
        folder.mkdir()
        for name, text in {"src.out.CURVE_SECRETKEY": CLIENT[1], "snk.in.CURVE_SECRETKEY": SERVER[1] + "\n", **more}.items():
            (folder / name).write_text(text)
        return folder

    def test_keys_come_from_files(self):
        (self.secrets() / "..data").mkdir()
        report = self.folder / "report"
        self.run_to_end("run", self.write(encrypted()), "--secrets", self.folder / "secrets", "--report", report)
        self.assertEqual(json.loads(report.read_text())["wires"][0]["received"], 20)

    def test_without_them_it_does_not_run(self):
        self.run_to_end("run", self.write(encrypted()), code=TOPOLOGY_HAS_ERRORS)

    def test_a_file_that_is_for_nothing_is_refused_and_none_is_shown(self):
        file = self.write(encrypted())
        folder = self.secrets()
        for name, text, expected in (("snk.in.CURVE_SECRETKEY", "my-key", "40 characters"),
                                     ("snk.out.CURVE_SECRETKEY", "my-key", "does not have"),
                                     ("snk.in.SECRET", "my-key", "CURVE_SECRETKEY"), ("notes", "my-key", "NODE.SOCKET.OPTION")):
            wrong = folder / name
            before = wrong.read_text() if wrong.exists() else None
            wrong.write_text(text)
            result = self.run_to_end("run", file, "--secrets", folder, code=USAGE)
            self.assertIn(expected, result.stderr)
            self.assertIn(name, result.stderr)
            self.assertNotIn("my-key", result.stderr)
            wrong.unlink() if before is None else wrong.write_text(before)
        self.assertIn("nowhere", self.run_to_end("run", file, "--secrets", self.folder / "nowhere", code=USAGE).stderr)

    def test_a_host_alone_needs_no_keys_of_the_others(self):
        document = encrypted()
        document["hosts"] = [{"id": "local"}, {"id": "far"}]
        document["nodes"][1]["host"] = "far"
        document["wires"][0] |= {"endpoint": "tcp://far:5999", "bind": "to"}
        folder = self.secrets()
        (folder / "snk.in.CURVE_SECRETKEY").unlink()
        result = self.run_to_end("run", self.write(document), "--secrets", folder, "--host", "local", "--for", "1s",
                                 "--address", "far=127.0.0.1")
        self.assertIn("tcp://127.0.0.1:5999", result.stdout)

    def test_an_address_must_be_one_of_a_host(self):
        file = self.write(pipeline())
        for given in ("local", "local=", "local=a b", "local=*", "nobody=1.2.3.4"):
            self.assertIn("--address", self.run_to_end("run", file, "--address", given, code=USAGE).stderr)


class HealthTest(CommandLineTest):
    def health(self, *arguments):
        result = call("health", self.folder / "health", *arguments)
        return result.returncode, result.stdout + result.stderr

    def test_it_is_told_while_it_runs_and_gone_after(self):
        self.assertEqual(self.health()[0], FAILED)
        process = self.start_for_test("run", self.write(pipeline(rate=10)), "--health", self.folder / "health")
        wait_until(lambda: self.health("--ready")[0] == DONE, "ready")
        self.assertEqual(self.health(), (DONE, "running, ready\n"))
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        self.assertEqual(process.returncode, DONE)
        self.assertFalse((self.folder / "health").exists())
        self.assertIn("nothing runs", self.health()[1])

    def test_a_run_that_hangs_is_not_well(self):
        process = self.start_for_test("run", self.write(pipeline(rate=10)), "--health", self.folder / "health")
        wait_until(lambda: self.health("--ready")[0] == DONE, "ready")
        os.kill(process.pid, signal.SIGSTOP)
        self.addCleanup(os.kill, process.pid, signal.SIGCONT)
        wait_until(lambda: self.health("--within", "1s")[0] == FAILED, "not well")
        self.assertIn("hangs or died", self.health("--within", "1s")[1])

    def test_a_host_process_that_hangs_is_not_well(self):
        process = self.start_for_test("run", self.write(pipeline(rate=10)), "--health", self.folder / "health")
        wait_until(lambda: self.health("--ready")[0] == DONE, "ready")
        host = children(process.pid)[0]
        os.kill(host, signal.SIGSTOP)
        self.addCleanup(lambda: os.path.exists(f"/proc/{host}") and os.kill(host, signal.SIGCONT))
        wait_until(lambda: self.health()[0] == FAILED, "not well")
        self.assertIn("host 'local' does not answer", self.health()[1])

    def test_a_bind_that_fails_is_not_well(self):
        with sockets.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            document = pipeline(rate=10)
            document["wires"][0] |= {"endpoint": f"tcp://127.0.0.1:{taken.getsockname()[1]}", "bind": "to"}
            self.start_for_test("run", self.write(document), "--health", self.folder / "health")
            wait_until(lambda: "could not be bound" in self.health()[1], "not well")
            self.assertEqual(self.health()[0], FAILED)

    def test_another_file_is_no_health(self):
        (self.folder / "health").write_text("{}")
        self.assertEqual(self.health()[0], USAGE)

    def test_systemd_is_told(self):
        address = str(self.folder / "notify")
        with sockets.socket(sockets.AF_UNIX, sockets.SOCK_DGRAM) as systemd:
            systemd.bind(address)
            systemd.settimeout(30)
            process = self.start_for_test("run", self.write(pipeline(rate=10)), env={**os.environ, "NOTIFY_SOCKET": address})
            told = ""
            while "READY=1" not in told:
                told += systemd.recv(4096).decode()
            while "WATCHDOG=1" not in systemd.recv(4096).decode():
                pass
            process.send_signal(signal.SIGTERM)
            while "STOPPING=1" not in systemd.recv(4096).decode():
                pass
            process.communicate(timeout=30)


if __name__ == "__main__":
    unittest.main()
