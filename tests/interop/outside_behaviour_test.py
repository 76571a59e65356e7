"""How Zeroloom's sockets get on with peers outside: that come, go, share, choose, keep silent or speak otherwise."""
import signal
import socket
import subprocess
import sys
import threading
import unittest

import zmq

from outside_peer import free_tcp_endpoint
from topology_run import TopologyRun, node, outside, socket_of, wait_until, wire, wire_of

COUNT = 40


class OutsideBehaviour(unittest.TestCase):
    def setUp(self):
        self.context = zmq.Context()
        self.addCleanup(self.context.destroy, 0)
        self.sockets = []

    def new_socket(self, socket_type):
        self.sockets.append(self.context.socket(socket_type))
        return self.sockets[-1]

    def bound(self, socket_type, endpoint="tcp://127.0.0.1:*"):
        """A socket and where it listens."""
        made = self.new_socket(socket_type)
        made.bind(endpoint)
        return made, made.getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode()

    def connected(self, socket_type, endpoint):
        made = self.new_socket(socket_type)
        made.setsockopt(zmq.RECONNECT_IVL, 10)
        made.connect(endpoint)
        return made

    def receive(self, from_socket):
        self.assertTrue(from_socket.poll(30_000), "nothing came")
        return from_socket.recv_multipart()

    def drain(self, *sockets):
        """How many messages wait in each, after Zeroloom has ended."""
        counts = []
        for one in sockets:
            counts.append(0)
            while one.poll(200):
                one.recv_multipart()
                counts[-1] += 1
        return counts


class Sharing(OutsideBehaviour):
    def test_several_outside_peers_share_one_bound_socket(self):
        endpoint = free_tcp_endpoint()
        pulls = [self.connected(zmq.PULL, endpoint) for _ in range(3)]
        nodes = [node("src", "source", "PUSH", {"rate": 200})] + [outside(f"o{i}", "PULL") for i in range(3)]
        wires = [wire(f"w{i}", "src", f"o{i}", "from", endpoint) for i in range(3)]
        with TopologyRun(nodes, wires) as run:
            for pull in pulls:
                self.receive(pull)
            run.wait_for_event("HANDSHAKE_SUCCEEDED", len(pulls))
            report = run.finish()
        counts = [1 + more for more in self.drain(*pulls)]
        self.assertEqual(socket_of(report, "src")["sent"], sum(counts))
        for i in range(3):
            self.assertEqual(wire_of(report, f"w{i}")["state"]["from"], "connected")

    def test_one_outside_peer_serves_several_of_ours(self):
        pull, endpoint = self.bound(zmq.PULL)
        params = {"rate": 200, "count": COUNT}
        nodes = [outside("o", "PULL")] + [node(f"n{i}", "source", "PUSH", params) for i in range(3)]
        wires = [wire(f"w{i}", f"n{i}", "o", "to", endpoint) for i in range(3)]
        with TopologyRun(nodes, wires) as run:
            for _ in range(3 * COUNT):
                self.receive(pull)
            report = run.finish()
        self.assertEqual(self.drain(pull), [0])
        self.assertEqual([socket_of(report, f"n{i}")["sent"] for i in range(3)], [COUNT] * 3)


class Choosing(OutsideBehaviour):
    def test_an_outside_subscriber_gets_only_its_topic(self):
        endpoint = free_tcp_endpoint()
        sub = self.connected(zmq.SUB, endpoint)
        sub.setsockopt(zmq.SUBSCRIBE, b"b.")
        nodes = [node("p", "source", "PUB", {"rate": 200, "topics": ["a.", "b."]}), outside("o", "SUB")]
        with TopologyRun(nodes, [wire("w", "p", "o", "from", endpoint)]) as run:
            for _ in range(COUNT):
                self.assertEqual(self.receive(sub)[0], b"b.")
            run.finish()

    def test_our_subscriber_gets_only_its_topic(self):
        xpub, endpoint = self.bound(zmq.XPUB)
        nodes = [outside("o", "XPUB"), node("s", "sink", "SUB", subscribe=["b."])]
        with TopologyRun(nodes, [wire("w", "o", "s", "from", endpoint)]) as run:
            self.assertEqual(self.receive(xpub), [b"\x01b."])
            for number in range(COUNT):
                xpub.send_multipart([b"a.", b"%d" % number])
                xpub.send_multipart([b"b.", b"%d" % number])
            report = run.finish()
        self.assertEqual(socket_of(report, "s")["received"], COUNT)
        self.assertEqual(wire_of(report, "w")["received"], COUNT)


