"""The brokers of the guide's third chapter, Zeroloom's on the one side and pyzmq programs of the same frames on the
other: load balancing with either ready signal, and brokers that tell each other of their state, share tasks, or both."""
import collections
import os
import tempfile
import threading
import unittest

import zmq

from topology_run import TopologyRun, outside, wait_until

COUNT = 30
DEADLINE_MS = 30_000
TICK_MS = 50


def node(identifier, role, *sockets, **params):
    return {"id": identifier, "role": role, "params": params, "sockets": list(sockets)}


def sock(identifier, socket_type, **more):
    return {"id": identifier, "type": socket_type, **more}


def figures_of(report, identifier):
    return next(entry for entry in report["nodes"] if entry["id"] == identifier)["figures"]


class GuideBrokers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="zeroloom-")
        self.addCleanup(self.folder.cleanup)
        self.context = zmq.Context()
        self.addCleanup(self.context.destroy, 0)
        self.ending = threading.Event()
        self.threads, self.errors = [], []
        self.addCleanup(self.end_threads)
        self.wires, self.sockets = [], []

    def end_threads(self):
        self.ending.set()
        for thread in self.threads:
            thread.join(30)
        self.assertEqual(self.errors, [])

    def start(self, act, *arguments):
        """In a thread, which makes its sockets itself and looks at `ending`; its failure fails the test."""
        def run():
            try:
                act(*arguments)
            except Exception as error:
                self.errors.append(error)

        self.threads.append(threading.Thread(target=run, daemon=True))
        self.threads[-1].start()

    def endpoint(self, name):
        return "ipc://" + os.path.join(self.folder.name, name)

    def wire(self, source, target, bind, endpoint):
        self.wires.append({"from": source, "to": target, "bind": bind, "endpoint": self.endpoint(endpoint)})

    def socket(self, socket_type, connect=None, bind=None, name=None):
        made = self.context.socket(socket_type)
        self.sockets.append(made)  # one that nobody keeps is closed
        made.setsockopt(zmq.LINGER, 0)
        made.setsockopt(zmq.RECONNECT_IVL, 10)
        if name:
            made.setsockopt(zmq.ROUTING_ID, name)
        if socket_type == zmq.SUB:
            made.setsockopt(zmq.SUBSCRIBE, b"")
        if bind:
            made.bind(self.endpoint(bind))
        if connect:
            made.connect(self.endpoint(connect))
        return made

    def receive(self, one):
        self.assertTrue(one.poll(DEADLINE_MS), "nothing came")
        return one.recv_multipart()

    # The guide's programs, in short.

    def work(self, endpoint, ready, reply, counts):
        with self.socket(zmq.REQ, connect=endpoint) as worker:
            worker.send(ready)
            while not self.ending.is_set():
                if worker.poll(TICK_MS):
                    *envelope, _ = worker.recv_multipart()
                    worker.send_multipart([*envelope, reply])
                    counts[ready] += 1

    def balance(self, replies):
        with self.socket(zmq.ROUTER, bind="front") as frontend, self.socket(zmq.ROUTER, bind="back") as backend:
            free = collections.deque()
            while not self.ending.is_set():
                ready = zmq.select([backend, frontend] if free else [backend], [], [], TICK_MS / 1000)[0]
                if backend in ready:
                    worker, empty, *said = backend.recv_multipart()
                    self.assertEqual(empty, b"")
                    free.append(worker)
                    if said not in ([b"READY"], [b"\x01"]):
                        client, empty, reply = said
                        self.assertEqual(empty, b"")
                        frontend.send_multipart([client, b"", reply])
                        replies.append(reply)
                if frontend in ready:
                    client, empty, request = frontend.recv_multipart()
                    self.assertEqual(empty, b"")
                    backend.send_multipart([free.popleft(), b"", client, b"", request])


