"""zeroloomctl run --messages and --sequence: messages as they pass the sockets."""

import json
import unittest
import xml.etree.ElementTree as ElementTree

from command_line import USAGE, CommandLineTest, node, pipeline, socket, topology, validate


def broker(count=5):
    return topology(
        [node("client", "requester", socket("s", "REQ", options={"ROUTING_ID": "Alice"}), rate=50, count=count),
         node("broker", "proxy", socket("frontend", "ROUTER"), socket("backend", "DEALER")),
         node("server", "replier", socket("s", "REP"))],
        [("client.s", "broker.frontend"), ("broker.backend", "server.s")])


class MessagesTest(CommandLineTest):
    def messages(self, file, *arguments):
        path = self.folder / "messages.jsonl"
        self.run_to_end("run", file, "--messages", path, *arguments)
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        for line in lines:
            validate(line, "message.schema.json")
        return lines

    def test_each_frame_is_written_with_what_it_is(self):
        lines = self.messages(self.write(broker()))
        self.assertEqual(len(lines), 5 * 8)
        kinds = {}
        for line in lines:
            self.assertEqual((line["host"], line["left_out"]), ("local", 0))
            kinds.setdefault((line["socket"], line["direction"]), []).append(
                [frame["kind"] for frame in line["frames"]])
        enveloped = [["routing id", "empty delimiter", "body"]] * 5
        for place in (("broker.frontend", "received"), ("broker.backend", "sent"), ("broker.backend", "received"),
                      ("broker.frontend", "sent")):
            self.assertEqual(kinds[place], enveloped, place)
        for name in ("client.s", "server.s"):
            self.assertEqual(kinds[name, "sent"], [["body"]] * 5)
            self.assertEqual(kinds[name, "received"], [["body"]] * 5)
        frames = next(line for line in lines if line["socket"] == "broker.frontend")["frames"]
        self.assertEqual(frames[0], {"kind": "routing id", "text": "Alice", "size": 5})
        self.assertEqual(frames[1], {"kind": "empty delimiter", "text": "", "size": 0})
        # A stamped payload is no text.
        self.assertEqual((frames[2]["size"], len(frames[2]["hex"])), (64, 128))

    def test_text_and_topics_arrive_as_they_were_sent(self):
        weather = topology([node("pub", "source", socket("out", "PUB"), rate=50, text="12 °C", topics=["weather.", "news."]),
                            node("sub", "sink", socket("in", "SUB", subscribe=["weather."]))], [("pub.out", "sub.in")])
        lines = self.messages(self.write(weather), "--messages-of", "sub.in", "--for", "1s")
        self.assertGreater(len(lines), 5)
        for line in lines:
            self.assertEqual(line["socket"], "sub.in")
            self.assertEqual(line["frames"], [{"kind": "topic", "text": "weather.", "size": 8},
                                              {"kind": "body", "text": "12 °C", "size": 6}])

    def test_what_is_looked_at_and_what_is_left_out_add_up(self):
        report = self.folder / "report.json"
        lines = self.messages(self.write(pipeline(rate=2000)), "--messages-rate", "50", "--messages-of", "sink.in",
                              "--for", "2s", "--report", report)
        received = json.loads(report.read_text())["nodes"][1]["sockets"][0]["received"]
        told = sum(1 + line["left_out"] for line in lines)
        self.assertLessEqual(told, received)
        # At most what passed since the last one that was looked at is not told, a fiftieth of a second's worth and more
        # when the machine is busy.
        self.assertGreater(told, received / 2)
        self.assertGreater(len(lines), 50)
        span = lines[-1]["t"] - lines[0]["t"]
        self.assertLessEqual(len(lines), 50 + 50 * span + 1)

    def test_standard_output_has_them_to_itself(self):
        result = self.run_to_end("run", self.write(broker(count=2)), "--messages", "-")
        self.assertEqual(len([json.loads(line) for line in result.stdout.splitlines()]), 16)
        self.assertIn("client", result.stderr)

    def test_messages_of_two_hosts_come_together(self):
        two = broker()
        two["hosts"] = [{"id": "local"}, {"id": "other"}]
        two["nodes"][2]["host"] = "other"
        lines = self.messages(self.write(two))
        self.assertEqual(len(lines), 40)
        self.assertEqual({line["host"] for line in lines if line["socket"] == "server.s"}, {"other"})


class SequenceTest(CommandLineTest):
    def test_a_sequence_is_drawn(self):
        svg, mermaid = self.folder / "out.svg", self.folder / "out.mmd"
        file = self.write(broker(count=1))
        self.run_to_end("run", file, "--sequence", svg)
        root = ElementTree.fromstring(svg.read_text())
        words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        for expected in ("client", "broker", "server", "+ id Alice", "− id Alice", "+ empty", "stamped, 64 bytes"):
            self.assertIn(expected, words)
        self.run_to_end("run", file, "--sequence", mermaid)
        lines = mermaid.read_text().splitlines()
        arrows = [line.split(":")[0].strip() for line in lines if "->>" in line]
        self.assertEqual(arrows, ["n_client->>n_broker", "n_broker->>n_server", "n_server->>n_broker",
                                  "n_broker->>n_client"])
        self.assertIn("+‹id Alice› +‹empty›", mermaid.read_text())


class RefusedMessagesTest(CommandLineTest):
    def refused(self, *arguments):
        result = self.run_to_end("run", self.write(broker()), *arguments, code=USAGE)
        self.assertEqual(result.stdout, "")
        return result.stderr

    def test_what_cannot_be_looked_at_is_named(self):
        self.assertIn("did you mean 'broker.frontend'?", self.refused("--messages", "-", "--messages-of", "broker.frontnd"))
        self.assertIn("--messages or --sequence", self.refused("--messages-of", "client.s"))
        self.assertIn("--messages-rate", self.refused("--messages", "-", "--messages-rate", "0"))
        self.assertIn("standard output", self.refused("--messages", "-", "--events", "-"))
        self.assertIn("standard output", self.refused("--messages", "-", "--report", "-"))
        self.assertIn("no/messages", self.refused("--messages", self.folder / "no" / "messages"))
        self.assertIn(".mmd", self.refused("--sequence", self.folder / "out.png"))
        self.assertIn("no/out.svg", self.refused("--sequence", self.folder / "no" / "out.svg"))

    def test_somebody_elses_socket_cannot_be_looked_at(self):
        file = self.write(topology([node("source", "source", socket("out", "PUSH"), rate=100),
                                    node("theirs", "outside", socket("in", "PULL"))], [("source.out", "theirs.in")]))
        result = self.run_to_end("run", file, "--messages", "-", "--messages-of", "theirs.in", code=USAGE)
        self.assertIn("no such socket runs here", result.stderr)


if __name__ == "__main__":
    unittest.main()
