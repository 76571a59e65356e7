"""C++ programs of the roles that hand out tasks, synchronise, balance loads and are each other's peers, with the Python
programs of the same topology at the other ends of all their wires: both count the same messages.

The nodes of host `cpp` are C++, those of host `py` Python. Everything runs together; a run that was too short to see
all of it is made again, longer.
"""
import json
import os
import re
import signal
import tempfile
import time
import unittest

import python_folder
from exported_cpp import Running, built_export, processes_in
from topology_run import wait_until

NEWER_ROLES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "data", "exchange", "cpp",
                           "newer_roles.zeroloom")
# Of what goes on without an end, the answered bursts tell how long it has gone on: so many of one run after the other, from
# when all that ends by itself has ended.
BURST_ANSWERS = [20, 60, 180]

# What is said at the end by who ends without being interrupted.
ENDS = ["vent_cpp: 40 tasks sent", "vent_py: 40 tasks sent", "gather_cpp: 40 results in ", "gather_py: 40 results in ",
        "timed_cpp: 40 messages passed on", "timed_py: 40 messages passed on", "told_cpp: ",
        "pub_cpp: 200 messages sent", "pub_py: 200 messages sent", "sub_cpp: 200 updates, all",
        "sub_py: 200 updates, all", "boss_cpp: ", "boss_py: ", "asks_req_cpp: ", "asks_dealer_cpp: ", "asks_req_py: ",
        "asks_dealer_py: ", "of_cpp_py: 40 requests, 40 replies", "of_py_py: 40 requests, 40 replies"]


def host_of(topology, reference):
    return next(node["host"] for node in topology["nodes"] if node["id"] == reference.split(".")[0])


def binder_of(wire):
    return wire[wire["bind"]]


def with_endpoints(topology, folder):
    """Both sides know them by their whole paths."""
    wires = [{**wire, "endpoint": "ipc://" + os.path.join(folder, binder_of(wire))} for wire in topology["wires"]]
    return {**topology, "wires": wires}


def only_cpp(topology):
    """The nodes of the other host are outside, as far as a wire leads to them."""
    wires = [wire for wire in topology["wires"] if "cpp" in {host_of(topology, wire[end]) for end in ("from", "to")}]
    wired = {wire[end].split(".")[0] for wire in wires for end in ("from", "to")}
    nodes = [node if node["host"] == "cpp" else {**node, "host": "cpp", "role": "outside", "params": {}}
             for node in topology["nodes"] if node["id"] in wired]
    return {**topology, "nodes": nodes, "wires": wires}


class Both:
    """The launchers of both exports, from `with` on."""

    def __init__(self, cpp, python):
        self.cpp = Running(["./launch.sh"], cpp)
        self.python = python_folder.Program(python, "launch.py", "--host", "py")

    def __enter__(self):
        self.cpp.__enter__()
        self.python.__enter__()
        return self

    def __exit__(self, *error):
        self.python.__exit__(*error)
        self.cpp.__exit__(*error)

    def text(self):
        return self.cpp.text() + "\n".join(self.python.lines)

    def wait_for(self, lines):
        def missing():
            text = self.text()
            return [line for line in lines if line not in text]
        try:
            wait_until(lambda: not missing(), "all that ends by itself")
        except AssertionError as late:
            raise AssertionError(f"{late}: {missing()} in:\n{self.text()}") from late

    def burst_answers(self, side):
        return len(re.findall(rf"^peer_{side}: [0-9A-F]{{4}}$", self.text(), re.MULTILINE))

    def number(self, pattern):
        """That in the last line that matches; -1 when there is none."""
        found = re.findall(pattern, self.text(), re.MULTILINE)
        return int(found[-1]) if found else -1