class Content(OutsideBehaviour):
    def test_large_messages_of_many_frames_come_back_unchanged(self):
        endpoint = free_tcp_endpoint()
        req = self.connected(zmq.REQ, endpoint)
        frames = [b"", b"name", bytes(range(256)) * 4096, b"", b"\x00\xff"]
        nodes = [node("r", "replier", "REP"), outside("o", "REQ")]
        with TopologyRun(nodes, [wire("w", "o", "r", "to", endpoint)]) as run:
            for _ in range(3):
                req.send_multipart(frames)
                self.assertEqual(self.receive(req), frames)
            report = run.finish()
        ours = socket_of(report, "r")
        self.assertEqual((ours["received"], ours["sent"]), (3, 3))
        self.assertEqual(ours["bytes_received"], 3 * sum(map(len, frames)))
        self.assertEqual(ours["bytes_sent"], 3 * sum(map(len, frames)))


class Proxies(OutsideBehaviour):
    """A proxy of ours with programs outside at both sides."""

    def run_proxy(self, frontend, backend, front_peers, back_peers):
        """The run, and where its two sides listen. `front_peers` and `back_peers` are types of outside nodes."""
        self.front, self.back = free_tcp_endpoint(), free_tcp_endpoint()
        nodes = [{"id": "p", "role": "proxy", "sockets": [{"id": "frontend", "type": frontend},
                                                          {"id": "backend", "type": backend}]}]
        wires = []
        for side, endpoint, types in (("frontend", self.front, front_peers), ("backend", self.back, back_peers)):
            for number, socket_type in enumerate(types):
                name = f"{side}{number}"
                nodes.append(outside(name, socket_type))
                wires.append({"id": name, "from": f"{name}.s", "to": f"p.{side}", "bind": "to", "endpoint": endpoint})
        return TopologyRun(nodes, wires)

    def sides(self, report):
        return socket_of(report, "p", "frontend"), socket_of(report, "p", "backend")

    def test_requests_and_replies_of_several_pass_a_queue(self):
        with self.run_proxy("ROUTER", "DEALER", ["REQ"] * 3, ["REP"] * 2) as run:
            run.wait_for_event("LISTENING", 2)
            clients = [self.connected(zmq.REQ, self.front) for _ in range(3)]
            servers = [self.connected(zmq.REP, self.back) for _ in range(2)]
            run.wait_for_event("HANDSHAKE_SUCCEEDED", 5)
            served = [0, 0]
            for round_number in range(COUNT):
                for client in clients:
                    client.send(b"%d" % round_number)
                for _ in clients:
                    server = zmq.select(servers, [], [], 30)[0][0]
                    server.send(server.recv())
                    served[servers.index(server)] += 1
                for client in clients:
                    self.assertEqual(self.receive(client), [b"%d" % round_number])
            report = run.finish()
        frontend, backend = self.sides(report)
        self.assertEqual(sum(served), 3 * COUNT)
        self.assertGreater(min(served), 0, "both must get requests")
        for side in (frontend, backend):
            self.assertEqual((side["received"], side["sent"]), (3 * COUNT, 3 * COUNT))

    def test_subscriptions_pass_up_and_messages_down_a_forwarder(self):
        with self.run_proxy("XSUB", "XPUB", ["XPUB"], ["SUB"]) as run:
            run.wait_for_event("LISTENING", 2)
            publisher = self.connected(zmq.XPUB, self.front)
            subscriber = self.connected(zmq.SUB, self.back)
            subscriber.setsockopt(zmq.SUBSCRIBE, b"b.")
            self.assertEqual(self.receive(publisher), [b"\x01b."])
            for number in range(COUNT):
                publisher.send_multipart([b"a.", b"%d" % number])
                publisher.send_multipart([b"b.", b"%d" % number])
            for number in range(COUNT):
                self.assertEqual(self.receive(subscriber), [b"b.", b"%d" % number])
            subscriber.setsockopt(zmq.UNSUBSCRIBE, b"b.")
            self.assertEqual(self.receive(publisher), [b"\x00b."])
            report = run.finish()
        self.assertEqual(self.sides(report)[1]["sent"], COUNT)

    def test_tasks_pass_a_streamer(self):
        with self.run_proxy("PULL", "PUSH", ["PUSH"] * 2, ["PULL"]) as run:
            pull = self.connected(zmq.PULL, self.back)
            pushes = [self.connected(zmq.PUSH, self.front) for _ in range(2)]
            for number in range(COUNT):
                for push in pushes:
                    push.send(b"%d" % number)
            got = sorted(int(self.receive(pull)[0]) for _ in range(2 * COUNT))
            report = run.finish()
        self.assertEqual(got, sorted(2 * list(range(COUNT))))
        frontend, backend = self.sides(report)
        self.assertEqual((frontend["received"], backend["sent"]), (2 * COUNT, 2 * COUNT))


