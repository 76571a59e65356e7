"""zeroloomctl types, options and roles: the facts, as tables and as JSON."""

import json
import unittest

from command_line import USAGE, CommandLineTest

STABLE = {"REQ", "REP", "DEALER", "ROUTER", "PUB", "SUB", "XPUB", "XSUB", "PUSH", "PULL", "PAIR", "STREAM"}


class TypesTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        document = json.loads(self.run_to_end("types", "--json").stdout)
        self.types = {entry["name"]: entry for entry in document["types"]}

    def test_all_types_are_listed(self):
        self.assertLessEqual(STABLE, set(self.types))
        table = self.run_to_end("types").stdout
        for name in STABLE:
            self.assertRegex(table, rf"(?m)^{name}\b")

    def test_peers_are_symmetric_and_right(self):
        for name, entry in self.types.items():
            for peer in entry["peers"]:
                self.assertIn(name, self.types[peer]["peers"])
        self.assertEqual(set(self.types["PUSH"]["peers"]), {"PULL"})
        self.assertEqual(set(self.types["PUB"]["peers"]), {"SUB", "XSUB"})
        self.assertEqual(set(self.types["DEALER"]["peers"]), {"REP", "DEALER", "ROUTER"})

    def test_high_water_mark_is_told(self):
        marks = {name: entry["at_high_water_mark"] for name, entry in self.types.items()}
        self.assertEqual((marks["PUSH"], marks["PUB"], marks["PULL"]), ("blocks", "drops", "cannot send"))

    def test_drafts_are_offered_only_where_libzmq_has_them(self):
        import zmq
        for entry in self.types.values():
            if entry["draft"]:
                self.assertEqual(entry["available"], zmq.has("draft"))


class OptionsTest(CommandLineTest):
    def options(self, *arguments):
        document = json.loads(self.run_to_end("options", *arguments, "--json").stdout)
        return {entry["name"]: entry for entry in document["options"]}

    def test_each_option_says_what_it_takes(self):
        options = self.options()
        self.assertEqual(options["SNDHWM"]["default"], 1000)
        self.assertEqual(options["SNDHWM"]["minimum"], 0)
        self.assertTrue(options["SNDHWM"]["help"])
        self.assertTrue(all(entry["types"] and entry["group"] for entry in options.values()))

    def test_a_type_leaves_its_own(self):
        push = self.options("PUSH")
        self.assertIn("SNDHWM", push)
        self.assertNotIn("ROUTER_MANDATORY", push)
        self.assertEqual(push, self.options("push"))
        self.assertIn("ROUTER_MANDATORY", self.options("ROUTER"))
        self.assertTrue(all("PUSH" in entry["types"] for entry in push.values()))

    def test_table_has_the_same_options(self):
        table = self.run_to_end("options", "PUSH").stdout
        for name in self.options("PUSH"):
            self.assertRegex(table, rf"(?m)^{name} ")

    def test_an_unknown_type_is_refused_with_the_nearest(self):
        result = self.run_to_end("options", "PUSHH", code=USAGE)
        self.assertEqual(result.stdout, "")
        self.assertIn("did you mean 'PUSH'?", result.stderr)


class RolesTest(CommandLineTest):
    def test_roles_with_sockets_and_parameters(self):
        document = json.loads(self.run_to_end("roles", "--json").stdout)
        roles = {entry["name"]: entry for entry in document["roles"]}
        self.assertLessEqual({"source", "sink", "requester", "replier", "worker", "proxy", "peer", "heartbeater",
                              "heart", "pinger", "listener", "outside", "program"},
                             set(roles))
        source = {entry["name"]: entry for entry in roles["source"]["parameters"]}
        self.assertEqual(source["rate"]["default"], 10)
        self.assertIn("PUSH", roles["source"]["sockets"][0]["types"])
        self.assertFalse(roles["outside"]["runs_here"])

    def test_table_names_each_role_and_parameter(self):
        text = self.run_to_end("roles").stdout
        document = json.loads(self.run_to_end("roles", "--json").stdout)
        for role in document["roles"]:
            self.assertRegex(text, rf"(?m)^{role['name']}$")
            for parameter in role["parameters"]:
                self.assertRegex(text, rf"(?m)^    {parameter['name']} ")


if __name__ == "__main__":
    unittest.main()
