"""C++ programs made of a topology: a compiler takes them without a warning, they do what the roles do, and nodes of
Zeroloom's can stand at the other ends of their wires."""
import contextlib
import json
import os
import tempfile
import unittest

import zmq

from exported_cpp import Running, built_export, processes_in
from topology_run import ZEROLOOMCTL, wait_until, wire_of

DATA = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "data", "exchange", "cpp")


class EveryRole(unittest.TestCase):
    """One topology that has every role; built once."""

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="zeroloom-cpp-")
        cls.folder = os.path.join(cls.scratch.name, "export")
        cls.path = os.path.join(DATA, "every_role.zeroloom")
        with open(cls.path, encoding="utf-8") as file:
            cls.topology = json.load(file)
        built_export(cls.path, cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def launched(self):
        return Running(["./launch.sh"], self.folder)

    def assert_nothing_left(self):
        wait_until(lambda: not processes_in(self.folder), "the end of every program")
        self.assertEqual([name for name in os.listdir(self.folder) if name.endswith(".ipc")], [])

    def test_all_talk_and_ctrl_c_ends_them(self):
        with self.launched() as run:
            run.wait_for("source: 200 messages sent", "sink.a: 200 messages received", "window: 100 requests, 100 replies",
                         "engine-0001: alive", "engine-0003: alive", "heart1: alive", "echo: alive", "beater: alive",
                         "sink.b: ")
            self.assertEqual(run.interrupt(), 0, run.text())
            for line in ("worker: 200 messages passed on", "p2: 100 messages sent", "heart1: ", "hearts: ", "lazy: "):
                self.assertIn(line, run.text())
            for line in ("abandoned", "lost", "failed"):
                self.assertNotIn(line, run.text())
        self.assert_nothing_left()

    def test_a_host_alone_and_one_that_does_not_exist(self):
        with Running(["./launch.sh", "far"], self.folder) as run:
            wait_until(lambda: os.path.exists(os.path.join(self.folder, "proxy-frontend.ipc")), "the proxy's endpoint")
            self.assertEqual(len(processes_in(self.folder)), 2, "the launcher and the proxy")
            self.assertEqual(run.interrupt(), 0, run.text())
        self.assert_nothing_left()
        with Running(["./launch.sh", "nowhere"], self.folder) as run:
            self.assertEqual(run.process.wait(timeout=30), 2, run.text())

    def test_one_that_fails_ends_the_others(self):
        # Nothing that is no socket may stand where the replier binds: it fails.
        obstacle = os.path.join(self.folder, "rep-rep.ipc")
        os.mkdir(obstacle)
        try:
            with self.launched() as run:
                self.assertEqual(run.process.wait(timeout=30), 1, run.text())
                self.assertIn("launch.sh: rep failed", run.text())
            wait_until(lambda: not processes_in(self.folder), "the end of every program")
        finally:
            os.rmdir(obstacle)

    def program(self, name):
        return Running([os.path.join("build", "bin", name)], self.folder)

    def test_a_request_is_tried_again_and_given_up(self):
        with self.program("lazy") as lazy:
            lazy.wait_for("lazy: no reply to request 1 after 4 tries; abandoned")
            with self.program("proxy") as proxy, self.program("rep") as rep:
                # Whoever comes after all is asked by the socket that took the place of the first one.
                with self.program("window") as window:
                    window.wait_for("window: 100 requests, 100 replies")
                self.assertEqual(lazy.interrupt(), 0, lazy.text())
                self.assertRegex(lazy.text(), r"lazy: \d+ requests, [1-9]\d* replies")
                self.assertEqual([proxy.interrupt(), rep.interrupt()], [0, 0])

    def test_who_comes_back_is_told(self):
        with self.program("pinger") as req, self.program("pinger2") as dealer:
            for pinger in (req, dealer):
                pinger.wait_for("echo: lost")
            with self.program("echo") as echo:
                for pinger in (req, dealer):
                    pinger.wait_for("echo: back")
                self.assertEqual(echo.interrupt(), 0, echo.text())
            wait_until(lambda: all(pinger.text().count("echo: lost") == 2 for pinger in (req, dealer)), "lost again")
            self.assertEqual([req.interrupt(), dealer.interrupt()], [0, 0])

    def mixed(self, ours, theirs, wait):
        """A run in which Zeroloom has the nodes `ours`, with what is said of them here, and the programs are `theirs`; ended
        when `wait`, which gets the programs by name and the run, comes back. The report and the programs' last words."""
        nodes = []
        for node in self.topology["nodes"]:
            if node["id"] in ours:
                nodes.append({**node, **ours[node["id"]]})
            elif node["id"] in theirs:
                sockets = [{"id": socket["id"], "type": socket["type"]} for socket in node["sockets"]]
                nodes.append({"id": node["id"], "role": "outside", "sockets": sockets})
        wires = [wire for wire in self.topology["wires"]
                 if self.nodes_of(wire) <= {*ours, *theirs} and self.nodes_of(wire) & set(ours)]
        wired = set().union(*(self.nodes_of(wire) for wire in wires))
        path = os.path.join(self.scratch.name, "mixed.zeroloom")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**self.topology, "nodes": [node for node in nodes if node["id"] in wired], "wires": wires}, file)
        report = os.path.join(self.scratch.name, "report.json")
        with contextlib.ExitStack() as stack:
            programs = {name: stack.enter_context(self.program(name)) for name in theirs}
            run = stack.enter_context(Running([ZEROLOOMCTL, "run", path, "--report", report], self.folder))
            wait(programs, run)
            if run.process.poll() is None:
                run.interrupt()
            self.assertEqual(run.process.returncode, 0, run.text())
            for program in programs.values():
                self.assertEqual(program.interrupt(), 0, program.text())
            words = {name: program.text() for name, program in programs.items()}
        with open(report, encoding="utf-8") as file:
            return json.load(file), words

    @staticmethod
    def nodes_of(wire):
        return {wire[end].split(".")[0] for end in ("from", "to")}

    def test_zeroloom_beats_and_serves_the_programs(self):
        def wait(programs, _):
            programs["sink"].wait_for("sink.a: 200 messages received", "sink.b: ")
            programs["window"].wait_for("window: 100 requests, 100 replies")
            programs["pinger"].wait_for("echo: alive")
            programs["pinger2"].wait_for("echo: alive")
            programs["listener"].wait_for("beater: alive")

        report, words = self.mixed(
            dict.fromkeys(["source", "worker", "pub", "proxy", "rep", "echo", "beater"], {}),
            ["sink", "window", "pinger", "pinger2", "listener", "hearts"], wait)
        self.assertNotIn("abandoned", words["window"])
        self.assertEqual({heart["id"] for heart in report["hearts"]}, {"engine-0001", "engine-0002", "engine-0003"})
        for heart in report["hearts"]:
            self.assertGreater(heart["beats"], 0, heart)
        self.assertEqual(wire_of(report, "worker-out_sink-a")["sent"], 200)
        for name in ("window-dealer_proxy-frontend", "pinger-ping_echo-e", "hearts-pong_beater-pong"):
            self.assertGreater(wire_of(report, name)["received"], 0, name)

    def test_the_programs_serve_zeroloom(self):
        # It ends by itself when all that its nodes had to send is sent.
        report, words = self.mixed(
            {"source": {}, "lazy": {"params": {"count": 20}}, "window": {},
             "p1": {"role": "source", "params": {"count": 20}}},
            ["worker", "sink", "proxy", "rep", "p2"],
            lambda programs, run: wait_until(lambda: run.process.poll() is not None, "the end of the run"))
        for name, count in (("source-out_worker-in", 200), ("lazy-req_proxy-frontend", 20),
                            ("window-dealer_proxy-frontend", 100), ("p1-pair_p2-pair", 20)):
            self.assertEqual(wire_of(report, name)["sent"], count, name)
        self.assertIn("rep: 120 requests answered", words["rep"])
        self.assertIn("p2: 100 messages sent, 20 received", words["p2"])

    def test_the_programs_beat_and_zeroloom_answers(self):
        def wait(programs, _):
            programs["beater"].wait_for("engine-0001: alive", "engine-0002: alive", "engine-0003: alive", "heart1: alive")
            programs["source"].wait_for("source: 200 messages sent")

        report, words = self.mixed(dict.fromkeys(["worker", "sink", "hearts", "heart1"], {}), ["source", "beater"], wait)
        self.assertNotIn("lost", words["beater"])
        self.assertGreater(wire_of(report, "source-out_worker-in")["received"], 0)
        self.assertGreater(wire_of(report, "hearts-pong_beater-pong")["sent"], 0)