class Retrying(OutsideBehaviour):
    def test_a_request_that_was_ignored_is_made_again(self):
        router, endpoint = self.bound(zmq.ROUTER)
        params = {"count": 1, "timeout": "300ms", "retries": 5}
        nodes = [node("c", "requester", "REQ", params), outside("o", "ROUTER")]
        with TopologyRun(nodes, [wire("w", "c", "o", "to", endpoint)]) as run:
            self.receive(router)
            router.send_multipart(self.receive(router))
            run.wait_until_ended()
            report = run.finish()
        ours = socket_of(report, "c")
        self.assertEqual((ours["sent"], ours["received"]), (2, 1))


class Security(OutsideBehaviour):
    def run_with_curve(self, right):
        """Zeroloom as the client of a CURVE server outside, with or without the server's right key."""
        server_public, server_secret = zmq.curve_keypair()
        client_public, client_secret = zmq.curve_keypair()
        wrong_public, _ = zmq.curve_keypair()
        pull = self.new_socket(zmq.PULL)
        pull.curve_server = True
        pull.curve_secretkey = server_secret
        pull.bind("tcp://127.0.0.1:*")
        endpoint = pull.getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode()
        options = {"CURVE_SERVERKEY": (server_public if right else wrong_public).decode(),
                   "CURVE_PUBLICKEY": client_public.decode(), "CURVE_SECRETKEY": client_secret.decode()}
        nodes = [node("c", "source", "PUSH", {"rate": 200}, options=options), outside("o", "PULL")]
        return pull, TopologyRun(nodes, [wire("w", "c", "o", "to", endpoint)])

    def test_curve_client_talks_to_a_curve_server_outside(self):
        pull, run = self.run_with_curve(right=True)
        with run:
            for _ in range(COUNT):
                self.receive(pull)
            report = run.finish()
        self.assertEqual(COUNT + self.drain(pull)[0], socket_of(report, "c")["sent"])

    def test_wrong_server_key_is_a_failed_handshake_and_nothing_flows(self):
        pull, run = self.run_with_curve(right=False)
        with run:
            run.wait_for_event("HANDSHAKE_FAILED_NO_DETAIL")
            report = run.finish()
            told = run.event_texts("HANDSHAKE_FAILED_NO_DETAIL")
        self.assertEqual(self.drain(pull), [0])
        self.assertGreaterEqual(report["events"]["handshake_failed"], 1)
        self.assertNotEqual(wire_of(report, "w")["state"]["from"], "connected")
        self.assertIn("security", told[0])


