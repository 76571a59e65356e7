"""Parts of an exported deployment in networks of their own, which find each other by name and talk: the commands are
those of the exported files, only paths are the test's. Needs root for network namespaces."""
import json
import os
import pathlib
import shlex
import signal
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import yaml

import deployed
from topology_run import ZEROLOOMCTL, socket_of, wait_until, wire_of

SKIPPED = 77  # what ctest takes for "skipped"
DEADLINE = 30
ADDRESSES = {"edge-1": "10.77.53.1", "centre": "10.77.53.2"}


def ip(*arguments, check=True):
    return subprocess.run(["ip", *arguments], check=check, capture_output=True, text=True, timeout=DEADLINE)


def namespaces_are_permitted():
    if not shutil.which("ip"):
        return False
    name = f"zl-try-{os.getpid()}"
    made = ip("netns", "add", name, check=False).returncode == 0
    entered = made and ip("netns", "exec", name, "mount", "--bind", "/etc/hosts", "/etc/hosts", check=False).returncode == 0
    if made:
        ip("netns", "del", name, check=False)
    return entered


class Part:
    """One unit in its namespace, with /etc/hosts of its own."""

    def __init__(self, test, namespace, name, command, hosts):
        self.folder = test.folder / name
        self.name = name
        self.report_path, self.events_path = self.folder / "report", self.folder / "events"
        self.messages_path = self.folder / "messages"
        self.health_path = self.folder / "health"
        bound = 'mount --bind "$0" /etc/hosts && exec "$@"'
        with open(self.messages_path, "w", encoding="utf-8") as messages:
            self.process = subprocess.Popen(
                ["ip", "netns", "exec", namespace, "sh", "-c", bound, str(hosts), ZEROLOOMCTL, *command,
                 "--report", str(self.report_path), "--events", str(self.events_path)],
                stdin=subprocess.DEVNULL, stdout=messages, stderr=messages)
        test.addCleanup(self.end)

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def has_event(self, kind, wire):
        if not self.events_path.exists():
            return False
        events = [json.loads(line) for line in self.events_path.read_text().splitlines(keepends=True) if line.endswith("\n")]
        return any(event.get("kind") == kind and event.get("wire") == wire for event in events)

    def wait_for_event(self, kind, wire):
        wait_until(lambda: self.process.poll() is not None or self.has_event(kind, wire), f"{kind} of {wire} at {self.name}")
        if self.process.poll() is not None:
            raise AssertionError(f"{self.name} ended:\n{self.messages_path.read_text()}")

    def is_ready(self):
        return subprocess.run([ZEROLOOMCTL, "health", str(self.health_path), "--ready"], capture_output=True,
                              timeout=DEADLINE).returncode == 0

    def finish(self, ask=True):
        """The report; ended as Docker, Kubernetes and systemd do."""
        if ask:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=DEADLINE)
        if code != 0:
            raise AssertionError(f"{self.name} ended with {code}:\n{self.messages_path.read_text()}")
        return json.loads(self.report_path.read_text())


class DeploymentNetworkTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="zeroloom-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.namespaces = {}
        for number, (name, address) in enumerate(ADDRESSES.items()):
            space = self.namespaces[name] = f"zl{number}-{os.getpid()}"
            ip("netns", "add", space)
            self.addCleanup(ip, "netns", "del", space, check=False)
            ip("-n", space, "link", "set", "lo", "up")
        one, two = self.namespaces.values()
        ip("-n", one, "link", "add", "veth0", "type", "veth", "peer", "name", "veth0", "netns", two)
        for name, address in ADDRESSES.items():
            ip("-n", self.namespaces[name], "addr", "add", address + "/24", "dev", "veth0")
            ip("-n", self.namespaces[name], "link", "set", "veth0", "up")
            (self.folder / name).mkdir()
        (self.folder / "batch").mkdir()

    def hosts_file(self, *names):
        path = self.folder / f"hosts-{len(list(self.folder.glob('hosts-*')))}"
        path.write_text("127.0.0.1 localhost\n" + "".join(f"{ADDRESSES[name]} {name}\n" for name in names))
        return path

    def secret_folder(self, name, files):
        """As the container gets it: its own secrets and no others."""
        folder = self.folder / name / "secrets"
        folder.mkdir()
        for target, source in files.items():
            shutil.copy(source, folder / target)
        return folder

    def start_service(self, export, name, hosts, namespace=None):
        """What compose.yaml says, in a namespace instead of a container."""
        document = yaml.safe_load((export / "compose.yaml").read_text())
        service = document["services"][name]
        secrets = self.secret_folder(name, {one["target"]: export / document["secrets"][one["source"]]["file"]
                                            for one in service.get("secrets", [])})
        places = {"/etc/zeroloom/topology.zeroloom": export / "topology.zeroloom", "/run/secrets": secrets,
                  "/tmp/health": self.folder / name / "health"}
        command = [str(places.get(word, word)) for word in service["command"]]
        return Part(self, self.namespaces[namespace or name], name, command, hosts)

    def test_services_of_compose_find_each_other_by_name_and_talk_encrypted(self):
        export = self.folder / "export"
        deployed.export(deployed.SENSORS, "compose", export)
        late = self.hosts_file()
        edge = self.start_service(export, "edge-1", late)
        # The name is not known yet, as while the other container is being made.
        edge.wait_for_event("CONNECT_RETRIED", "readings")
        wait_until(edge.is_ready, "ready without the others")
        centre = self.start_service(export, "centre", self.hosts_file("edge-1", "centre"))
        wait_until(centre.is_ready, "ready")
        with open(late, "a", encoding="utf-8") as file:
            file.write(f"{ADDRESSES['centre']} centre\n")
        edge.wait_for_event("HANDSHAKE_SUCCEEDED", "readings")
        # Ends by itself when its hundred messages are sent.
        batch = self.start_service(export, "batch", late, namespace="edge-1")
        wait_until(lambda: batch.process.poll() is not None, "the end of what ends by itself")
        sent = {"batch": batch.finish(ask=False), "edge-1": edge.finish()}
        received = centre.finish()
        self.assertFalse(edge.health_path.exists())
        self.assertEqual(socket_of(sent["batch"], "jobs", "out")["sent"], 100)
        self.assertEqual(socket_of(received, "done", "in")["received"], 100)
        readings = socket_of(sent["edge-1"], "probe", "out")["sent"]
        self.assertGreater(readings, 0)
        self.assertEqual(socket_of(received, "store", "in")["received"], readings)
        self.assertEqual(wire_of(sent["edge-1"], "readings")["endpoint"], "tcp://centre:5555")

    def start_unit(self, export, name, replacements, hosts):
        """What ExecStart= says, with what systemd fills in."""
        text = (export / f"sensor-network-{name}.service").read_text()
        line = next(line for line in text.splitlines() if line.startswith("ExecStart="))
        credentials = self.secret_folder(
            name, {credential: export / "secrets" / credential for credential in
                   (line.split("=", 1)[1].split(":")[0] for line in text.splitlines() if line.startswith("LoadCredential="))})
        replacements = {"%d": str(credentials), "/etc/zeroloom/sensor-network": str(export), **replacements}
        for old, new in replacements.items():
            line = line.replace(old, new)
        command = shlex.split(line.removeprefix("ExecStart="))[1:] + ["--health", str(self.folder / name / "health")]
        return Part(self, self.namespaces[name], name, command, hosts)

    def test_services_of_systemd_reach_each_other_at_the_addresses_that_are_given(self):
        export = self.folder / "export"
        deployed.export(deployed.SENSORS, "systemd", export)
        nobody = self.hosts_file()
        centre = self.start_unit(export, "centre", {}, nobody)
        edge = self.start_unit(export, "edge-1", {"${ZEROLOOM_ADDRESS_CENTRE}": ADDRESSES["centre"]}, nobody)
        edge.wait_for_event("HANDSHAKE_SUCCEEDED", "readings")
        centre.wait_for_event("HANDSHAKE_SUCCEEDED", "readings")
        wait_until(edge.is_ready, "ready")
        sent, received = edge.finish(), centre.finish()
        readings = socket_of(sent, "probe", "out")["sent"]
        self.assertGreater(readings, 0)
        self.assertEqual(socket_of(received, "store", "in")["received"], readings)


if __name__ == "__main__":
    if not namespaces_are_permitted():
        print("skipped: network namespaces are not permitted here; run it as root with iproute2")
        sys.exit(SKIPPED)
    unittest.main()
