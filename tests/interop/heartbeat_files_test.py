"""Connection files that are exported are read by the programs whose form they have: jupyter_client and ipyparallel, whose
own hearts then talk to a Zeroloom network at the endpoints that they say."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

import zmq
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import find_connection_file

from topology_run import ZEROLOOMCTL, wait_until


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class HeartbeatFilesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="zeroloom-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.hb_port, self.ping, self.pong = free_ports(3)
        self.topology = self.folder / "hearts.zeroloom"
        self.topology.write_text(json.dumps({"zeroloom": 1, "name": "Hearts", "nodes": [
            {"id": "ask", "role": "pinger", "sockets": [{"id": "ping", "type": "DEALER"}]},
            {"id": "kernel", "label": "A \"kernel\"\n$(id)", "role": "replier",
             "sockets": [{"id": "echo", "type": "ROUTER"}]},
            {"id": "hub", "role": "heartbeater", "params": {"period": "200ms"},
             "sockets": [{"id": "ping", "type": "PUB"}, {"id": "pong", "type": "ROUTER"}]},
            {"id": "heart", "role": "heart",
             "sockets": [{"id": "ping", "type": "SUB"}, {"id": "pong", "type": "DEALER"}]}],
            "wires": [
                {"id": "a", "from": "ask.ping", "to": "kernel.echo", "bind": "to",
                 "endpoint": f"tcp://127.0.0.1:{self.hb_port}"},
                {"id": "b", "from": "hub.ping", "to": "heart.ping", "bind": "from",
                 "endpoint": f"tcp://127.0.0.1:{self.ping}"},
                {"id": "c", "from": "heart.pong", "to": "hub.pong", "bind": "to",
                 "endpoint": f"tcp://127.0.0.1:{self.pong}"}]}))
        self.files = self.folder / "files"
        subprocess.run([ZEROLOOMCTL, "export", self.topology, "--to", "heartbeat", "-o", self.files], check=True,
                       stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    def run_network(self):
        events = self.folder / "events"
        process = subprocess.Popen([ZEROLOOMCTL, "run", self.topology, "--events", events], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return events

    def client(self):
        client = BlockingKernelClient(connection_file=find_connection_file("kernel-kernel.json", [str(self.files)]))
        client.load_connection_file()
        return client

    def test_jupyter_client_reads_the_kernels_file(self):
        client = self.client()
        self.assertEqual((client.ip, client.transport, client.hb_port), ("127.0.0.1", "tcp", self.hb_port))

    def test_jupyter_reaches_the_heart_by_it(self):
        self.run_network()
        with zmq.Context() as context, context.socket(zmq.REQ) as ping:
            ping.connect(self.client()._make_url("hb"))  # as its heartbeat channel does
            ping.send(b"are you alive?")
            self.assertTrue(ping.poll(30_000), "no answer at the heartbeat port")
            self.assertEqual(ping.recv(), b"are you alive?")

    def test_jupyters_heartbeat_channel_tells_beating_from_not(self):
        channel = self.client().hb_channel
        self.addCleanup(channel.stop)
        channel.start()
        channel.unpause()
        wait_until(lambda: not channel.is_beating(), "a missed beat while nobody is there")
        self.run_network()
        wait_until(channel.is_beating, "a beat on Jupyter's heartbeat channel")

    def test_ipyparallels_engine_reads_the_controllers_file(self):
        script = ("import sys\nfrom ipyparallel.engine.app import IPEngine\n"
                  "engine = IPEngine(url_file=sys.argv[1])\nengine.load_connector_file()\n"
                  "d = engine.connection_info\nprint(d['interface'], d['hb_ping'], d['hb_pong'])\n")
        result = subprocess.run([sys.executable, "-c", script, self.files / "ipcontroller-engine.json"], check=False,
                                capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
                                env={**os.environ, "HOME": str(self.folder), "IPYTHONDIR": str(self.folder)})
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stdout.split(), ["tcp://127.0.0.1", str(self.ping), str(self.pong)])

    def test_ipyparallels_heart_beats_for_our_heartbeater(self):
        from ipyparallel.controller.heartmonitor import Heart

        events = self.run_network()
        told = json.loads((self.files / "ipcontroller-engine.json").read_text())
        heart = Heart(f"{told['interface']}:{told['hb_ping']}", f"{told['interface']}:{told['hb_pong']}",
                      heart_id=b"engine-7")
        heart.start()
        wait_until(lambda: events.exists() and "engine-7" in events.read_text(), "our heartbeater's word of the heart")


if __name__ == "__main__":
    unittest.main()
