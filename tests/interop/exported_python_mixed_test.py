"""Every role as an exported Python program, with Zeroloom's own nodes at the other ends of its wires: both count the
same messages, in both directions.

All cases run together. In the topology that is exported, the nodes of host `py` are Python's; in the one that
`zeroloomctl run` runs, the same nodes are outside. A run that was too short to see everything is made again, longer.
"""
import copy
import json
import os
import signal
import subprocess
import tempfile
import unittest

import python_folder
from python_folder import Program, ZEROLOOMCTL
from topology_run import socket_of

SECONDS = [6, 12, 24]  # of one run after the other, until all cases are well
RAW = "00ff0a22"  # a topic that is no text: NUL, 0xff, a newline and a quote


def sock(identifier, socket_type, **more):
    return {"id": identifier, "type": socket_type, **more}


class Network:
    def __init__(self, folder):
        self.folder = folder
        self.nodes, self.wires = [], []

    def node(self, identifier, role, *sockets, python=False, **params):
        self.nodes.append({"id": identifier, "role": role, "host": "py" if python else "local", "params": params,
                           "sockets": list(sockets)})

    def python(self, identifier, role, *sockets, **params):
        self.node(identifier, role, *sockets, python=True, **params)

    def wire(self, source, target, bind):
        binder = source if bind == "from" else target
        self.wires.append({"from": source, "to": target, "bind": bind,
                           "endpoint": "ipc://" + os.path.join(self.folder, binder)})

    def save(self, name, outside_host=None):
        nodes = copy.deepcopy(self.nodes)
        for node in nodes:
            if node["host"] == outside_host:
                node.update(role="outside", params={}, host="local")
                for socket in node["sockets"]:
                    # The name that a ROUTER brings along is the others' matter, too.
                    options = socket.pop("options", {})
                    if socket["type"] == "ROUTER" and "ROUTING_ID" in options:
                        socket["options"] = {"ROUTING_ID": options["ROUTING_ID"]}
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"zeroloom": 1, "name": "Mixed", "hosts": [{"id": "local"}, {"id": "py"}], "nodes": nodes,
                       "wires": self.wires}, file)
        return path


def add_sources(net):
    for kind, far in (("PUSH", "PULL"), ("PAIR", "PAIR"), ("DEALER", "ROUTER")):
        net.python(f"src_{kind}", "source", sock("s", kind), rate=200, count=100, size=100)
        net.node(f"from_{kind}", "sink", sock("s", far))
        net.wire(f"src_{kind}.s", f"from_{kind}.s", "to")
    net.python("src_rep", "source", sock("s", "DEALER"), rate=100)
    net.node("rep_of_src", "replier", sock("s", "REP"))
    net.wire("src_rep.s", "rep_of_src.s", "to")
    for kind in ("PUB", "XPUB"):
        net.python(f"src_{kind}", "source", sock("s", kind), rate=100, topics=["a.1", "b.2"], text="Grüße \"$(x)\"")
        net.node(f"from_{kind}", "sink", sock("s", "SUB", subscribe=["a."]))
        net.wire(f"src_{kind}.s", f"from_{kind}.s", "from")
    net.python("src_two", "source", sock("one", "PUSH"), sock("two", "PAIR"), rate=100, count=50)
    net.node("from_one", "sink", sock("s", "PULL"))
    net.node("from_two", "sink", sock("s", "PAIR"))
    net.wire("src_two.one", "from_one.s", "from")
    net.wire("src_two.two", "from_two.s", "to")


