"""Hearts of pyzmq, as processes, under our monitor; and our hearts under a heartbeater that is pyzmq's."""
import json
import os
import subprocess
import unittest

from monitored import LOST, MonitoredTest
from topology_run import ZEROLOOMCTL

PERIOD = 0.2
RULE = ("--period", "200ms", "--misses", "3")
# The beat that it just answered, three more, the grace of the last (ZeroMQ and the batches take their time, too).
BOUND = 4 * PERIOD
SLACK = 1.0


class PyzmqHeartsTest(MonitoredTest):
    def setUp(self):
        super().setUp()
        self.ping, self.pong = self.ipc("ping"), self.ipc("pong")

    def heart(self, *name):
        return self.start_script("pyzmq_heart.py", self.ping, self.pong, *name)

    def watch(self, *more):
        return self.monitor("pyzmq", "--ping", self.ping, "--pong", self.pong, *RULE, *more)

    def test_a_heart_joins_is_frozen_comes_back_and_is_killed_in_one_row(self):
        monitor = self.watch()
        heart = self.heart("alice")
        monitor.wait_for_event("new", "alice")
        beat = monitor.wait_for(lambda line: line.get("event") == "beat" and line["beats"] >= 3, "three beats")
        self.assertGreater(beat["rtt_ms"], 0)
        self.freeze(heart)
        late = monitor.wait_for_event("late", "alice")
        lost = monitor.wait_for_event("lost", "alice")
        self.assertGreater(lost["t"], late["t"])
        self.assertGreaterEqual(lost["missed"], 3)
        self.assertLess(lost["t"] - beat["t"], BOUND + SLACK + PERIOD)
        self.thaw(heart)
        monitor.wait_for_event("back", "alice")
        heart.kill()
        monitor.wait_for_event("lost", "alice")
        summary = monitor.finish(LOST)
        self.assertEqual((summary["hearts"], summary["lost"], summary["times_lost"]), (1, 1, 2))
        self.assertEqual(monitor.events_of("alice"), ["new", "late", "lost", "back", "late", "lost"])

    def test_a_heart_without_a_name_is_called_by_its_routing_id_and_leaves_with_its_connection(self):
        monitor = self.watch()
        heart = self.heart()
        name = monitor.wait_for_event("new")["heart"]
        self.assertRegex(name, "^0x00[0-9a-f]{8}$")
        heart.kill()
        monitor.wait_for(lambda line: line.get("event") in ("lost", "left"), "the end of the heart")

    def test_hearts_that_live_through_one_another_s_death_are_never_lost(self):
        monitor = self.watch()
        hearts = {name: self.heart(name) for name in ("a", "b", "c", "d")}
        for _ in hearts:
            monitor.wait_for_event("new")
        hearts["b"].kill()
        monitor.wait_for_event("lost", "b")
        self.heart("e")
        monitor.wait_for_event("new", "e")
        monitor.wait_for(lambda line: line.get("heart") == "d" and line.get("beats", 0) >= 10, "ten beats of d")
        summary = monitor.finish(LOST)
        for name in ("a", "c", "d"):
            self.assertNotIn("lost", monitor.events_of(name))
        self.assertEqual((summary["hearts"], summary["lost"]), (5, 1))

    def test_frozen_past_the_end_it_is_back_when_another_monitor_takes_over(self):
        first = self.watch()
        self.heart("alice")
        first.wait_for_event("new", "alice")
        self.assertEqual(first.finish(0)["alive"], 1)
        second = self.watch()
        second.wait_for_event("new", "alice")
        self.assertEqual(second.finish(0)["alive"], 1)


class OurHeartsTest(MonitoredTest):
    def test_a_heartbeater_of_pyzmq_counts_every_heart_of_ours_and_loses_none(self):
        ping, pong = self.ipc("ping"), self.ipc("pong")
        heartbeater = self.start_script("pyzmq_heartbeater.py", ping, pong, 500, stdout=subprocess.PIPE, text=True)
        path = os.path.join(self.folder, "hearts.zeroloom")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"zeroloom": 1, "name": "Hearts", "nodes": [
                {"id": "hearts", "role": "heart", "params": {"count": 200, "name": "ours"},
                 "sockets": [{"id": "ping", "type": "SUB", "subscribe": [""]}, {"id": "pong", "type": "DEALER"}]},
                {"id": "theirs", "role": "outside",
                 "sockets": [{"id": "ping", "type": "PUB"}, {"id": "pong", "type": "ROUTER"}]}],
                "wires": [{"from": "theirs.ping", "to": "hearts.ping", "bind": "from", "endpoint": ping},
                          {"from": "hearts.pong", "to": "theirs.pong", "bind": "to", "endpoint": pong}]}, file)
        self.start(ZEROLOOMCTL, "run", path, stdout=subprocess.DEVNULL)
        full = 0
        for line in heartbeater.stdout:
            counted = json.loads(line)
            full = full + 1 if len(counted["hearts"]) == 200 else 0
            self.assertEqual(counted["failed"], 0)
            if full == 5:
                break
        names = {bytes.fromhex(heart).decode() for heart in counted["hearts"]}
        self.assertEqual(names, {f"ours-{number:04}" for number in range(1, 201)})


if __name__ == "__main__":
    unittest.main()
