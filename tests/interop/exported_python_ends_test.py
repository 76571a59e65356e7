"""How exported Python programs end, what they keep secret, and that nothing of a person's text gets out of its place."""
import json
import os
import signal
import subprocess
import tempfile
import threading
import unittest

import zmq
import zmq.auth.thread

import python_folder
from python_folder import Program, wait_until

HOSTILE = ["quote\" '''\"\"\" end", "new\nline\r\nimport os", "$(touch PWNED) `touch PWNED` ${HOME}", "%s %n {0} {x!r}",
           "\\", "\\\"", "\u2028\u2029\u202eevil\u202c\u200b", "# comment */ // ??/", "<script>&amp;|*_[x](y)</script>",
           "__import__('os').system('touch PWNED')", "Grüße 世界 🚀", "```\n# x\n```", "end\\\"\"\"", "\x7f\x85"]

# Runs a program, and sends it a signal from within the constructor of one of its sockets.
INTERRUPTED = """
import os, runpy, sys, zmq

program, number, left = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
construct = zmq.Socket.__init__

def interrupted(self, *arguments):
    global left
    construct(self, *arguments)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), number)

zmq.Socket.__init__ = interrupted
runpy.run_path(program, run_name="__main__")
"""


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


class Ends(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="zeroloom-")
        self.addCleanup(self.temporary.cleanup)
        self.folder = os.path.join(self.temporary.name, "python")

    def export(self, nodes, wires, **more):
        path = os.path.join(self.temporary.name, "topology.zeroloom")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"zeroloom": 1, "name": "Ends", "nodes": nodes,
                       "wires": [{"from": source, "to": target, "bind": bind,
                                  "endpoint": endpoint or "ipc://" + os.path.join(self.temporary.name, source)}
                                 for source, target, bind, endpoint in wires], **more}, file)
        return python_folder.export(path, self.folder)

    @staticmethod
    def node(identifier, role, *types, **params):
        names = {"worker": ["in", "out"], "proxy": ["frontend", "backend"], "heart": ["ping", "pong"],
                 "heartbeater": ["ping", "pong"]}.get(role, ["s"])
        return {"id": identifier, "role": role, "params": params,
                "sockets": [{"id": name, "type": kind} for name, kind in zip(names, types)]}

    def test_each_program_ends_by_each_signal(self):
        node = self.node
        self.export([node("a", "source", "PUSH", rate=0), node("b", "worker", "PULL", "PUSH"), node("c", "sink", "PULL"),
                     node("d", "requester", "REQ", rate=0), node("e", "proxy", "ROUTER", "DEALER"),
                     node("f", "replier", "REP"), node("g", "requester", "DEALER", rate=0, window=9),
                     node("h", "peer", "PAIR"), node("i", "peer", "PAIR"), node("j", "heartbeater", "PUB", "ROUTER"),
                     node("k", "heart", "SUB", "DEALER"), node("l", "heart", "SUB", "DEALER", delay="1s", count=2),
                     node("m", "pinger", "DEALER"), node("n", "pinger", "REQ"), node("o", "replier", "ROUTER"),
                     node("p", "listener", "SUB")],
                    [("a.s", "b.in", "from", None), ("b.out", "c.s", "to", None), ("d.s", "e.frontend", "to", None),
                     ("e.backend", "f.s", "to", None), ("g.s", "o.s", "to", None), ("h.s", "i.s", "to", None),
                     ("j.ping", "k.ping", "from", None), ("j.ping", "l.ping", "from", None),
                     ("j.ping", "p.s", "from", None), ("k.pong", "j.pong", "to", None),
                     ("l.pong", "j.pong", "to", None), ("m.s", "o.s", "to", None), ("n.s", "o.s", "to", None)])
        names = [name for name in python_folder.python_files(self.folder) if name != "launch.py"]
        self.assertEqual(len(names), 16)
        for number in (signal.SIGINT, signal.SIGTERM):
            for name in names:  # each alone: what has no peer, and waits, must end as well
                with self.subTest(name, signal=number), Program(self.folder, name) as program:
                    program.wait_until_in_main()
                    self.assertEqual(program.finish(number), 0, program.lines)
                    self.assertFalse(program.said("Traceback|Error"), program.lines)

    def test_a_signal_while_a_socket_is_made(self):
        node = self.node
        self.export([node("src", "source", "PUSH", rate=0), node("work", "worker", "PULL", "PUSH"),
                     node("sink", "sink", "PULL"), node("asks", "requester", "REQ", timeout="10ms"),
                     node("rep", "replier", "REP"), node("beats", "heartbeater", "PUB", "ROUTER"),
                     node("hearts", "heart", "SUB", "DEALER", count=3)],
                    [("src.s", "work.in", "from", None), ("work.out", "sink.s", "to", None),
                     ("asks.s", "rep.s", "to", None), ("beats.ping", "hearts.ping", "from", None),
                     ("hearts.pong", "beats.pong", "to", None)])
        interrupted = os.path.join(self.temporary.name, "interrupted.py")
        with open(interrupted, "w", encoding="utf-8") as file:
            file.write(INTERRUPTED)
        # A REQ that waits in vain makes a second one; a heart has its sockets beside that for the beats.
        for name, sockets in (("src", 1), ("work", 2), ("asks", 1), ("asks", 2), ("hearts", 3)):
            for number in (signal.SIGINT, signal.SIGTERM):
                with self.subTest(name, sockets=sockets, signal=number), \
                        Program(self.folder, interrupted, os.path.join(self.folder, name + ".py"), str(int(number)),
                                str(sockets)) as program:
                    self.assertEqual(program.process.wait(python_folder.DEADLINE), -number, program.lines)
                    self.assertFalse(program.said("Traceback|Error"), program.lines)

    def commands(self, *scripts, **params):
        return [{"id": f"own{number}", "role": "program", "sockets": [],
                 "params": {"command": "/bin/sh", "arguments": ["-c", script], **params}}
                for number, script in enumerate(scripts)]

    def test_commands_run_only_with_a_yes(self):
        sink = self.node("sink", "sink", "PULL")
        own = {"id": "own", "role": "program", "sockets": [{"id": "out", "type": "PUSH"}],
               "params": {"command": "/bin/sh", "environment": ["WORD=it's $HOME"], "arguments": [
                   "-c", "echo \"$ZEROLOOM_ENDPOINT_OUT $ZEROLOOM_BIND_OUT $WORD\"; exec sleep 1000"]}}
        self.export([sink, own], [("own.out", "sink.s", "to", "ipc://*")])
        with Program(self.folder, "launch.py") as launcher:
            launcher.wait_for_line("^own: left out; --allow-programs starts")
            self.assertEqual(launcher.finish(), 0)
        with Program(self.folder, "launch.py", "--allow-programs") as launcher:
            launcher.wait_for_line("^own: ipc:///.*\\.ipc 0 it's \\$HOME$")
            self.assertEqual(launcher.finish(), 0)
        self.assertEqual(python_folder.processes_in(self.folder), [])

    def test_one_that_fails_ends_all_and_leaves_nobody(self):
        self.export([self.node("sink", "sink", "PULL"), self.node("src", "source", "PUSH"),
                     *self.commands("sleep 1000 & echo begun; while [ ! -e go ]; do sleep 0.05; done; exit 7")],
                    [("src.s", "sink.s", "to", None)])
        with Program(self.folder, "launch.py", "--allow-programs") as launcher:
            launcher.wait_for_line("^own0: begun")
            wait_until(lambda: len(python_folder.processes_in(self.folder)) >= 4, "all to run")
            with open(os.path.join(self.folder, "go"), "w", encoding="utf-8"):
                pass
            launcher.process.wait(python_folder.DEADLINE)
            self.assertEqual(launcher.finish(), 1)
            launcher.wait_for_line("^own0: failed with 7; ending all")
        self.assertEqual(python_folder.processes_in(self.folder), [])

    def test_a_command_is_started_again(self):
        self.export(self.commands("echo started; exit 3", restart="on-failure"), [])
        with Program(self.folder, "launch.py", "--allow-programs") as launcher:
            wait_until(lambda: len(launcher.said("^own0: started")) >= 2, "a second start")
            self.assertEqual(launcher.finish(), 0)

    def test_a_command_that_is_not_there(self):
        self.export(self.commands("", command="/nowhere/at-all"), [])
        with Program(self.folder, "launch.py", "--allow-programs") as launcher:
            launcher.process.wait(python_folder.DEADLINE)
            self.assertEqual(launcher.finish(), 1)
            self.assertTrue(launcher.said("^own0: cannot be started: .*/nowhere/at-all"), launcher.lines)
            self.assertFalse(launcher.said("Traceback"))

    def test_a_killed_launcher_leaves_nobody(self):
        self.export([self.node("sink", "sink", "PULL"), self.node("src", "source", "PUSH")],
                    [("src.s", "sink.s", "to", None)])
        with Program(self.folder, "launch.py") as launcher:
            wait_until(lambda: len(python_folder.processes_in(self.folder)) == 2, "both to run")
            launcher.process.kill()
            wait_until(lambda: not python_folder.processes_in(self.folder), "the end of both")

    def test_a_command_that_will_not_end_is_killed(self):
        self.export(self.commands("trap '' TERM INT; echo begun; while :; do sleep 0.1; done"), [])
        with Program(self.folder, "launch.py", "--allow-programs") as launcher:
            launcher.wait_for_line("^own0: begun")
            self.assertEqual(launcher.finish(), 0)
            launcher.wait_for_line("^own0: did not end in time")
        self.assertEqual(python_folder.processes_in(self.folder), [])

    def test_secrets_are_not_exported(self):
        public, secret = (key.decode() for key in zmq.curve_keypair())
        client_public, client_secret = (key.decode() for key in zmq.curve_keypair())
        sink = self.node("sink", "sink", "PULL")
        sink["sockets"][0]["options"] = {"CURVE_SERVER": True, "CURVE_SECRETKEY": secret, "CURVE_PUBLICKEY": public}
        source = self.node("src", "source", "PUSH", count=10, rate=100)
        source["sockets"][0]["options"] = {"CURVE_SERVERKEY": public, "CURVE_PUBLICKEY": client_public,
                                           "CURVE_SECRETKEY": client_secret}
        remarks = self.export([sink, source], [("src.s", "sink.s", "to", None)])
        everything = "".join(read(os.path.join(self.folder, name)) for name in os.listdir(self.folder))
        for key in (secret, client_secret):
            self.assertNotIn(key, everything + remarks)
        self.assertIn("SINK_S_CURVE_SECRETKEY", remarks)
        with Program(self.folder, "launch.py") as launcher:
            launcher.process.wait(python_folder.DEADLINE)
            self.assertEqual(launcher.finish(), 1)
            self.assertTrue(launcher.said("must be set"), launcher.lines)
        environment = {"SINK_S_CURVE_SECRETKEY": secret, "SRC_S_CURVE_SECRETKEY": client_secret}
        with Program(self.folder, "launch.py", environment=environment) as launcher:
            launcher.wait_for_line("^src: 10 messages sent")  # a patient end: all has left when src has ended
            wait_until(lambda: len(python_folder.processes_in(self.folder)) == 1, "the end of src")
            self.assertEqual(launcher.finish(), 0)
        self.assertEqual(launcher.number(r"^sink: (\d+) messages received"), 10)

    def test_plain_client(self):
        endpoint = "ipc://" + os.path.join(self.temporary.name, "plain")
        source = self.node("src", "source", "PUSH", count=10, rate=100)
        source["sockets"][0]["options"] = {"PLAIN_USERNAME": "né\"w", "PLAIN_PASSWORD": "hidden"}
        outside = {"id": "out", "role": "outside", "sockets": [{"id": "s", "type": "PULL"}]}
        self.export([source, outside], [("src.s", "out.s", "to", endpoint)])
        context = zmq.Context()
        authenticator = zmq.auth.thread.ThreadAuthenticator(context)
        authenticator.start()
        try:
            authenticator.configure_plain(domain="*", passwords={"né\"w": "hidden"})
            pull = context.socket(zmq.PULL)
            pull.plain_server = True
            pull.rcvtimeo = python_folder.DEADLINE * 1000
            pull.bind(endpoint)
            with Program(self.folder, "src.py", environment={"SRC_S_PLAIN_PASSWORD": "hidden"}) as program:
                self.assertEqual([len(pull.recv()) for _ in range(10)], [64] * 10)
                program.process.wait(python_folder.DEADLINE)
                self.assertEqual(program.finish(), 0, program.lines)
        finally:
            authenticator.stop()
            context.destroy(linger=0)

    def test_hostile_text_stays_text(self):
        """Payloads and topics arrive as they were written, and nothing of them is ever run."""
        endpoint = "ipc://" + os.path.join(self.temporary.name, "in")
        nodes, wires = [], []
        for number, text in enumerate(HOSTILE):
            source = self.node(f"src{number}", "source", "PUSH", text=text, topics=[text], count=1)
            source["label"] = text
            nodes.append(source)
            wires.append((f"src{number}.s", "out.s", "to", endpoint))
        nodes.append({"id": "out", "label": HOSTILE[0], "role": "outside", "sockets": [{"id": "s", "type": "PULL"}]})
        nodes += self.commands(*[f"printf %s \"$0\" {number} >> args" for number in range(2)])
        for node, text in zip(nodes[-2:], (HOSTILE[2], HOSTILE[0])):
            node["params"]["arguments"].append(text)
            node["params"]["environment"] = [f"TEXT={text}"]
            node["label"] = text
        self.export(nodes, wires, description="\n".join(HOSTILE), hosts=[{"id": "local", "label": HOSTILE[2]}])
        self.assertEqual(python_folder.check_sources(self.folder), "")
        arrived = []
        context = zmq.Context()
        pull = context.socket(zmq.PULL)
        pull.rcvtimeo = python_folder.DEADLINE * 1000
        pull.bind(endpoint)
        reader = threading.Thread(target=lambda: arrived.extend(pull.recv_multipart() for _ in HOSTILE))
        reader.start()
        try:
            with Program(self.folder, "launch.py", "--allow-programs") as launcher:
                reader.join(python_folder.DEADLINE)
                launcher.process.wait(python_folder.DEADLINE)  # by itself: every program has ended
                self.assertEqual(launcher.finish(), 0, launcher.lines)
        finally:
            reader.join(python_folder.DEADLINE)
            context.destroy(linger=0)
        self.assertEqual(sorted(arrived), sorted([text.encode(), text.encode()] for text in HOSTILE))
        with open(os.path.join(self.folder, "args"), encoding="utf-8", newline="") as file:
            words = file.read()
        self.assertIn(HOSTILE[2], words)
        self.assertIn(HOSTILE[0], words)
        self.assertNotIn("PWNED", os.listdir(self.folder))
        readme = read(os.path.join(self.folder, "README.md"))
        self.assertNotIn("<script>", readme)
        self.assertFalse(set("\u2028\u2029\u202e\u200b\r\x7f\x85") & set(readme))

    def test_names_of_python_modules_are_not_taken(self):
        nodes, wires = [self.node("sink", "sink", "PULL")], []
        for name in ("queue", "signal", "zmq", "asyncio", "launch", "time", "class", "string", "heapq"):
            nodes.append(self.node(name, "source", "PUSH", count=1))
            wires.append((f"{name}.s", "sink.s", "to", "ipc://*"))
        remarks = self.export(nodes, wires)
        self.assertIn("'queue' is called 'queue_2'", remarks)
        with Program(self.folder, "launch.py") as launcher:
            wait_until(lambda: len(launcher.said("^.*: 1 messages sent$")) == 9 or launcher.process.poll() is not None,
                       "nine messages")
            self.assertEqual(launcher.finish(), 0, launcher.lines)

    def test_refused_with_errors(self):
        path = os.path.join(self.temporary.name, "bad.zeroloom")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"zeroloom": 1, "nodes": [self.node("a", "source", "PUSH"), self.node("b", "replier", "REP")],
                       "wires": [{"from": "a.s", "to": "b.s"}]}, file)
        done = subprocess.run([python_folder.ZEROLOOMCTL, "export", path, "--to", "python", "-o", self.folder],
                              capture_output=True, text=True, timeout=python_folder.DEADLINE, check=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertFalse(os.path.exists(self.folder))


if __name__ == "__main__":
    unittest.main()