def add_sinks(net):
    net.node("to_PULL", "source", sock("s", "PUSH"), rate=200)
    net.python("sink_PULL", "sink", sock("s", "PULL"), work="1ms")
    net.wire("to_PULL.s", "sink_PULL.s", "to")
    net.node("to_ROUTER", "source", sock("s", "DEALER"), rate=200)
    net.node("to_PAIR", "source", sock("s", "PAIR"), rate=200)
    net.python("sink_two", "sink", sock("r", "ROUTER"), sock("p", "PAIR"))
    net.wire("to_ROUTER.s", "sink_two.r", "to")
    net.wire("to_PAIR.s", "sink_two.p", "to")
    for kind in ("SUB", "XSUB"):
        net.node(f"to_{kind}", "source", sock("s", "PUB"), rate=200, topics=["raw.é", "other"])
        net.python(f"sink_{kind}", "sink", sock("s", kind, subscribe=[{"hex": RAW}, "raw.é"]))
        net.wire(f"to_{kind}.s", f"sink_{kind}.s", "from")


def add_workers_and_peers(net):
    net.node("feed", "source", sock("s", "PUSH"), rate=200)
    net.python("work_push", "worker", sock("in", "PULL"), sock("out", "PUSH"), work="500us")
    net.node("fed", "sink", sock("s", "PULL"))
    net.wire("feed.s", "work_push.in", "to")
    net.wire("work_push.out", "fed.s", "to")
    net.node("news", "source", sock("s", "PUB"), rate=200)
    net.python("work_pub", "worker", sock("in", "SUB", subscribe=[""]), sock("out", "XPUB"))
    net.node("reader", "sink", sock("s", "SUB", subscribe=[""]))
    net.wire("news.s", "work_pub.in", "from")
    net.wire("work_pub.out", "reader.s", "from")
    for name, ours, theirs in (("pair", "PAIR", "PAIR"), ("dealer", "DEALER", "DEALER"), ("router", "ROUTER", "DEALER"),
                               ("routers", "ROUTER", "ROUTER")):
        net.python(f"peer_{name}", "peer", sock("s", ours), rate=100)
        net.node(f"far_{name}", "peer", sock("s", theirs), rate=100)
        net.wire(f"peer_{name}.s", f"far_{name}.s", "to")


def add_tasks(net):
    """Python on the one side of a pipeline that ends itself, and then on the other."""
    net.python("vent_py", "ventilator", sock("out", "PUSH"), sock("sink", "PUSH"), tasks=40, rate=20, longest="5ms")
    net.node("vent_own", "ventilator", sock("out", "PUSH"), sock("sink", "PUSH"), tasks=40, rate=20, longest="5ms")
    for vent, worker, gatherer, python in (("vent_py", "timed_own", "gather_py", False),
                                           ("vent_own", "timed_py", "gather_own", True)):
        net.node(worker, "worker", sock("in", "PULL"), sock("out", "PUSH"), sock("control", "SUB"), timing="message",
                 python=python)
        net.node(gatherer, "collector", sock("in", "PULL"), sock("control", "PUB"), results=40, python=not python)
        net.wire(f"{vent}.out", f"{worker}.in", "from")
        net.wire(f"{vent}.sink", f"{gatherer}.in", "to")
        net.wire(f"{worker}.out", f"{gatherer}.in", "to")
        net.wire(f"{gatherer}.control", f"{worker}.control", "from")
    net.node("told_feed", "source", sock("s", "PUSH"), rate=100)
    net.python("told_py", "worker", sock("control", "SUB"), sock("in", "PULL"), sock("out", "DEALER"), work="1ms")
    net.node("told_fed", "sink", sock("s", "ROUTER"))
    net.node("tells", "source", sock("s", "PUB"), rate=1, text="KILL")
    net.wire("told_feed.s", "told_py.in", "to")
    net.wire("told_py.out", "told_fed.s", "to")
    net.wire("tells.s", "told_py.control", "from")


