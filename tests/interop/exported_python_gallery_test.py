"""Every gallery topology, exported to Python and run by its launcher: what arrives is counted by those who receive it.

All wires are ipc, so that no two runs meet. A run that was too short to see everything is made again, longer.
"""
import json
import os
import re
import signal
import subprocess
import tempfile
import unittest

import python_folder
from python_folder import Program, ZEROLOOMCTL

SECONDS = [2, 4, 8, 16]  # of one run after the other, until all has arrived


def gallery_names():
    done = subprocess.run([ZEROLOOMCTL, "gallery", "list", "--json"], capture_output=True, text=True, check=True,
                          timeout=python_folder.DEADLINE)
    listed = json.loads(done.stdout)
    return [entry["name"] for entry in listed["gallery"]]


class Gallery(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="zeroloom-")
        self.addCleanup(self.folder.cleanup)

    def export(self, name, **params):
        """Returns the folder. `params` of nodes by their ids."""
        path = os.path.join(self.folder.name, "gallery.zeroloom")
        if os.path.exists(path):
            os.remove(path)
        subprocess.run([ZEROLOOMCTL, "gallery", "save", name, "-o", path], check=True, capture_output=True,
                       timeout=python_folder.DEADLINE)
        with open(path, encoding="utf-8") as file:
            topology = json.load(file)
        for wire in topology["wires"]:
            wire["endpoint"] = "ipc://*"
        for node in topology["nodes"]:
            node.setdefault("params", {}).update(params.get(node["id"], {}))
        with open(path, "w", encoding="utf-8") as file:
            json.dump(topology, file)
        target = tempfile.mkdtemp(prefix="x", dir=self.folder.name)
        python_folder.export(path, os.path.join(target, "p"))
        return os.path.join(target, "p")

    def run_for(self, folder, seconds, wait_for=None):
        with Program(folder, "launch.py") as launcher:
            if wait_for:
                for pattern in wait_for:
                    launcher.wait_for_line(pattern)
            else:
                try:
                    launcher.process.wait(seconds)
                except subprocess.TimeoutExpired:
                    pass
            self.assertEqual(launcher.finish(), 0, launcher.lines)
        self.assertFalse(launcher.said("Traceback|Error"), launcher.lines)
        self.assertEqual(python_folder.processes_in(folder), [])
        return launcher

    def until(self, good, folder, wait_for=None):
        for seconds in SECONDS:
            run = self.run_for(folder, seconds, wait_for)
            if good(run):
                return run
        self.fail(f"not even in {SECONDS[-1]} s: {run.lines}")

    def test_every_topology_exports_clean_sources(self):
        names = gallery_names()
        self.assertGreaterEqual(len(names), 23)
        for name in names:
            with self.subTest(name):
                self.assertEqual(python_folder.check_sources(self.export(name)), "")

    def test_hello_world(self):
        folder = self.export("hello-world", client={"rate": 50, "count": 20})
        run = self.run_for(folder, 0, ["^client: 20 requests, 20 replies$"])
        self.assertEqual(run.number(r"^server: (\d+) requests answered$"), 20)

    def test_request_reply_broker(self):
        clients = ["client1", "client2", "client3"]
        folder = self.export("request-reply-broker", **{client: {"rate": 50, "count": 30} for client in clients})
        run = self.run_for(folder, 0, [f"^{client}: 30 requests, 30 replies$" for client in clients])
        answered = [run.number(rf"^{worker}: (\d+) requests answered$") for worker in ("worker1", "worker2")]
        self.assertEqual(sum(answered), 90)
        self.assertTrue(all(answered), answered)
        self.assertEqual(run.number(r"^broker: (\d+) to the backend$"), 90)
        self.assertEqual(run.number(r"^broker: (\d+) to the frontend$"), 90)

    def test_task_pipeline(self):
        folder = self.export("task-pipeline", vent={"rate": 200, "count": 100})
        self.until(lambda run: run.number(r"^sink: (\d+) messages received$") == 100 and
                   sum(run.number(rf"^w{n}: (\d+) messages passed on$") for n in (1, 2, 3)) == 100, folder)

    def test_ventilator_worker_sink(self):
        folder = self.export("ventilator-worker-sink", vent={"tasks": 100, "rate": 200, "longest": "10ms"},
                             sink={"results": 100})
        run = self.run_for(folder, 0, [r"^sink: 100 results in \d+ ms$"])
        self.assertEqual(run.number(r"^vent: (\d+) tasks sent$"), 100)
        self.assertEqual(sum(run.number(rf"^w{n}: (\d+) messages passed on$") for n in (1, 2, 3)), 100)

    def test_kill_signal(self):
        """The sink's signal ends all workers, and with them the launcher has nothing left to run."""
        folder = self.export("kill-signal", vent={"tasks": 200, "rate": 100}, sink={"results": 200})
        with Program(folder, "launch.py") as launcher:
            for pattern in ["^sink: 200 results", *(rf"^w{n}: (\d+) messages passed on$" for n in (1, 2, 3))]:
                launcher.wait_for_line(pattern)
            self.assertEqual(launcher.finish(), 0, launcher.lines)
        passed = [launcher.number(rf"^w{n}: (\d+) messages passed on$") for n in (1, 2, 3)]
        self.assertEqual(sum(passed), 200)
        self.assertTrue(all(passed), passed)

    def test_two_sockets(self):
        folder = self.export("two-sockets", vent={"rate": 100}, station={"rate": 100})
        self.until(lambda run: all(run.number(rf"^reader: (\d+) messages received by {name}$") > 5
                                   for name in ("tasks", "weather")), folder)

    def check_queue(self, name, clients, services):
        folder = self.export(name, **{client: {"rate": 50, "count": 30} for client in clients},
                             **{service: {"work": "1ms"} for service in services})
        run = self.run_for(folder, 0, [f"^{client}: 30 requests, 30 replies$" for client in clients])
        answered = [run.number(rf"^{service}: (\d+) requests answered$") for service in services]
        self.assertEqual(sum(answered), 30 * len(clients))
        self.assertTrue(all(answered), answered)

    def test_queue(self):
        self.check_queue("queue", ["client1", "client2", "client3"], ["service1", "service2"])

    def test_multithreaded_server(self):
        self.check_queue("multithreaded-server", ["client1", "client2"], ["thread1", "thread2", "thread3"])

    def check_readers(self, name, senders, readers):
        folder = self.export(name, **{sender: {"rate": 100} for sender in senders})
        return self.until(lambda run: all(run.number(rf"^{reader}: (\d+) messages received$") > 5
                                          for reader in readers), folder)

    def test_forwarder(self):
        self.check_readers("forwarder", ["news", "prices"], ["fan", "trader"])

    def test_streamer(self):
        self.check_readers("streamer", ["source1", "source2"], ["worker1", "worker2", "worker3"])

    def test_transport_bridge(self):
        run = self.check_readers("transport-bridge", ["station"], ["near", "far"])
        near, far = (run.number(rf"^{reader}: (\d+) messages received$") for reader in ("near", "far"))
        self.assertLess(near, far)

    def test_publish_subscribe_envelopes(self):
        run = self.check_readers("publish-subscribe-envelopes", ["pub"], ["a", "b"])
        received = sum(run.number(rf"^{reader}: (\d+) messages received$") for reader in ("a", "b"))
        self.assertLessEqual(received, run.number(r"^pub: (\d+) messages sent$"))

    def test_signalling_relay(self):
        folder = self.export("signalling-relay")
        self.until(lambda run: run.number(r"^step3: (\d+) messages received$") == 1 and
                   run.number(r"^step2: (\d+) messages passed on$") == 1 and
                   run.number(r"^step1: (\d+) messages sent$") == 1, folder)

    def test_synchronised_publish_subscribe(self):
        folder = self.export("synchronised-publish-subscribe", pub={"count": 500, "rate": 1000})
        self.run_for(folder, 0, ["^pub: 500 messages sent$", "^sub1: 500 updates, all$", "^sub2: 500 updates, all$"])

    def test_high_water_marks(self):
        """Small messages over ipc: much waits in the system's buffers, so only that both ways work is seen."""
        self.check_readers("high-water-marks", ["publisher", "ventilator"], ["reader1", "reader2"])

    def test_routing_ids(self):
        clients = ("unnamed", "named")
        folder = self.export("routing-ids", **{client: {"rate": 50, "count": 30} for client in clients})
        run = self.run_for(folder, 0, [f"^{client}: 30 requests, 30 replies$" for client in clients])
        self.assertEqual(run.number(r"^router: (\d+) requests answered$"), 60)

    def check_dispatcher(self, name):
        workers = ("quick", "steady", "slow")
        folder = self.export(name, boss={"period": "3s"}, quick={"shortest": "1ms", "longest": "5ms"})
        run = self.run_for(folder, 0, [r"^boss: \d+ tasks given, 3 workers fired$",
                                       *(rf"^{worker}: \d+ tasks done$" for worker in workers)])
        done = [run.number(rf"^{worker}: (\d+) tasks done$") for worker in workers]
        self.assertEqual(sum(done), run.number(r"^boss: (\d+) tasks given"))
        self.assertGreater(done[0], done[2])

    def test_router_to_req(self):
        self.check_dispatcher("router-to-req")

    def test_router_to_dealer(self):
        self.check_dispatcher("router-to-dealer")

    def test_asynchronous_client_server(self):
        clients, workers = [f"client{n}" for n in (1, 2, 3)], [f"worker{n}" for n in (1, 2, 3)]
        folder = self.export("asynchronous-client-server", **{client: {"rate": 20} for client in clients},
                             **{worker: {"longest": "20ms"} for worker in workers})

        def good(run):
            heard = [run.number(rf"^{client}: \d+ messages sent, (\d+) received$") for client in clients]
            sent = sum(run.number(rf"^{worker}: \d+ requests, (\d+) replies$") for worker in workers)
            return min(heard) > 5 and sum(heard) <= sent

        self.until(good, folder)

    def test_weather(self):
        folder = self.export("weather", station={"rate": 100})

        def good(run):
            berlin, everywhere, log = (run.number(rf"^{node}: (\d+) messages received$")
                                       for node in ("berlin", "everywhere", "log"))
            return 5 < berlin < everywhere < log <= run.number(r"^station: (\d+) messages sent$")

        self.until(good, folder)

    def test_xpub_xsub_proxy(self):
        folder = self.export("xpub-xsub-proxy", pub1={"rate": 100}, pub2={"rate": 100})

        def good(run):
            news, prices, everything = (run.number(rf"^{node}: (\d+) messages received$")
                                        for node in ("news", "prices", "all"))
            return news > 5 and prices > 5 and everything > max(news, prices)

        self.until(good, folder)

    def test_exclusive_pair(self):
        folder = self.export("exclusive-pair")
        self.until(lambda run: all(run.number(rf"^{node}: \d+ messages sent, (\d+) received$") > 5
                                   for node in ("left", "right")), folder)

    def test_heartbeat(self):
        folder = self.export("heartbeat")
        with Program(folder, "launch.py") as launcher:
            for heart in ("engine-0001", "engine-0002", "engine-0003"):
                launcher.wait_for_line(f"^monitor: b'{heart}' is alive$")
            launcher.wait_for_line("^monitor: b'slow' is late$")
            self.assertEqual(launcher.finish(signal.SIGTERM), 0)
        self.assertFalse(launcher.said("is lost|Traceback"), launcher.lines)
        self.assertGreater(launcher.number(r"^engines: (\d+) beats answered$"), 2, launcher.lines)

    def test_load_balancing_broker(self):
        clients, workers = [f"client{n}" for n in (1, 2, 3, 4)], ("quick", "steady", "slow")
        folder = self.export("load-balancing-broker", **{client: {"rate": 50, "count": 20} for client in clients},
                             quick={"work": "1ms"}, steady={"work": "5ms"}, slow={"work": "20ms"})
        run = self.run_for(folder, 0, [f"^{client}: 20 requests, 20 replies$" for client in clients])
        answered = [run.number(rf"^{worker}: (\d+) requests answered$") for worker in workers]
        self.assertEqual(sum(answered), 80)
        self.assertGreater(answered[0], answered[2])
        self.assertTrue(run.said("^broker: 80 requests, 80 replies$"), run.lines)

    def test_router_to_router(self):
        folder = self.export("router-to-router", left={"rate": 20}, right={"rate": 20})
        self.until(lambda run: all(run.number(rf"^{node}: \d+ messages sent, (\d+) received$") > 5
                                   for node in ("left", "right")), folder)

    def test_peering_state(self):
        folder = self.export("peering-state", **{f"broker{name}": {"period": "100ms"} for name in "ABC"})
        self.until(lambda run: all(run.said(rf"^broker{name}: b'{peer}' told \d last$")
                                   for name in "ABC" for peer in "ABC" if name != peer), folder)

    def test_peering_tasks(self):
        clients = [f"client{name}{n}" for name in "AB" for n in (1, 2)]
        workers = {f"worker{name}{n}": {"work": "2ms"} for name in "AB" for n in (1, 2)}
        folder = self.export("peering-tasks", **{client: {"rate": 50, "count": 30} for client in clients}, **workers)
        run = self.run_for(folder, 0, [f"^{client}: 30 requests, 30 replies$" for client in clients])
        away = [run.number(rf"^broker{name}: \d+ requests for the own workers, (\d+) to the cloud$") for name in "AB"]
        self.assertTrue(all(away), run.lines)

    def test_peering(self):
        quick = {f"client{name}": {"pause": "100ms"} for name in ("A1", "A2", "A3", "B1")}
        quick.update({f"worker{name}": {"work": "30ms"} for name in ("A1", "B1", "B2", "B3")})
        folder = self.export("peering", **quick)

        def good(run):
            answers = [run.number(rf"^client{name}: \d+ tasks, (\d+) answers$") for name in ("A1", "A2", "A3", "B1")]
            away = run.number(r"^brokerA: \d+ requests for the own workers, (\d+) to the cloud$")
            return min(answers) > 5 and away > 5 and run.said("^brokerA: [0-9A-F]{4}$")

        self.assertFalse(self.until(good, folder).said("lost task"))

    def test_the_whole_gallery_is_covered(self):
        tests = {name.replace("test_", "").replace("_", "-") for name in dir(self) if re.match("test_", name)}
        self.assertLessEqual(set(gallery_names()), tests)


if __name__ == "__main__":
    unittest.main()