class Faults(OutsideBehaviour):
    def test_an_outside_peer_may_leave_and_come_back(self):
        pull, endpoint = self.bound(zmq.PULL)
        nodes = [node("src", "source", "PUSH", {"rate": 200}), outside("o", "PULL")]
        with TopologyRun(nodes, [wire("w", "src", "o", "to", endpoint)]) as run:
            for _ in range(10):
                self.receive(pull)
            pull.close(0)
            run.wait_for_event("DISCONNECTED")
            again = self.bound_when_free(zmq.PULL, endpoint)
            for _ in range(10):
                self.receive(again)
            report = run.finish()
        self.assertGreaterEqual(report["events"]["disconnected"], 1)
        self.assertEqual(wire_of(report, "w")["state"]["from"], "connected")

    def bound_when_free(self, socket_type, endpoint):
        """A closed socket gives up its port only a little later."""
        made = self.new_socket(socket_type)

        def bind():
            try:
                made.bind(endpoint)
            except zmq.ZMQError:
                return False
            return True

        wait_until(bind, f"{endpoint} is free again")
        return made

    def test_a_peer_of_an_illegal_type_is_refused_in_words(self):
        _, endpoint = self.bound(zmq.PUB)  # the topology says PULL
        ticks, tick_endpoint = self.bound(zmq.PULL)
        nodes = [node("src", "source", "PUSH", {"rate": 10}), outside("o", "PULL"),
                 node("tick", "source", "PUSH", {"rate": 50}), outside("t", "PULL")]
        wires = [wire("w", "src", "o", "to", endpoint), wire("tick", "tick", "t", "to", tick_endpoint)]
        with TopologyRun(nodes, wires) as run:
            run.wait_for_event("DISCONNECTED")
            for _ in range(100):  # where the peer is the first to close, libzmq tries again several times
                self.receive(ticks)
            report = run.finish(expected=3)
        self.assertEqual(wire_of(report, "w")["state"]["from"], "refused")
        self.assertIn("socket type may not fit", run.messages)

    def run_beside(self, greeting):
        """A stranger connects to our bound socket and says `greeting` before a PULL comes; what the PULL got, and the
        report."""
        endpoint = free_tcp_endpoint()
        nodes = [node("src", "source", "PUSH", {"rate": 200}), outside("o", "PULL")]
        with TopologyRun(nodes, [wire("w", "src", "o", "from", endpoint)]) as run:
            run.wait_for_event("LISTENING")
            with socket.create_connection(("127.0.0.1", int(endpoint.rsplit(":", 1)[1]))) as stranger:
                stranger.sendall(greeting)
                run.wait_for_event("ACCEPTED")
                pull = self.connected(zmq.PULL, endpoint)
                for _ in range(COUNT):
                    self.receive(pull)
                report = run.finish()
        self.assertEqual(wire_of(report, "w")["state"]["from"], "connected")
        return COUNT + self.drain(pull)[0], report

    def test_a_silent_stranger_disturbs_nobody(self):
        received, report = self.run_beside(b"")
        self.assertEqual(received, socket_of(report, "src")["sent"])

    def test_a_stranger_with_a_broken_greeting_disturbs_nobody(self):
        received, report = self.run_beside(b"\xff" + bytes(8) + b"\x7f\x03\x00" + b"NONSENSE".ljust(52, b"\0"))
        self.assertEqual(received, socket_of(report, "src")["sent"])

    def test_many_short_connections_freeze_nobody(self):
        """Each makes several monitor events; libzmq stops where nobody reads those."""
        endpoint = free_tcp_endpoint()
        address = ("127.0.0.1", int(endpoint.rsplit(":", 1)[1]))
        nodes = [node("src", "source", "PUSH", {"rate": 200}), outside("o", "PULL")]
        with TopologyRun(nodes, [wire("w", "src", "o", "from", endpoint)]) as run:
            run.wait_for_event("LISTENING")
            pull = self.connected(zmq.PULL, endpoint)
            run.wait_for_event("HANDSHAKE_SUCCEEDED")
            for _ in range(1500):
                socket.create_connection(address).close()
            received = 0
            while pull.poll(0):
                pull.recv_multipart()
                received += 1
            for _ in range(COUNT):
                self.receive(pull)
            report = run.finish()
        self.assertEqual(wire_of(report, "w")["state"]["from"], "connected")
        self.assertEqual(received + COUNT + self.drain(pull)[0], socket_of(report, "src")["sent"])
        self.assertGreater(report["events"]["accepted"], 1000)

    def test_a_browser_ends_nothing(self):
        """libzmq takes what does not begin with a signature for a peer of ZMTP 1 and sends it its share."""
        self.run_beside(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")

    def test_a_peer_of_zmtp_2_is_connected_too(self):
        """Such a peer ends its greeting without the handshake of version 3, so libzmq tells of no success."""
        endpoint = free_tcp_endpoint()
        port = int(endpoint.rsplit(":", 1)[1])
        received = []
        nodes = [node("src", "source", "PUSH", {"rate": 200, "size": 16}), outside("o", "PULL")]
        with TopologyRun(nodes, [wire("w", "src", "o", "from", endpoint)]) as run:
            run.wait_for_event("LISTENING")
            peer = threading.Thread(target=self.pull_by_zmtp_2, args=(port, received), daemon=True)
            peer.start()
            # Zeroloom gives the handshake a second before it takes the peer for an old one; it sends 200 in that time.
            wait_until(lambda: len(received) >= 500, "500 messages over ZMTP 2")
            report = run.finish()
            peer.join(30)
        self.assertEqual(wire_of(report, "w")["state"]["from"], "connected")
        self.assertEqual(socket_of(report, "src")["sent"], len(received))

    @staticmethod
    def pull_by_zmtp_2(port, received):
        """A PULL in the words of RFC 15: greeting, socket type 7, empty identity, then frames of one length byte."""
        with socket.create_connection(("127.0.0.1", port)) as link:
            link.sendall(b"\xff" + bytes(8) + b"\x7f" + b"\x01" + b"\x07" + b"\x00\x00")
            stream = link.makefile("rb")
            stream.read(12)  # signature, revision and socket type
            identity = stream.read(2)
            stream.read(identity[1])
            while header := stream.read(2):
                received.append(stream.read(header[1]))

    def test_a_sender_to_nobody_fills_its_queue_and_goes_mute(self):
        nodes = [node("src", "source", "PUSH", {"rate": 0}, options={"SNDHWM": 100}), outside("o", "PULL")]
        with TopologyRun(nodes, [wire("w", "src", "o", "to", free_tcp_endpoint())]) as run:
            run.wait_for_event("CONNECT_RETRIED")
            report = run.finish()
        ours = socket_of(report, "src")
        self.assertEqual(ours["sent"], 100)
        self.assertGreater(ours["mute_s"], 0)
        self.assertEqual(wire_of(report, "w")["state"]["from"], "connecting")

    def test_a_peer_that_does_not_read_makes_its_sender_mute(self):
        pull = self.new_socket(zmq.PULL)
        pull.setsockopt(zmq.RCVHWM, 10)
        pull.bind("tcp://127.0.0.1:*")
        endpoint = pull.getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode()
        ticks, tick_endpoint = self.bound(zmq.PULL)
        fast = {"rate": 0, "size": 65536}
        nodes = [node("src", "source", "PUSH", fast, options={"SNDHWM": 10}), outside("o", "PULL"),
                 node("tick", "source", "PUSH", {"rate": 50}), outside("t", "PULL")]
        wires = [wire("w", "src", "o", "to", endpoint), wire("tick", "tick", "t", "to", tick_endpoint)]
        with TopologyRun(nodes, wires) as run:
            run.wait_for_event("HANDSHAKE_SUCCEEDED", 2)
            for _ in range(25):  # by then the kernel's buffers are full too
                self.receive(ticks)
            report = run.finish()
        ours = socket_of(report, "src")
        self.assertGreater(ours["mute_s"], 0.1)
        self.assertEqual(wire_of(report, "w")["state"]["from"], "connected")
        self.assertLessEqual(self.drain(pull)[0], ours["sent"])


class Frozen(OutsideBehaviour):
    """A peer whose process stands still: without heartbeats nobody would notice."""

    PEER = "import sys, zmq; s = zmq.Context().socket(zmq.PULL); s.connect(sys.argv[1])\nwhile True: s.recv()"

    def frozen_peer(self, options):
        """What our wire's end says of a peer that was stopped; killed at the end of the test."""
        endpoint = free_tcp_endpoint()
        peer = subprocess.Popen([sys.executable, "-c", self.PEER, endpoint])
        self.addCleanup(peer.wait)
        self.addCleanup(peer.kill)
        nodes = [node("src", "source", "PUSH", {"rate": 0.001}, options=options), outside("o", "PULL")]
        with TopologyRun(nodes, [wire("w", "src", "o", "from", endpoint)]) as run:
            run.wait_for_event("HANDSHAKE_SUCCEEDED")
            peer.send_signal(signal.SIGSTOP)
            run.wait_for_event("DISCONNECTED")
            report = run.finish()
        return wire_of(report, "w")["state"]["from"]

    def test_a_heartbeat_shows_it_at_the_end_that_sends_it(self):
        self.assertEqual(self.frozen_peer({"HEARTBEAT_IVL": 300, "HEARTBEAT_TIMEOUT": 1500}), "disconnected")


if __name__ == "__main__":
    unittest.main()