def add_synchronised(net):
    for name, python in (("py", True), ("own", False)):
        net.node(f"pub_{name}", "synchronised-publisher", sock("publisher", "PUB"), sock("sync", "REP"), count=200,
                 rate=1000, subscribers=1, python=python)
        net.node(f"sub_of_{name}", "synchronised-subscriber", sock("subscriber", "SUB"), sock("sync", "REQ"),
                 delay="500ms", python=not python)
        net.wire(f"pub_{name}.publisher", f"sub_of_{name}.subscriber", "from")
        net.wire(f"sub_of_{name}.sync", f"pub_{name}.sync", "to")


def add_work(net):
    for name, python in (("py", True), ("own", False)):
        net.node(f"boss_{name}", "dispatcher", sock("s", "ROUTER"), period="0", python=python)
        for kind in ("REQ", "DEALER"):
            net.node(f"asks_{kind}_{name}", "asking-worker", sock("s", kind), longest="20ms", python=not python)
            net.wire(f"asks_{kind}_{name}.s", f"boss_{name}.s", "to")
    net.node("talks", "peer", sock("s", "DEALER"), rate=20, text="request")
    net.python("takes_time", "asynchronous-worker", sock("s", "DEALER"), longest="20ms")
    net.wire("talks.s", "takes_time.s", "to")


def add_texts(net):
    for name, ours, theirs in (("req", "REQ", "REP"), ("dealer", "DEALER", "ROUTER")):
        net.python(f"greets_{name}", "requester", sock("s", ours), rate=100, count=20, text="Hello")
        net.node(f"greeted_{name}", "replier", sock("s", theirs), text="World")
        net.wire(f"greets_{name}.s", f"greeted_{name}.s", "to")
    net.node("hails_rep", "requester", sock("s", "DEALER"), rate=100, count=20)
    net.node("hails_router", "requester", sock("s", "REQ"), rate=100, count=20)
    net.python("hailed_rep", "replier", sock("s", "REP"), text="Grüße")
    net.python("hailed_router", "replier", sock("s", "ROUTER"), text="Grüße")
    for kind in ("rep", "router"):
        net.wire(f"hails_{kind}.s", f"hailed_{kind}.s", "to")


def add_proxies(net):
    for name, near, front, back, far, capture, look in (
            ("rr", "REQ", "ROUTER", "DEALER", "REP", "PUSH", "PULL"),
            ("ps", "PUB", "XSUB", "XPUB", "SUB", "PUB", "SUB"),
            ("pp", "PUSH", "PULL", "PUSH", "PULL", "DEALER", "DEALER")):
        net.node(f"near_{name}", "requester" if near == "REQ" else "source", sock("s", near), rate=100)
        net.python(f"proxy_{name}", "proxy", sock("frontend", front), sock("backend", back), sock("capture", capture))
        everything = {"subscribe": [""]}
        net.node(f"far_{name}", "replier" if far == "REP" else "sink",
                 sock("s", far, **(everything if far == "SUB" else {})))
        net.node(f"look_{name}", "sink", sock("s", look, **(everything if look == "SUB" else {})))
        net.wire(f"near_{name}.s", f"proxy_{name}.frontend", "to")
        net.wire(f"proxy_{name}.backend", f"far_{name}.s", "from")
        net.wire(f"proxy_{name}.capture", f"look_{name}.s", "from")