class LoadBalancing(GuideBrokers):
    def test_our_broker_serves_clients_and_workers_outside(self):
        nodes = [node("lb", "load-balancer", sock("frontend", "ROUTER"), sock("backend", "ROUTER")),
                 outside("clients", "REQ"), outside("workers", "REQ")]
        self.wire("clients.s", "lb.frontend", "to", "front")
        self.wire("workers.s", "lb.backend", "to", "back")
        counts = collections.Counter()
        for ready in (b"READY", b"\x01"):
            self.start(self.work, "back", ready, b"OK", counts)
        with TopologyRun(nodes, self.wires) as run:
            clients = [self.socket(zmq.REQ, connect="front") for _ in range(3)]
            for _ in range(COUNT):
                for client in clients:
                    client.send(b"HELLO")
                for client in clients:
                    self.assertEqual(self.receive(client), [b"OK"])
            report = run.finish()
        figures = figures_of(report, "lb")
        self.assertEqual((figures["requests"], figures["replies"]), (3 * COUNT, 3 * COUNT))
        self.assertEqual(figures["free_workers"], 2)
        self.assertEqual(sum(counts.values()), 3 * COUNT)
        self.assertGreater(min(counts.values()), 0, "both have their turns")

    def test_our_broker_asks_only_as_many_as_are_free(self):
        """A worker that has a request gets no other one before it has answered."""
        nodes = [node("lb", "load-balancer", sock("frontend", "ROUTER"), sock("backend", "ROUTER")),
                 outside("clients", "DEALER"), outside("workers", "DEALER")]
        self.wire("clients.s", "lb.frontend", "to", "front")
        self.wire("workers.s", "lb.backend", "to", "back")
        with TopologyRun(nodes, self.wires) as run:
            worker, client = self.socket(zmq.DEALER, connect="back"), self.socket(zmq.DEALER, connect="front")
            worker.send_multipart([b"", b"READY"])
            for number in range(3):
                client.send_multipart([b"", b"%d" % number])
            for number in range(3):
                empty, *envelope, request = self.receive(worker)
                self.assertEqual((empty, request), (b"", b"%d" % number))
                self.assertFalse(worker.poll(100), "it got a second one")
                worker.send_multipart([b"", *envelope, request])
                self.assertEqual(self.receive(client), [b"", request])
            run.finish()

    def test_our_clients_and_workers_get_on_with_a_broker_outside(self):
        nodes = [outside("front", "ROUTER"), outside("back", "ROUTER")]
        for number in range(3):
            nodes.append(node(f"c{number}", "requester", sock("req", "REQ"), rate=100))
            self.wire(f"c{number}.req", "front.s", "to", "front")
        for name, kind, ready in (("word", "REQ", "READY"), ("byte", "REQ", "01"), ("dealer", "DEALER", "READY")):
            nodes.append(node(name, "ready-worker", sock("broker", kind), ready=ready, text=name))
            self.wire(f"{name}.broker", "back.s", "to", "back")
        replies = []
        self.start(self.balance, replies)
        with TopologyRun(nodes, self.wires) as run:
            wait_until(lambda: len(replies) >= 100 or self.errors, "100 replies")
            report = run.finish()
        requests = sum(figures_of(report, f"c{number}")["replies"] for number in range(3))
        self.assertEqual(requests, len(replies))
        for name in ("word", "byte", "dealer"):
            self.assertEqual(figures_of(report, name)["requests"], replies.count(name.encode()))
            self.assertGreater(replies.count(name.encode()), 10)


