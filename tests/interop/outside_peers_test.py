"""Zeroloom's sockets against pyzmq's: every pair of types that ZeroMQ allows, Zeroloom having the first type and pyzmq
the second, over tcp, ipc and ws, with either end binding. Messages really flow, and the report counts what Python
counted.

The pairs of one transport and one binding side run together in one topology, whose outside nodes are the pyzmq sockets.
"""
import json
import os
import subprocess
import tempfile
import unittest

import zmq

import outside_peer as peers
from outside_peer import MESSAGES

ZEROLOOMCTL = os.environ.get("ZEROLOOMCTL", "zeroloomctl")
RUN_FOR = "4s"
DEADLINE = 60  # seconds, for the whole run


class Pair:
    """One socket of Zeroloom and one outside; what each plays, and what must be true of the counters."""

    def __init__(self, ours, theirs, role, peer, params=None, socket=None, options=(), sends=None, receives=None,
                 **attributes):
        self.ours, self.theirs, self.role = ours, theirs, role
        self.peer_class, self.options, self.attributes = peer, options, attributes
        self.params = params or {}
        self.socket_extras = socket or {}
        self.sends, self.receives = sends, receives  # how many messages ours must send and receive at least
        self.name = f"{ours}_{theirs}_{role}"

    def node(self):
        return {"id": self.name, "role": self.role, "params": self.params,
                "sockets": [{"id": "s", "type": self.ours, **self.socket_extras}]}

    def outside_node(self):
        return {"id": "their_" + self.name, "role": "outside", "sockets": [{"id": "s", "type": self.theirs}]}

    def start(self, context, endpoint, outside_binds):
        peer = self.peer_class(context, self.theirs, endpoint, outside_binds, self.options)
        for name, value in self.attributes.items():
            setattr(peer, name, value)
        return peer


SOURCE = {"rate": 200, "count": MESSAGES}
PUBLISHER = {"rate": 100}
REQUESTER = {"rate": 200, "count": MESSAGES}
NAMED = {"options": {"ROUTING_ID": "ours"}}
ALL = {"subscribe": [""]}
MANDATORY = ((zmq.ROUTER_MANDATORY, 1),)

PAIRS = [
    Pair("PUSH", "PULL", "source", peers.Receiver, SOURCE, sends=MESSAGES),
    Pair("PULL", "PUSH", "sink", peers.Sender, receives=MESSAGES),
    Pair("PUB", "SUB", "source", peers.Receiver, PUBLISHER, sends=MESSAGES),
    Pair("PUB", "XSUB", "source", peers.Receiver, PUBLISHER, sends=MESSAGES),
    Pair("XPUB", "SUB", "source", peers.Receiver, PUBLISHER, sends=MESSAGES),
    Pair("XPUB", "XSUB", "source", peers.Receiver, PUBLISHER, sends=MESSAGES),
    Pair("SUB", "XPUB", "sink", peers.SubscribedPublisher, socket=ALL, receives=MESSAGES),
    Pair("XSUB", "XPUB", "sink", peers.SubscribedPublisher, socket=ALL, receives=MESSAGES),
    Pair("REQ", "REP", "requester", peers.Replier, REQUESTER, sends=MESSAGES, receives=MESSAGES),
    Pair("REQ", "ROUTER", "requester", peers.Replier, REQUESTER, sends=MESSAGES, receives=MESSAGES),
    Pair("REP", "REQ", "replier", peers.Requester, sends=MESSAGES, receives=MESSAGES),
    Pair("REP", "DEALER", "replier", peers.Requester, sends=MESSAGES, receives=MESSAGES, envelope=[b""]),
    Pair("DEALER", "REP", "requester", peers.Replier, REQUESTER, sends=MESSAGES, receives=MESSAGES),
    Pair("DEALER", "ROUTER", "requester", peers.Replier, REQUESTER, sends=MESSAGES, receives=MESSAGES),
    Pair("DEALER", "ROUTER", "source", peers.Receiver, SOURCE, sends=MESSAGES),
    Pair("DEALER", "ROUTER", "sink", peers.Sender, socket=NAMED, options=MANDATORY, receives=MESSAGES, to=b"ours"),
    Pair("DEALER", "DEALER", "peer", peers.Talker, SOURCE, sends=MESSAGES, receives=MESSAGES),
    Pair("DEALER", "DEALER", "replier", peers.Requester, sends=MESSAGES, receives=MESSAGES),
    Pair("ROUTER", "REQ", "replier", peers.Requester, sends=MESSAGES, receives=MESSAGES),
    Pair("ROUTER", "DEALER", "replier", peers.Requester, sends=MESSAGES, receives=MESSAGES),
    Pair("ROUTER", "DEALER", "sink", peers.Sender, receives=MESSAGES),
    Pair("ROUTER", "ROUTER", "replier", peers.Requester, socket=NAMED, options=MANDATORY, sends=MESSAGES,
         receives=MESSAGES, envelope=[b"ours"]),
    Pair("PAIR", "PAIR", "peer", peers.Talker, SOURCE, sends=MESSAGES, receives=MESSAGES),
    Pair("PAIR", "PAIR", "source", peers.Receiver, SOURCE, sends=MESSAGES),
    Pair("PAIR", "PAIR", "sink", peers.Sender, receives=MESSAGES),
]