class NewerRoles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="zeroloom-cpp-")
        scratch = cls.temporary.name
        cls.cpp, cls.python = os.path.join(scratch, "cpp"), os.path.join(scratch, "python")
        with open(NEWER_ROLES, encoding="utf-8") as file:
            topology = with_endpoints(json.load(file), scratch)
        for name, content in (("all", topology), ("cpp", only_cpp(topology))):
            with open(os.path.join(scratch, name + ".zeroloom"), "w", encoding="utf-8") as file:
                json.dump(content, file)
        try:
            python_folder.export(os.path.join(scratch, "all.zeroloom"), cls.python)
            built_export(os.path.join(scratch, "cpp.zeroloom"), cls.cpp)
            for answers in BURST_ANSWERS:
                cls.play(answers)
                if not cls.unlike():
                    break
        except BaseException:
            cls.temporary.cleanup()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def play(cls, answers):
        with Both(cls.cpp, cls.python) as both:
            both.wait_for(ENDS)
            wait_until(lambda: min(both.burst_answers(side) for side in ("cpp", "py")) >= answers, "answers to bursts")
            cls.codes = [both.python.finish(), both.cpp.interrupt()]
            cls.text = both.text()
            cls.numbers = {name: both.number(pattern) for name, pattern in cls.PATTERNS.items()}

    PATTERNS = {
        "told": r"^told_cpp: (\d+) messages passed on", "fed": r"^fed_py: (\d+) messages received",
        "tasks of boss_cpp": r"^boss_cpp: (\d+) tasks given, 2 workers fired",
        "tasks of boss_py": r"^boss_py: (\d+) tasks given, 2 workers fired",
        "done by req_cpp": r"^asks_req_cpp: (\d+) tasks done",
        "done by dealer_cpp": r"^asks_dealer_cpp: (\d+) tasks done",
        "done by req_py": r"^asks_req_py: (\d+) tasks done",
        "done by dealer_py": r"^asks_dealer_py: (\d+) tasks done",
        "talked": r"^talks_py: (\d+) messages sent", "heard": r"^talks_py: \d+ messages sent, (\d+) received",
        "timely requests": r"^timely_cpp: (\d+) requests",
        "timely replies": r"^timely_cpp: \d+ requests, (\d+) replies",
        "balanced": r"^balancer_cpp: (\d+) requests, 40 replies",
        "balanced by py": r"^balancer_py: (\d+) requests, 40 replies",
        "ready_req_cpp": r"^ready_req_cpp: (\d+) requests answered",
        "ready_dealer_cpp": r"^ready_dealer_cpp: (\d+) requests answered",
        "ready_req_py": r"^ready_req_py: (\d+) requests answered",
        "ready_dealer_py": r"^ready_dealer_py: (\d+) requests answered",
        "peer_cpp own": r"^peer_cpp: (\d+) requests for the own workers",
        "peer_cpp cloud": r"^peer_cpp: \d+ requests for the own workers, (\d+) to the cloud",
        "peer_py cloud": r"^peer_py: \d+ requests for the own workers, (\d+) to the cloud",
        "share_cpp own": r"^share_cpp: (\d+) requests for the own workers",
        "share_cpp cloud": r"^share_cpp: \d+ requests for the own workers, (\d+) to the cloud",
        "share_py cloud": r"^share_py: \d+ requests for the own workers, (\d+) to the cloud",
        "burst_cpp": r"^burst_cpp: \d+ tasks, (\d+) answers", "burst_py": r"^burst_py: \d+ tasks, (\d+) answers",
        "router_cpp sent": r"^router_cpp: (\d+) messages sent",
        "router_cpp received": r"^router_cpp: \d+ messages sent, (\d+) received",
        "router_py received": r"^router_py: \d+ messages sent, (\d+) received"}

    @classmethod
    def unlike(cls):
        """What has not been seen, in words."""
        n = cls.numbers
        answered = {form: cls.said(rf"^{form}_client\d_of_\w+_py: \d+ requests, (\d+) replies")
                    for form in ("peer", "share")}
        good = {
            "a worker that is told to end": n["told"] == n["fed"] > 5,
            "dispatchers": n["tasks of boss_cpp"] == n["done by req_py"] + n["done by dealer_py"] > 10 and
                           n["tasks of boss_py"] == n["done by req_cpp"] + n["done by dealer_cpp"] > 10,
            "an asynchronous worker": n["talked"] >= n["timely requests"] > 10 and
                                      n["timely replies"] >= n["heard"] > 10 and
                                      n["timely replies"] != n["timely requests"],
            "load balancers": n["balanced"] == n["balanced by py"] == 40 and
                              n["ready_req_py"] + n["ready_dealer_py"] == 40 and
                              n["ready_req_cpp"] + n["ready_dealer_cpp"] == 40 and
                              min(n[f"ready_{kind}_{side}"] for kind in ("req", "dealer")
                                  for side in ("cpp", "py")) > 5,
            "peers that tell their state": min(n["peer_cpp own"], n["peer_cpp cloud"], n["peer_py cloud"]) > 5,
            "peers that share": min(n["share_cpp own"], n["share_cpp cloud"], n["share_py cloud"]) > 5,
            "their clients": len(answered["peer"]) == 4 and len(answered["share"]) == 2 and
                             min(answered["peer"] + answered["share"]) > 5,
            "bursts": min(n["burst_cpp"], n["burst_py"]) > 5 and
                      min(len(cls.said(rf"^peer_{side}: ([0-9A-F]{{4}})$", str)) for side in ("cpp", "py")) > 5,
            "states": cls.said(r"^peer_cpp: PY told (\d+) last") and cls.said(r"^peer_py: b'CPP' told (\d+) last") and
                      cls.said(r"^state_cpp: PY told (\d) last") and cls.said(r"^state_py: b'CPP' told (\d) last"),
            "routers with names of their own": min(n["router_cpp sent"], n["router_cpp received"],
                                                   n["router_py received"]) > 5,
            "nonsense": cls.said(r"^balancer_cpp: 0x00\w{8} said what is neither READY nor a rep(ly)", str)}
        return {what: n for what, seen in good.items() if not seen}

    @classmethod
    def said(cls, pattern, kind=int):
        return [kind(found) for found in re.findall(pattern, cls.text, re.MULTILINE)]

    def test_both_sides_count_the_same(self):
        self.assertEqual(self.unlike(), {}, self.text)

    def test_ctrl_c_ends_all(self):
        self.assertEqual(self.codes, [0, 0], self.text)
        for word in ("Traceback", "failed", "killed", "abandoned"):
            self.assertNotIn(word, self.text)
        wait_until(lambda: not processes_in(self.cpp), "the end of every program")

    def test_a_signal_ends_who_waits_for_its_messages_to_be_delivered(self):
        """All tasks have been sent, and nobody is there who takes them."""
        for number in (signal.SIGINT, signal.SIGTERM):
            with Running([os.path.join("build", "bin", "vent_cpp")], self.cpp) as vent:
                vent.wait_for("vent_cpp: 40 tasks sent")
                with self.assertRaises(AssertionError, msg="it waits"):
                    self.ended(vent, 0.5)
                vent.process.send_signal(number)
                self.ended(vent, 10)
                self.assertEqual(vent.process.returncode, 0, vent.text())

    @staticmethod
    def ended(run, seconds):
        end = time.monotonic() + seconds
        while run.process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError(f"it has not ended in {seconds} s: {run.text()}")
            time.sleep(0.01)


if __name__ == "__main__":
    unittest.main()