class Peering(GuideBrokers):
    def broker(self, *sockets, **params):
        for one in sockets:
            if one["id"].startswith("cloud"):
                one["options"] = {"ROUTING_ID": "A"}
        return node("a", "peering-broker", *sockets, name="A", **params)

    def outside_named(self, identifier):
        return {"id": identifier, "role": "outside",
                "sockets": [sock("s", "ROUTER", options={"ROUTING_ID": "B"})]}

    def wire_cloud(self):
        self.wire("a.cloudbe", "theirfe.s", "to", "b-cloud")
        self.wire("theirbe.s", "a.cloudfe", "to", "a-cloud")
        return [self.outside_named("theirfe"), self.outside_named("theirbe")]

    def wire_states(self):
        self.wire("a.statebe", "theirsub.s", "from", "a-state")
        self.wire("theirpub.s", "a.statefe", "from", "b-state")
        return [outside("theirsub", "SUB"), outside("theirpub", "PUB")]

    TASKS = ("localfe", "localbe", "cloudfe", "cloudbe")

    def test_states_are_told_and_heard(self):
        nodes = [self.broker(sock("statebe", "PUB"), sock("statefe", "SUB"), period="100ms"), *self.wire_states()]
        # An XPUB in place of a PUB, since that can tell when it is heard.
        publisher, subscriber = self.socket(zmq.XPUB, bind="b-state"), self.socket(zmq.SUB, connect="a-state")
        with TopologyRun(nodes, self.wires) as run:
            self.assertEqual(self.receive(publisher), [b"\x01"])
            seen = set()
            for number in range(COUNT):
                publisher.send_multipart([b"B", b"%d" % (number % 10)])
                name, told = self.receive(subscriber)
                self.assertEqual(name, b"A")
                seen.add(int(told))
            self.assertLessEqual(seen, set(range(10)))
            self.assertGreater(len(seen), 1, "it is a random number")
            publisher.send_multipart([b"B", b"7"])
            publisher.send_multipart([b"C", b"nonsense"])
            for _ in range(3):  # by then it has heard
                self.receive(subscriber)
            report = run.finish()
        figures = figures_of(report, "a")
        self.assertEqual((figures["known"], figures["known_capacity"]), ("B 7", 7))
        self.assertEqual(figures["not_understood"], 1)

    def test_tasks_go_both_ways_between_our_broker_and_one_outside(self):
        sockets = [sock(name, "ROUTER") for name in self.TASKS]
        nodes = [self.broker(*sockets, peers=["B"], share=50), *self.wire_cloud(),
                 node("c", "requester", sock("req", "REQ"), rate=100),
                 node("w", "ready-worker", sock("broker", "REQ"), ready="01", text="ours")]
        self.wire("c.req", "a.localfe", "to", "a-localfe")
        self.wire("w.broker", "a.localbe", "to", "a-localbe")
        cloudfe = self.socket(zmq.ROUTER, bind="b-cloud", name=b"B")
        cloudbe = self.socket(zmq.ROUTER, connect="a-cloud", name=b"B")
        cloudbe.set(zmq.ROUTER_MANDATORY, 1)
        with TopologyRun(nodes, self.wires) as run:
            # Theirs for us: whoever asks through the cloud is answered through it.
            for number in range(COUNT):
                peer, client, empty, request = self.receive(cloudfe)
                self.assertEqual((peer, empty), (b"A", b""))
                cloudfe.send_multipart([peer, client, b"", request])
                # Ours for them, once their cloudbe is connected, too.
                wait_until(lambda: self.reaches(cloudbe, [b"A", b"their-client", b"", b"%d" % number]), "broker A")
                self.assertEqual(self.receive(cloudbe), [b"A", b"their-client", b"", b"ours"])
            self.serve_until_done(run, cloudfe)
            report = self.report
        figures, client = figures_of(report, "a"), figures_of(report, "c")
        self.assertEqual(figures["from_cloud"], COUNT)
        self.assertEqual(figures["to_cloud"], self.served + COUNT)
        self.assertGreater(figures["local"], COUNT)
        self.assertEqual((client["replies"], client["retries"]), (client["requests"], 0))
        self.assertEqual(figures_of(report, "w")["requests"], figures["local"])

    @staticmethod
    def reaches(router, frames):
        try:
            router.send_multipart(frames)
            return True
        except zmq.ZMQError as error:
            if error.errno != zmq.EHOSTUNREACH:
                raise
            return False

    def serve_until_done(self, run, cloudfe):
        """Answers what still comes while the run ends, so that nobody waits in vain."""
        self.served = 0
        done = threading.Event()

        def finish():
            self.report = run.finish()
            done.set()

        self.start(finish)
        while not done.is_set() and not self.errors:
            if cloudfe.poll(TICK_MS):
                cloudfe.send_multipart(cloudfe.recv_multipart())
                self.served += 1

    def test_a_peer_outside_that_tells_of_workers_gets_what_we_cannot_do(self):
        sockets = [sock(name, "ROUTER") for name in self.TASKS]
        nodes = [self.broker(*sockets, sock("statebe", "PUB"), sock("statefe", "SUB"), sock("monitor", "PULL")),
                 *self.wire_cloud(), *self.wire_states(), outside("theirworker", "REQ"), outside("theirclient", "PUSH"),
                 node("c", "bursting-client", sock("frontend", "REQ"), sock("monitor", "PUSH"), pause="10ms", burst=20)]
        self.wire("c.frontend", "a.localfe", "to", "a-localfe")
        self.wire("c.monitor", "a.monitor", "to", "a-monitor")
        self.wire("theirclient.s", "a.monitor", "to", "a-monitor")
        self.wire("theirworker.s", "a.localbe", "to", "a-localbe")
        cloudfe = self.socket(zmq.ROUTER, bind="b-cloud", name=b"B")
        self.socket(zmq.ROUTER, connect="a-cloud", name=b"B")
        # An XPUB in place of a PUB, since that can tell when it is heard.
        publisher, subscriber = self.socket(zmq.XPUB, bind="b-state"), self.socket(zmq.SUB, connect="a-state")
        with TopologyRun(nodes, self.wires) as run:
            self.assertEqual(self.receive(publisher), [b"\x01"])
            self.assertEqual(self.receive(subscriber), [b"A", b"0"])
            self.assertFalse(cloudfe.poll(200), "nobody told of workers yet")
            for _ in range(COUNT):
                publisher.send_multipart([b"B", b"1"])
                peer, client, empty, task = self.receive(cloudfe)
                self.assertEqual((peer, empty), (b"A", b""))
                self.assertRegex(task, b"^[0-9A-F]{4}$")
                cloudfe.send_multipart([peer, client, b"", task])
            self.assertFalse(cloudfe.poll(200), "one is counted off for each task")
            # A worker of its own comes: that is told at once, and the tasks stay at home.
            worker = self.socket(zmq.REQ, connect="a-localbe")
            worker.send(b"READY")

            def told():
                if worker.poll(0):
                    worker.send_multipart(worker.recv_multipart())
                return subscriber.poll(0) and subscriber.recv_multipart() == [b"A", b"1"]

            wait_until(told, "state 1")  # at the end of a burst at the latest
            pusher = self.socket(zmq.PUSH, connect="a-monitor")
            pusher.send(b"E: CLIENT EXIT - lost task 00FF")
            run.wait_for_event("monitor-told")
            self.assertIn("lost task 00FF", run.event_texts("monitor-told")[0])
            self.ending.set()
            self.start(self.echo, worker)
            report = run.finish()
        figures, client = figures_of(report, "a"), figures_of(report, "c")
        self.assertEqual(figures["to_cloud"], COUNT)
        self.assertEqual((client["answers"], client["lost"]), (client["tasks"], 0))
        self.assertEqual(figures["monitored"], client["answers"] + 1, "each answer, and the one from outside")

    def echo(self, worker):
        """What the worker still has is answered, so that the run ends with nothing outstanding."""
        while worker.poll(500):
            worker.send_multipart(worker.recv_multipart())


if __name__ == "__main__":
    unittest.main()