def add_requests(net):
    for name, ours, theirs, bind, params in (
            ("req", "REQ", "REP", "to", {}), ("reqrouter", "REQ", "ROUTER", "to", {}),
            ("reqbinds", "REQ", "REP", "from", {}), ("dealer", "DEALER", "REP", "to", {"window": 5}),
            ("tiny", "DEALER", "ROUTER", "from", {"size": 1, "window": 3}),
            ("empty", "DEALER", "REP", "to", {"size": 0}), ("late", "REQ", "REP", "to", {"timeout": "20ms", "retries": 1}),
            ("latebinds", "REQ", "REP", "from", {"timeout": "20ms", "retries": 1}),
            ("latedealer", "DEALER", "REP", "to", {"timeout": "20ms", "retries": 1})):
        late = name.startswith("late")
        net.python(f"ask_{name}", "requester", sock("s", ours), rate=100, **({"count": 5 if late else 50} | params))
        net.node(f"told_{name}", "replier", sock("s", theirs), work="60ms" if late else "0")
        net.wire(f"ask_{name}.s", f"told_{name}.s", bind)
    for name, theirs, ours, options in (("rep", "REQ", "REP", {}), ("router", "REQ", "ROUTER", {"ROUTER_MANDATORY": True}),
                                        ("repdealer", "DEALER", "REP", {}), ("dealer", "DEALER", "ROUTER", {})):
        net.node(f"asks_{name}", "requester", sock("s", theirs), rate=100, window=3)
        net.python(f"reply_{name}", "replier", sock("s", ours, options=options), work="1ms")
        net.wire(f"asks_{name}.s", f"reply_{name}.s", "to")
    net.node("asks_one", "requester", sock("s", "REQ"), rate=100)
    net.node("asks_two", "requester", sock("s", "REQ"), rate=100)
    net.python("reply_both", "replier", sock("one", "REP"), sock("two", "ROUTER"))
    net.wire("asks_one.s", "reply_both.one", "to")
    net.wire("asks_two.s", "reply_both.two", "to")


def add_brokers(net):
    """One broker of each side, with clients and workers of both."""
    for name, add in (("py", net.python), ("own", net.node)):
        add(f"lb_{name}", "load-balancer", sock("frontend", "ROUTER"), sock("backend", "ROUTER"))
        net.node(f"lbask_{name}", "requester", sock("s", "REQ"), rate=100)
        net.wire(f"lbask_{name}.s", f"lb_{name}.frontend", "to")
        for kind, ready in (("REQ", "READY"), ("DEALER", "01")):
            worker = f"lbwork_{name}_{kind}"
            (net.python if name == "own" else net.node)(worker, "ready-worker", sock("s", kind), ready=ready, work="1ms")
            net.wire(f"{worker}.s", f"lb_{name}.backend", "to")
    names = {"PY": net.python, "OWN": net.node}
    for name, add in names.items():
        options = {"ROUTING_ID": name}
        add(f"peer_{name}", "peering-broker", sock("localfe", "ROUTER"), sock("localbe", "ROUTER"),
            sock("cloudfe", "ROUTER", options=options), sock("cloudbe", "ROUTER", options=options),
            sock("statebe", "PUB"), sock("statefe", "SUB"), sock("monitor", "PULL"), name=name, period="200ms")
        net.node(f"burst_{name}", "bursting-client", sock("frontend", "REQ"), sock("monitor", "PUSH"), pause="200ms")
        net.wire(f"burst_{name}.frontend", f"peer_{name}.localfe", "to")
        net.wire(f"burst_{name}.monitor", f"peer_{name}.monitor", "to")
    net.python("burst_three", "bursting-client", sock("frontend", "REQ"), pause="200ms")
    net.wire("burst_three.frontend", "peer_OWN.localfe", "to")
    net.node("peerwork_PY", "ready-worker", sock("s", "REQ"), work="5ms")
    net.wire("peerwork_PY.s", "peer_PY.localbe", "to")
    net.python("peerwork_OWN", "ready-worker", sock("s", "REQ"), work="5ms")
    net.wire("peerwork_OWN.s", "peer_OWN.localbe", "to")
    for one, other in (("PY", "OWN"), ("OWN", "PY")):
        net.wire(f"peer_{one}.cloudbe", f"peer_{other}.cloudfe", "to")
        net.wire(f"peer_{one}.statebe", f"peer_{other}.statefe", "from")


