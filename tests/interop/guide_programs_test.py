"""The guide's first programs against Zeroloom's nodes: each pattern with Zeroloom on the one side, and then on the
other. All are processes of their own, and what both sides counted must be the same.
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

from topology_run import DEADLINE, TopologyRun, socket_of

PROGRAMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "guide_programs.py")


class GuideProgram:
    """One program of guide_programs.py, from when its sockets are open; killed when a test fails in between."""

    def __init__(self, name, **arguments):
        self.name = name
        self.process = subprocess.Popen([sys.executable, PROGRAMS, name, json.dumps(arguments)],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "ready\n":
            raise AssertionError(f"{name} did not start")

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def result(self):
        """What it has seen, when it has ended by itself."""
        output, _ = self.process.communicate(timeout=DEADLINE)
        if self.process.returncode != 0:
            raise AssertionError(f"{self.name} ended with {self.process.returncode}")
        return json.loads(output)


def node(identifier, role, *sockets, **params):
    return {"id": identifier, "role": role, "params": params,
            "sockets": [{"id": name, "type": kind, **(more[0] if more else {})} for name, kind, *more in sockets]}


def outside(identifier, *sockets):
    return node(identifier, "outside", *sockets)


def figures(report, identifier):
    return next(entry for entry in report["nodes"] if entry["id"] == identifier)["figures"]


def state(report, identifier):
    return next(entry for entry in report["nodes"] if entry["id"] == identifier)["state"]


class GuidePrograms(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="zeroloom-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def endpoint(self, name):
        return "ipc://" + os.path.join(self.folder, name)

    def program(self, name, **arguments):
        started = GuideProgram(name, **arguments)
        self.addCleanup(started.end)
        return started

    def wire(self, source, target, bind, endpoint):
        return {"from": source, "to": target, "bind": bind, "endpoint": self.endpoint(endpoint)}

    def run_topology(self, nodes, wires):
        for number, one in enumerate(wires):
            one["id"] = f"wire{number}"
        return TopologyRun(nodes, wires)

    # --- hello world ---

    def test_hello_client(self):
        nodes = [node("server", "replier", ("s", "REP"), text="World"), outside("client", ("s", "REQ"))]
        with self.run_topology(nodes, [self.wire("client.s", "server.s", "to", "hello")]) as run:
            client = self.program("hello_client", endpoint=self.endpoint("hello"), count=10)
            self.assertEqual(client.result()["replies"], ["World"] * 10)
            self.assertEqual(socket_of(run.finish(), "server")["sent"], 10)

    def test_hello_server(self):
        server = self.program("hello_server", endpoint=self.endpoint("hello"), count=10)
        nodes = [outside("server", ("s", "REP")),
                 node("client", "requester", ("s", "REQ"), text="Hello", count=10, rate=0)]
        with self.run_topology(nodes, [self.wire("client.s", "server.s", "to", "hello")]) as run:
            self.assertEqual(server.result()["requests"], ["Hello"] * 10)
            run.wait_until_ended()
            told = figures(run.finish(), "client")
        self.assertEqual((told["requests"], told["replies"], told["retries"]), (10, 10, 0))

    # --- ventilator, workers, sink ---

    def test_task_workers(self):
        """Zeroloom's ventilator and sink; the sink's signal ends the workers."""
        workers = [self.program("task_worker", tasks=self.endpoint("tasks"), results=self.endpoint("results"),
                                control=self.endpoint("control")) for _ in range(2)]
        nodes = [node("vent", "ventilator", ("out", "PUSH"), ("sink", "PUSH"), tasks=60, rate=100, longest="20ms"),
                 node("sink", "collector", ("in", "PULL"), ("control", "PUB"), results=60)]
        wires = [self.wire("vent.sink", "sink.in", "to", "results")]
        for name in ("w1", "w2"):
            nodes.append(outside(name, ("in", "PULL"), ("out", "PUSH"), ("control", "SUB")))
            wires += [self.wire("vent.out", f"{name}.in", "from", "tasks"),
                      self.wire(f"{name}.out", "sink.in", "to", "results"),
                      self.wire("sink.control", f"{name}.control", "from", "control")]
        with self.run_topology(nodes, wires) as run:
            seen = [worker.result() for worker in workers]
            report = run.finish()
        self.assertEqual([one["signal"] for one in seen], ["KILL", "KILL"])
        self.assertEqual(sum(one["done"] for one in seen), 60)
        self.assertTrue(all(one["done"] for one in seen), seen)
        self.assertEqual(figures(report, "vent")["tasks"], 60)
        self.assertEqual(figures(report, "sink")["results"], 60)
        self.assertGreaterEqual(figures(report, "sink")["elapsed_ms"], 550)
        self.assertEqual((state(report, "vent"), state(report, "sink")), ("exited", "exited"))

    def test_task_ventilator_and_sink(self):
        """Zeroloom's workers, which take as long as each task says, and end by the sink's signal."""
        sink = self.program("task_sink", endpoint=self.endpoint("results"), control=self.endpoint("control"),
                            results=100, workers=2)
        nodes = [outside("vent", ("out", "PUSH"), ("sink", "PUSH")),
                 outside("sink", ("in", "PULL"), ("control", "PUB"))]
        wires = [self.wire("vent.sink", "sink.in", "to", "results")]
        for name in ("w1", "w2"):
            nodes.append(node(name, "worker", ("in", "PULL"), ("control", "SUB"), ("out", "PUSH"), timing="message"))
            wires += [self.wire("vent.out", f"{name}.in", "from", "tasks"),
                      self.wire(f"{name}.out", "sink.in", "to", "results"),
                      self.wire("sink.control", f"{name}.control", "from", "control")]
        with self.run_topology(nodes, wires) as run:
            vent = self.program("task_ventilator", out=self.endpoint("tasks"), sink=self.endpoint("results"), tasks=100)
            cost, seen = vent.result()["cost"], sink.result()
            report = run.finish()
        self.assertEqual(seen["marker"], "0")
        self.assertEqual(sum(int(text) for text in seen["results"]), cost)
        self.assertGreaterEqual(seen["elapsed"] * 2000, cost * 0.9)  # two work at a time
        for name in ("w1", "w2"):
            self.assertEqual(state(report, name), "exited")
            self.assertEqual(socket_of(report, name, "control")["received"], 1)
            self.assertGreater(socket_of(report, name, "in")["received"], 10)
        self.assertEqual(sum(socket_of(report, name, "out")["sent"] for name in ("w1", "w2")), 100)

    # --- node coordination ---

    def sync_wires(self, subscriber):
        return [self.wire("pub.publisher", f"{subscriber}.subscriber", "from", "publisher"),
                self.wire(f"{subscriber}.sync", "pub.sync", "to", "sync")]

    def test_sync_subscribers(self):
        nodes = [node("pub", "synchronised-publisher", ("publisher", "PUB", {"options": {"SNDHWM": 100000}}),
                      ("sync", "REP"), count=5000, rate=50000, text="Rhubarb")]
        wires = []
        for name in ("s1", "s2"):
            nodes.append(outside(name, ("subscriber", "SUB"), ("sync", "REQ")))
            wires += self.sync_wires(name)
        with self.run_topology(nodes, wires) as run:
            subscribers = [self.program("sync_subscriber", publisher=self.endpoint("publisher"),
                                        sync=self.endpoint("sync")) for _ in range(2)]
            for subscriber in subscribers:
                self.assertEqual(subscriber.result(), {"answer": "", "updates": 5000})
            run.wait_until_ended()
            report = run.finish()
        self.assertEqual(figures(report, "pub")["subscribers"], 2)
        self.assertEqual(socket_of(report, "pub", "publisher")["sent"], 5001)

    def test_sync_publisher(self):
        publisher = self.program("sync_publisher", publisher=self.endpoint("publisher"), sync=self.endpoint("sync"),
                                 subscribers=2, count=20000)
        nodes, wires = [outside("pub", ("publisher", "PUB"), ("sync", "REP"))], []
        for name in ("s1", "s2"):
            # What the publisher leaves behind when it ends at once is lost to a SUB that is full.
            nodes.append(node(name, "synchronised-subscriber", ("subscriber", "SUB", {"options": {"RCVHWM": 100000}}),
                              ("sync", "REQ"), delay="300ms"))
            wires += self.sync_wires(name)
        with self.run_topology(nodes, wires) as run:
            self.assertEqual(publisher.result()["requests"], ["", ""])
            report = run.finish()
        for name in ("s1", "s2"):
            self.assertEqual(figures(report, name), {"updates": 20000, "complete": True})
            self.assertEqual(state(report, name), "exited")

    # --- ROUTER to REQ, ROUTER to DEALER ---

    def test_asking_workers(self):
        nodes = [node("boss", "dispatcher", ("s", "ROUTER"), period="2s"), outside("req", ("s", "REQ")),
                 outside("dealer", ("s", "DEALER"))]
        wires = [self.wire("req.s", "boss.s", "to", "boss"), self.wire("dealer.s", "boss.s", "to", "boss")]
        with self.run_topology(nodes, wires) as run:
            workers = [self.program("req_worker", endpoint=self.endpoint("boss"), routing_id="Anna"),
                       self.program("dealer_worker", endpoint=self.endpoint("boss"), routing_id="Bert")]
            totals = [worker.result()["total"] for worker in workers]
            report = run.finish()
        self.assertTrue(all(total > 5 for total in totals), totals)
        self.assertEqual(figures(report, "boss"), {"tasks": sum(totals), "fired": 2})
        self.assertEqual(state(report, "boss"), "exited")

    def test_boss(self):
        boss = self.program("boss", endpoint=self.endpoint("boss"), workers=2, seconds=2)
        nodes = [outside("boss", ("s", "ROUTER")),
                 node("req", "asking-worker", ("s", "REQ", {"options": {"ROUTING_ID": "Anna"}}), longest="20ms"),
                 node("dealer", "asking-worker", ("s", "DEALER"), longest="20ms")]
        wires = [self.wire("req.s", "boss.s", "to", "boss"), self.wire("dealer.s", "boss.s", "to", "boss")]
        with self.run_topology(nodes, wires) as run:
            seen = boss.result()
            report = run.finish()
        self.assertEqual(seen["words"], ["|Hi Boss"])
        done = sorted(figures(report, name)["tasks"] for name in ("req", "dealer"))
        self.assertEqual(done, seen["given"])
        self.assertGreater(done[0], 5)
        self.assertEqual((state(report, "req"), state(report, "dealer")), ("exited", "exited"))

    # --- asynchronous client and server ---

    def test_async_clients(self):
        nodes = [node("server", "proxy", ("frontend", "ROUTER"), ("backend", "DEALER"))]
        wires = []
        for name in ("w1", "w2", "w3"):
            nodes.append(node(name, "asynchronous-worker", ("s", "DEALER"), longest="20ms"))
            wires.append({"from": "server.backend", "to": f"{name}.s", "endpoint": "inproc://backend", "bind": "from"})
        for name in ("c1", "c2"):
            nodes.append(outside(name, ("s", "DEALER")))
            wires.append(self.wire(f"{name}.s", "server.frontend", "to", "server"))
        with self.run_topology(nodes, wires) as run:
            clients = {name: self.program("async_client", endpoint=self.endpoint("server"), routing_id=name,
                                          requests=40, replies=30) for name in ("c1", "c2")}
            heard = {name: client.result()["replies"] for name, client in clients.items()}
            report = run.finish()
        for name, replies in heard.items():
            expected = {f"request #{number} of {name}" for number in range(1, 41)}
            self.assertTrue(all(len(frames) == 1 and frames[0] in expected for frames in replies), replies)
            self.assertTrue(all(replies.count(frames) <= 4 for frames in replies), replies)
        told = [figures(report, name) for name in ("w1", "w2", "w3")]
        self.assertTrue(all(one["requests"] for one in told), told)
        self.assertGreaterEqual(sum(one["replies"] for one in told), sum(map(len, heard.values())))

    def test_async_server(self):
        server = self.program("async_server", endpoint=self.endpoint("server"), requests=60, workers=3)
        nodes, wires = [outside("server", ("frontend", "ROUTER"))], []
        for name in ("c1", "c2"):
            nodes.append(node(name, "peer", ("s", "DEALER", {"options": {"ROUTING_ID": name}}), rate=100,
                              text=f"request of {name}"))
            wires.append(self.wire(f"{name}.s", "server.frontend", "to", "server"))
        with self.run_topology(nodes, wires) as run:
            answered = server.result()["answered"]
            report = run.finish()
        for name in ("c1", "c2"):
            own = [(text, replies) for address, text, replies in answered if address == name]
            self.assertEqual({text for text, _ in own}, {f"request of {name}"})
            self.assertEqual(socket_of(report, name)["received"], sum(replies for _, replies in own))


if __name__ == "__main__":
    unittest.main()