# A PUB cannot know when somebody has subscribed, so what comes through is sent on to a PULL outside, which sees it.
ECHOED = ["SUB", "XSUB"]


class OutsidePeers:
    """All pairs in one run; a class below for each transport and binding side."""

    transport = None
    outside_binds = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="zeroloom-")
        cls.context = zmq.Context()
        cls.nodes, cls.wires, cls.running, cls.pullers = [], [], {}, {}
        try:
            for pair in PAIRS:
                cls.add_pair(pair)
            for subscriber in ECHOED:
                cls.add_echo(subscriber)
            cls.report = cls.run_topology()
        finally:
            for peer in [*cls.running.values(), *cls.pullers.values()]:
                peer.end()
                if peer.is_alive():
                    peer.join(DEADLINE)
                peer.socket.close()
            cls.context.term()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def endpoint(cls, name, outside_binds):
        if cls.transport == "ipc":
            return peers.ipc_endpoint(cls.folder.name, name)
        endpoint = "tcp://127.0.0.1:*" if outside_binds else peers.free_tcp_endpoint()
        return endpoint.replace("tcp:", cls.transport + ":")

    @classmethod
    def wire(cls, identifier, ours, theirs, ours_sends_first, endpoint, outside_binds):
        ends = (ours, theirs) if ours_sends_first else (theirs, ours)
        ours_is, theirs_is = ("from", "to") if ours_sends_first else ("to", "from")
        cls.wires.append({"id": identifier, "from": ends[0], "to": ends[1], "endpoint": endpoint,
                          "bind": theirs_is if outside_binds else ours_is})

    @classmethod
    def add_pair(cls, pair):
        short = f"p{len(cls.running)}"
        peer = pair.start(cls.context, cls.endpoint(short, cls.outside_binds), cls.outside_binds)
        cls.running[pair.name] = peer
        cls.nodes += [pair.node(), pair.outside_node()]
        cls.wire(pair.name, pair.name + ".s", f"their_{pair.name}.s", pair.sends is not None, peer.endpoint,
                 cls.outside_binds)

    @classmethod
    def add_echo(cls, subscriber):
        name = subscriber + "_PUB_worker"
        puller = peers.Receiver(cls.context, "PULL", cls.endpoint("pull" + name, True), True)
        publisher = peers.Publisher(cls.context, "PUB", cls.endpoint("pub" + name, cls.outside_binds),
                                    cls.outside_binds)
        publisher.heard = lambda: puller.received > 0
        cls.running[name], cls.pullers[name] = publisher, puller
        cls.nodes += [
            {"id": name, "role": "worker", "sockets": [{"id": "in", "type": subscriber, "subscribe": [""]},
                                                       {"id": "out", "type": "PUSH"}]},
            {"id": "their_" + name, "role": "outside", "sockets": [{"id": "s", "type": "PUB"}]},
            {"id": "echo_" + name, "role": "outside", "sockets": [{"id": "s", "type": "PULL"}]}]
        cls.wire(name, name + ".in", f"their_{name}.s", False, publisher.endpoint, cls.outside_binds)
        cls.wire("echo_" + name, name + ".out", f"echo_{name}.s", True, puller.endpoint, True)

    @classmethod
    def run_topology(cls):
        path = os.path.join(cls.folder.name, "outside.zeroloom")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"zeroloom": 1, "name": "Outside peers", "hosts": [{"id": "local"}], "nodes": cls.nodes,
                       "wires": cls.wires}, file)
        for peer in [*cls.running.values(), *cls.pullers.values()]:
            peer.start()
        done = subprocess.run([ZEROLOOMCTL, "run", path, "--for", RUN_FOR, "--report", "-"], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=DEADLINE, check=False)
        if done.returncode != 0:
            raise AssertionError(f"zeroloomctl run ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return json.loads(done.stdout)

    def socket_report(self, node, socket):
        found = [entry for entry in self.report["nodes"] if entry["id"] == node]
        self.assertEqual(len(found), 1, f"node {node} is not in the report")
        self.assertIsNone(found[0]["error"])
        return next(entry for entry in found[0]["sockets"] if entry["id"] == socket)

    def wire_report(self, identifier):
        return next(entry for entry in self.report["wires"] if entry["id"] == identifier)

    def check_pair(self, pair):
        peer = self.running[pair.name]
        self.assertIsNone(peer.error)
        ours = self.socket_report(pair.name, "s")
        self.assertEqual(ours["type"], pair.ours)
        if pair.sends is not None:
            self.assertGreaterEqual(ours["sent"], pair.sends)
            if pair.ours in ("PUB", "XPUB"):
                # What was sent before anybody subscribed is nobody's; all that came after has arrived.
                self.assertTrue(peer.messages, "nothing came through")
                first = peers.sequence_number(peer.messages[0][-1])
                self.assertEqual([peers.sequence_number(frames[-1]) for frames in peer.messages],
                                 list(range(first, ours["sent"] + 1)))
            else:
                self.assertEqual(peer.received, ours["sent"])
        if pair.receives is not None:
            self.assertGreaterEqual(peer.sent, pair.receives)
            self.assertEqual(ours["received"], peer.sent)
        self.check_wire(pair.name, ours)

    def check_wire(self, identifier, ours):
        """`from` is the end that sends first by the pattern; the outside end may have no state."""
        wire = self.wire_report(identifier)
        ours_is_from = not wire["from"].startswith("their_")
        self.assertEqual(wire["state"]["from" if ours_is_from else "to"], "connected", wire)
        if self.transport != "ipc":
            self.assertRegex(wire["endpoint"], rf"^{self.transport}://127\.0\.0\.1:[0-9]+/?$")
        if not ours_is_from:
            self.assertEqual(wire["received"], ours["received"])
        elif ours["type"] not in ("PUB", "XPUB"):  # what a publisher's peer outside wanted is not known
            self.assertEqual(wire["sent"], ours["sent"])
        # What waits on its way to a program outside, or from it, cannot be known, and is never shown as 0.
        self.assertEqual(wire["queue"], {"depth": None, "quality": "unknown"})

    def check_echo(self, subscriber):
        name = subscriber + "_PUB_worker"
        publisher, puller = self.running[name], self.pullers[name]
        self.assertIsNone(publisher.error)
        self.assertIsNone(puller.error)
        self.assertTrue(puller.messages, "nothing came through")
        first = int(puller.messages[0][-1].rsplit(b"-", 1)[1])
        self.assertEqual([frames[-1] for frames in puller.messages],
                         [peers.tag(number) for number in range(first, publisher.sent)])
        self.assertEqual(self.socket_report(name, "in")["received"], puller.received)
        self.assertEqual(self.socket_report(name, "out")["sent"], puller.received)
        self.check_wire(name, self.socket_report(name, "in"))

    def test_events_tell_of_every_connection(self):
        events = self.report["events"]
        self.assertGreaterEqual(events["connected"] + events["accepted"], len(self.wires))
        self.assertEqual(events["handshake_failed"], 0)


def add_tests(suite):
    for pair in PAIRS:
        setattr(suite, "test_" + pair.name, lambda self, pair=pair: self.check_pair(pair))
    for subscriber in ECHOED:
        setattr(suite, f"test_{subscriber}_PUB_worker", lambda self, subscriber=subscriber: self.check_echo(subscriber))


add_tests(OutsidePeers)


class TcpZeroloomBinds(OutsidePeers, unittest.TestCase):
    transport, outside_binds = "tcp", False


class TcpOutsideBinds(OutsidePeers, unittest.TestCase):
    transport, outside_binds = "tcp", True


class IpcZeroloomBinds(OutsidePeers, unittest.TestCase):
    transport, outside_binds = "ipc", False


class IpcOutsideBinds(OutsidePeers, unittest.TestCase):
    transport, outside_binds = "ipc", True


@unittest.skipUnless(zmq.has("WS"), "this libzmq has no ws")
class WsZeroloomBinds(OutsidePeers, unittest.TestCase):
    transport, outside_binds = "ws", False


@unittest.skipUnless(zmq.has("WS"), "this libzmq has no ws")
class WsOutsideBinds(OutsidePeers, unittest.TestCase):
    transport, outside_binds = "ws", True


if __name__ == "__main__":
    unittest.main()
