"""A real controller of ipyparallel: its hub's beats are heard, and it takes our hearts for hearts."""
import json
import os
import subprocess
import sys
import unittest

from monitored import MonitoredTest, read_json_file
from topology_run import ZEROLOOMCTL, wait_until

RULE = ("--period", "300ms", "--misses", "3")


class IpyparallelHubTest(MonitoredTest):
    def setUp(self):
        super().setUp()
        self.log = os.path.join(self.folder, "log")
        environment = {**os.environ, "HOME": self.folder, "IPYTHONDIR": self.folder}
        with open(self.log, "w", encoding="utf-8") as log:
            self.controller = self.start(
                sys.executable, "-m", "ipyparallel.controller", "--ip=127.0.0.1", "--HeartMonitor.period=300",
                "--HeartMonitor.max_heartmonitor_misses=3", "--log-level=DEBUG", env=environment, stdout=log, stderr=log)
        self.security = os.path.join(self.folder, "profile_default", "security")
        self.engines = os.path.join(self.security, "ipcontroller-engine.json")
        read_json_file(self.engines)

    def log_text(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def test_its_beats_are_heard_from_either_file_until_it_freezes(self):
        read_json_file(os.path.join(self.security, "ipcontroller-client.json"))
        monitor = self.monitor("ipyparallel", os.path.join(self.security, "ipcontroller-client.json"), *RULE)
        monitor.wait_for_event("new", "hub")
        monitor.wait_for(lambda line: line.get("beats", 0) >= 5, "five beats")
        self.freeze(self.controller)
        monitor.wait_for_event("lost", "hub")
        self.thaw(self.controller)
        monitor.wait_for_event("back", "hub")
        self.assertEqual(monitor.finish(0)["alive"], 1)

    def test_it_takes_our_heart_for_a_heart(self):
        hub = read_json_file(self.engines)
        endpoints = {part: f"{hub['interface']}:{hub[part]}" for part in ("hb_ping", "hb_pong")}
        path = os.path.join(self.folder, "heart.zeroloom")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"zeroloom": 1, "name": "Heart", "nodes": [
                {"id": "zeroloom-heart", "role": "heart",
                 "sockets": [{"id": "ping", "type": "SUB", "subscribe": [""]}, {"id": "pong", "type": "DEALER"}]},
                {"id": "hub", "role": "outside",
                 "sockets": [{"id": "ping", "type": "PUB"}, {"id": "pong", "type": "ROUTER"}]}],
                "wires": [{"from": "hub.ping", "to": "zeroloom-heart.ping", "bind": "from",
                           "endpoint": endpoints["hb_ping"]},
                          {"from": "zeroloom-heart.pong", "to": "hub.pong", "bind": "to",
                           "endpoint": endpoints["hb_pong"]}]}, file)
        self.start(ZEROLOOMCTL, "run", path, stdout=subprocess.DEVNULL)
        wait_until(lambda: "zeroloom-heart" in self.log_text(), "the hub's word of our heart")
        text = self.log_text()
        self.assertIn("new heart", text.lower())


if __name__ == "__main__":
    unittest.main()