class Variants(unittest.TestCase):
    """What the roles do with other sockets and parameters."""

    def test_they_talk(self):
        with tempfile.TemporaryDirectory(prefix="zeroloom-cpp-") as scratch:
            folder = os.path.join(scratch, "export")
            path = os.path.join(scratch, "variants.zeroloom")
            with open(os.path.join(DATA, "variants.zeroloom"), encoding="utf-8") as file:
                topology = json.load(file)
            for wire in topology["wires"]:
                wire["endpoint"] = "ipc://*"  # ports may be in use
            with open(path, "w", encoding="utf-8") as file:
                json.dump(topology, file)
            built_export(path, folder)
            with Running(["./launch.sh"], folder) as run:
                run.wait_for("bound: 3 requests, 3 replies", "crowd-0500: alive", "me: alive",
                             "xsub: ", "pull.i: ", "pull.d: ", "pull.s: ", "pull.s2: ",
                             "greeter: 3 requests, 3 replies", "dealing: 3 requests, 3 replies")
                self.assertEqual(run.interrupt(), 0, run.text())
                for line in ("asker: 5 messages sent", "answer: 5 requests answered", "7 received"):
                    self.assertIn(line, run.text())
            wait_until(lambda: not processes_in(folder), "the end of every program")


class Hostile(unittest.TestCase):
    """Names, texts, topics and commands that would be code if they were let; and CURVE."""

    def test_it_is_built_and_says_what_was_written(self):
        with tempfile.TemporaryDirectory(prefix="zeroloom-cpp-") as scratch:
            folder = os.path.join(scratch, "export")
            path = os.path.join(scratch, "hostile.zeroloom")
            (server, server_secret), (client, client_secret) = zmq.curve_keypair(), zmq.curve_keypair()
            with open(os.path.join(DATA, "hostile.zeroloom"), encoding="utf-8") as file:
                text = file.read()
            for place, key in (("@SECRET@", server_secret), ("@PUBLIC@", server), ("@CLIENTPUBLIC@", client),
                               ("@CLIENTSECRET@", client_secret)):
                text = text.replace(place, json.dumps(key.decode())[1:-1])
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            built_export(path, folder)
            for name in os.listdir(folder):
                if os.path.isfile(os.path.join(folder, name)):
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        self.assertNotIn(server_secret.decode(), file.read(), name)

            with Running(["./launch.sh"], folder) as run:
                self.assertEqual(run.process.wait(timeout=30), 1, "without the keys")
                # Several need one; whoever says it first ends all.
                self.assertRegex(run.text(), r"set \w+__CURVE_SECRETKEY in the environment")
            with Running(["./launch.sh"], folder, ALL_2__ERRNO_2__CURVE_SECRETKEY=server_secret.decode(),
                         INT_NODE__SA_HANDLER_SOCKET__CURVE_SECRETKEY=client_secret.decode()) as run:
                run.wait_for("int_node: ", "n: ")  # what came through the CURVE wire, and by topics of raw bytes
                wait_until(lambda: os.path.exists(os.path.join(folder, "tool.txt")), "the program of one's own")
                subscriber = zmq.Context.instance().socket(zmq.SUB)
                subscriber.subscribe(b"\x01raw\"??=")
                subscriber.connect("ipc://" + os.path.join(folder, "it's\"$(x).ipc"))
                self.assertEqual(subscriber.poll(30000), zmq.POLLIN)
                self.assertEqual(subscriber.recv_multipart(), [b"\x01raw\"??=", b"z" * 64])
                subscriber.close(0)
                self.assertEqual(run.interrupt(), 0, run.text())
            with open(os.path.join(folder, "tool.txt"), encoding="utf-8") as file:
                self.assertEqual(file.read(), "it's $(date) `id` \"q\" \\|two\nlines|ipc://Main-second.ipc|x y;$(id)|")
            self.assertFalse(os.path.exists("/tmp/zeroloom-hostile-touched"))
            wait_until(lambda: not processes_in(folder), "the end of every program")


if __name__ == "__main__":
    unittest.main()