def add_hearts(net):
    net.python("watch", "heartbeater", sock("ping", "XPUB"), sock("pong", "ROUTER"), period="200ms", grace="150ms")
    net.node("beating", "heart", sock("ping", "SUB"), sock("pong", "DEALER"), count=3)
    net.node("monitor", "heartbeater", sock("ping", "PUB"), sock("pong", "ROUTER"), period="500ms")
    net.python("hearts", "heart", sock("ping", "SUB"), sock("pong", "DEALER"), count=2, name="100%\"é")
    net.python("slow", "heart", sock("ping", "SUB"), sock("pong", "DEALER"), delay="50ms")
    for watch, heart in (("watch", "beating"), ("monitor", "hearts"), ("monitor", "slow")):
        net.wire(f"{watch}.ping", f"{heart}.ping", "from")
        net.wire(f"{heart}.pong", f"{watch}.pong", "to")
    for name, kind, bind in (("dealer", "DEALER", "to"), ("req", "REQ", "to"), ("reqbinds", "REQ", "from")):
        net.python(f"ping_{name}", "pinger", sock("ping", kind), period="200ms")
        net.node(f"echo_{name}", "replier", sock("s", "REP"))
        net.wire(f"ping_{name}.ping", f"echo_{name}.s", bind)
    net.node("hub", "source", sock("s", "PUB"), rate=10)
    net.python("hears", "listener", sock("beats", "SUB"), period="100ms", misses=10)
    net.wire("hub.s", "hears.beats", "from")
    net.python("gone", "listener", sock("beats", "SUB"), period="100ms", misses=2)
    net.node("mute", "source", sock("s", "PUB"), rate=0.001, topics=["x"])
    net.wire("mute.s", "gone.beats", "from")


class Mixed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="zeroloom-")
        cls.net = Network(cls.temporary.name)
        for add in (add_sources, add_sinks, add_workers_and_peers, add_tasks, add_synchronised, add_work,
                    add_texts, add_proxies, add_requests, add_brokers, add_hearts):
            add(cls.net)
        cls.folder = os.path.join(cls.temporary.name, "python")
        cls.remarks = python_folder.export(cls.net.save("all.zeroloom"), cls.folder)
        cls.own = cls.net.save("own.zeroloom", outside_host="py")
        for seconds in SECONDS:
            cls.run_both(seconds)
            if not cls.problems():
                break

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def run_both(cls, seconds):
        """Python ends first, so that what it says it sent can still arrive."""
        with Program(cls.folder, "launch.py", "--host", "py") as launcher:
            cls.launcher = launcher
            run = subprocess.Popen([ZEROLOOMCTL, "run", cls.own, "--report", "-"], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            try:
                try:
                    launcher.process.wait(seconds)
                except subprocess.TimeoutExpired:
                    pass
                cls.code = launcher.finish()
                run.send_signal(signal.SIGINT)
                output, cls.messages = run.communicate(timeout=python_folder.DEADLINE)
            finally:
                if run.poll() is None:
                    run.kill()
                    run.communicate()
        cls.report = json.loads(output)

    @classmethod
    def said(cls, pattern):
        """Of the program whose name leads the pattern."""
        return cls.launcher.number("^" + pattern)

    @classmethod
    def received(cls, node, socket="s"):
        return socket_of(cls.report, node, socket)["received"]

    @classmethod
    def sent(cls, node, socket="s"):
        return socket_of(cls.report, node, socket)["sent"]

    @classmethod
    def problems(cls):
        checks = [getattr(cls, name) for name in dir(cls) if name.startswith("check_")]
        return [problem for check in checks for problem in check()]

    @classmethod
    def compare(cls, what, figures, good):
        return [] if good else [f"{what}: {figures}"]

    @classmethod
    def check_sources(cls):
        found = []
        for kind in ("PUSH", "PAIR", "DEALER"):
            figures = (cls.said(rf"src_{kind}: (\d+) messages sent"), cls.received(f"from_{kind}"),
                       socket_of(cls.report, f"from_{kind}", "s")["bytes_received"])
            found += cls.compare(f"source {kind}", figures, figures[:2] == (100, 100) and figures[2] >= 100 * 100)
        figures = (cls.said(r"src_rep: (\d+) messages sent"), cls.received("rep_of_src"), cls.sent("rep_of_src"))
        found += cls.compare("source to REP", figures, figures[0] == figures[1] == figures[2] > 10)
        for kind in ("PUB", "XPUB"):
            figures = (cls.said(rf"src_{kind}: (\d+) messages sent"), cls.received(f"from_{kind}"))
            found += cls.compare(f"source {kind}", figures, 10 < figures[1] <= figures[0] // 2 + 1)
        figures = (cls.said(r"src_two: (\d+) messages sent"), cls.received("from_one"), cls.received("from_two"))
        return found + cls.compare("source of two sockets", figures, figures == (100, 50, 50))

    @classmethod
    def check_sinks(cls):
        found = []
        for node, name, at_most in (("to_PULL", "sink_PULL: ", 1), ("to_SUB", "sink_SUB: ", 0.5),
                                    ("to_XSUB", "sink_XSUB: ", 0.5)):
            figures = (cls.sent(node), cls.said(rf"{name}(\d+) messages received"))
            found += cls.compare(f"sink {node}", figures, 10 < figures[1] <= figures[0] * at_most + 1)
        for node, name in (("to_ROUTER", "r"), ("to_PAIR", "p")):
            figures = (cls.sent(node), cls.said(rf"sink_two: (\d+) messages received by {name}$"))
            found += cls.compare(f"sink {node}", figures, 10 < figures[1] <= figures[0])
        return found

    @classmethod
    def check_workers_and_peers(cls):
        found = []
        for node, near, far in (("work_push", "feed", "fed"), ("work_pub", "news", "reader")):
            figures = (cls.sent(near), cls.said(rf"{node}: (\d+) messages passed on"), cls.received(far))
            found += cls.compare(node, figures, figures[0] >= figures[1] >= figures[2] > 10)
        for name in ("pair", "dealer", "router", "routers"):
            figures = (cls.said(rf"peer_{name}: (\d+) messages sent"), cls.received(f"far_{name}"),
                       cls.sent(f"far_{name}"), cls.said(rf"peer_{name}: \d+ messages sent, (\d+) received"))
            found += cls.compare(f"peer {name}", figures, figures[0] >= figures[1] > 10 and figures[2] >= figures[3] > 10)
        return found

    @classmethod
    def check_proxies(cls):
        found = []
        for name in ("rr", "ps", "pp"):
            figures = (cls.sent(f"near_{name}"), cls.said(rf"proxy_{name}: (\d+) to the backend"),
                       cls.received(f"far_{name}"), cls.received(f"look_{name}"))
            found += cls.compare(f"proxy {name}", figures, figures[0] >= figures[1] >= figures[2] > 10 < figures[3])
        figures = (cls.sent("far_rr"), cls.said(r"proxy_rr: (\d+) to the frontend"), cls.received("near_rr"))
        found += cls.compare("proxy's replies", figures, figures[0] >= figures[1] >= figures[2] > 10)
        figures = cls.said(r"proxy_ps: (\d+) to the frontend")
        return found + cls.compare("proxy's subscriptions", figures, figures > 0)

    @classmethod
    def figures(cls, node):
        return next(entry for entry in cls.report["nodes"] if entry["id"] == node)["figures"]

    @classmethod
    def check_tasks(cls):
        figures = (cls.said(r"vent_py: (\d+) tasks"), cls.received("timed_own", "in"), cls.sent("timed_own", "out"),
                   cls.said(r"gather_py: (\d+) results in \d+ ms"), cls.received("timed_own", "control"))
        found = cls.compare("tasks of Python's ventilator", figures, figures == (40, 40, 40, 40, 1))
        figures = (cls.figures("vent_own")["tasks"], cls.said(r"timed_py: (\d+) messages passed on"),
                   cls.figures("gather_own")["results"])
        found += cls.compare("tasks of Python's worker", figures, figures == (40, 40, 40))
        figures = (cls.said(r"told_py: (\d+) messages passed on"), cls.received("told_fed"))
        return found + cls.compare("a worker that was told to end", figures, figures[0] == figures[1] < 300)

    @classmethod
    def check_synchronised(cls):
        told = cls.figures("sub_of_py")
        found = cls.compare("Python's publisher", told, told == {"updates": 200, "complete": True})
        figures = cls.said(r"sub_of_own: (\d+) updates, all")
        return found + cls.compare("Python's subscriber", figures, figures == 200)

    @classmethod
    def check_work(cls):
        """What was under way when they ended has been given and is not done."""
        figures = (cls.said(r"boss_py: (\d+) tasks given"), cls.figures("asks_REQ_py")["tasks"],
                   cls.figures("asks_DEALER_py")["tasks"])
        found = cls.compare("Python's dispatcher", figures,
                            0 <= figures[0] - figures[1] - figures[2] <= 2 < min(figures))
        figures = (cls.figures("boss_own")["tasks"], cls.said(r"asks_REQ_own: (\d+) tasks done"),
                   cls.said(r"asks_DEALER_own: (\d+) tasks done"))
        found += cls.compare("Python's workers", figures, 0 <= figures[0] - figures[1] - figures[2] <= 2 < min(figures))
        figures = (cls.sent("talks"), cls.said(r"takes_time: (\d+) requests"),
                   cls.said(r"takes_time: \d+ requests, (\d+) replies"), cls.received("talks"))
        return found + cls.compare("asynchronous worker", figures,
                                   figures[0] >= figures[1] > 10 and figures[2] == figures[3] != figures[1])

    @classmethod
    def check_texts(cls):
        found = []
        for name in ("req", "dealer"):
            figures = (cls.said(rf"greets_{name}: (\d+) requests"),
                       cls.said(rf"greets_{name}: \d+ requests, (\d+) replies"), cls.sent(f"greeted_{name}"))
            found += cls.compare(f"greeting {name}", figures, figures == (20, 20, 20))
        for kind in ("rep", "router"):
            socket = socket_of(cls.report, f"hails_{kind}")
            figures = (cls.figures(f"hails_{kind}")["replies"], socket["received"], socket["bytes_received"])
            found += cls.compare(f"hailed {kind}", figures, figures == (20, 20, 20 * len("Grüße".encode())))
        return found

    @classmethod
    def check_requests(cls):
        found = []
        for name in ("req", "reqrouter", "reqbinds", "dealer", "tiny", "empty"):
            figures = (cls.said(rf"ask_{name}: (\d+) requests"), cls.said(rf"ask_{name}: \d+ requests, (\d+) replies"),
                       cls.received(f"told_{name}"), cls.sent(f"told_{name}"))
            found += cls.compare(f"requester {name}", figures, figures == (50, 50, 50, 50))
        for name in ("late", "latebinds", "latedealer"):
            figures = (cls.said(rf"ask_{name}: (\d+) requests"), cls.said(rf"ask_{name}: \d+ requests, (\d+) replies"),
                       len(cls.launcher.said(f"^ask_{name}: no reply after 2 tries")))
            found += cls.compare(f"requester {name}", figures, figures[0] == figures[1] + figures[2] == 5 and figures[2])
        for asks, reply in (("asks_rep", "rep"), ("asks_router", "router"), ("asks_repdealer", "repdealer"),
                            ("asks_dealer", "dealer")):
            figures = (cls.sent(asks), cls.said(rf"reply_{reply}: (\d+) requests answered"), cls.received(asks))
            found += cls.compare(f"replier {reply}", figures, figures[0] >= figures[1] >= figures[2] > 10)
        figures = (cls.received("asks_one"), cls.received("asks_two"), cls.said(r"reply_both: (\d+) requests answered"))
        return found + cls.compare("replier of two sockets", figures, min(figures[:2]) > 10 and
                                   figures[2] >= figures[0] + figures[1])

    @classmethod
    def check_brokers(cls):
        found = []
        figures = (cls.sent("lbask_py"), cls.said(r"lb_py: (\d+) requests"), cls.received("lbwork_py_REQ"),
                   cls.received("lbwork_py_DEALER"), cls.received("lbask_py"))
        found += cls.compare("load balancer", figures, figures[0] >= figures[1] >= figures[4] > 10 and
                             min(figures[2:4]) > 5)
        figures = (cls.received("lb_own", "frontend"), cls.said(r"lbwork_own_REQ: (\d+) requests answered"),
                   cls.said(r"lbwork_own_DEALER: (\d+) requests answered"), cls.received("lbask_own"))
        found += cls.compare("ready workers", figures, figures[0] >= figures[1] + figures[2] - 2 and
                             min(figures[1:3]) > 5 and figures[3] > 10)
        figures = (cls.said(r"peer_PY: \d+ requests for the own workers, (\d+) to the cloud"),
                   cls.received("peer_OWN", "cloudfe"), cls.sent("peer_OWN", "cloudbe"),
                   cls.sent("peer_OWN", "cloudfe"), cls.received("peer_OWN", "cloudbe"))
        found += cls.compare("peering brokers", figures, figures[0] >= figures[1] >= figures[3] > 0 and
                             figures[2] >= figures[4] > 0)
        figures = (cls.received("burst_PY", "frontend"), cls.received("burst_OWN", "frontend"),
                   cls.said(r"burst_three: \d+ tasks, (\d+) answers"), cls.received("peer_OWN", "monitor"),
                   len(cls.launcher.said("^peer_PY: [0-9A-F]{4}$")))
        return found + cls.compare("bursting clients", figures, min(figures) > 5)

    @classmethod
    def check_hearts(cls):
        found = []
        for heart in ("beating-0001", "beating-0002", "beating-0003"):
            found += cls.compare("heartbeater", cls.launcher.said("^watch:"),
                                 cls.launcher.said(f"^watch: b'{heart}' is alive"))
        states = {heart["id"]: heart["beats"] for heart in cls.report["hearts"] if heart["monitor"] == "monitor"}
        for heart in ("100%\"é-0001", "100%\"é-0002", "slow"):
            found += cls.compare("heart", states, states.get(heart, 0) > 2)
        figures = (cls.said(r"hearts: (\d+) beats answered"), states)
        found += cls.compare("heart", figures, figures[0] >= 4)
        for pinger in ("dealer", "req", "reqbinds"):
            found += cls.compare(f"pinger {pinger}", cls.launcher.said(f"^ping_{pinger}"),
                                 cls.launcher.said(f"^ping_{pinger}: echo_{pinger} is alive"))
            found += cls.compare(f"pinger {pinger}", cls.received(f"echo_{pinger}"), cls.sent(f"echo_{pinger}") > 2)
        found += cls.compare("listener", "", cls.launcher.said("^hears: hub is alive"))
        return found + cls.compare("listener", "", cls.launcher.said("^gone: mute is lost"))

    def test_sources_are_clean(self):
        self.assertEqual(python_folder.check_sources(self.folder), "")

    def test_ctrl_c_ends_all(self):
        self.assertEqual(self.code, 0, self.launcher.lines)
        self.assertFalse(self.launcher.said("Traceback|Error|killed"), self.launcher.lines)
        self.assertEqual(python_folder.processes_in(self.folder), [])


def add_tests():
    for name in dir(Mixed):
        if name.startswith("check_"):
            def test(self, check=getattr(Mixed, name)):
                self.assertEqual(check(), [])
            setattr(Mixed, "test_" + name[len("check_"):], test)


add_tests()

if __name__ == "__main__":
    unittest.main()
