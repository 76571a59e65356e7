"""Exported deployments, read by their consumers: YAML by python3-yaml and against the formats' own rules, units by
systemd-analyze, kustomizations by kubectl where there is one."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import jsonschema
import yaml

import deployed
from deployed import HOSTILE, SENSORS

DNS_LABEL = "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$"
TEXT, TEXTS = {"type": "string"}, {"type": "array", "items": {"type": "string"}}


def strict(properties, *required):
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def named(schema, pattern):
    return {"type": "object", "patternProperties": {pattern: schema}, "additionalProperties": False}


DURATION = {"type": "string", "pattern": "^([0-9]+(ms|s|m|h))+$"}
LIMITS = strict({"cpus": {"type": "string", "pattern": r"^[0-9.]+$"}, "memory": {"type": "string", "pattern": "^[0-9]+[KMG]$"}})
# The parts of the compose specification that an export uses.
COMPOSE = strict({
    "name": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"},
    "services": named(strict({
        "image": TEXT, "build": strict({"context": TEXT}, "context"), "pull_policy": {"enum": ["always", "never", "missing", "build"]},
        "command": TEXTS, "entrypoint": TEXTS, "profiles": TEXTS,
        "configs": {"type": "array", "items": strict({"source": {"const": "topology"}, "target": TEXT}, "source", "target")},
        "secrets": {"type": "array", "items": strict({"source": TEXT, "target": TEXT}, "source", "target")},
        "environment": named(TEXT, "^[A-Za-z_][A-Za-z0-9_]*$"), "init": {"type": "boolean"}, "working_dir": TEXT,
        "read_only": {"type": "boolean"}, "user": {"type": "string", "pattern": "^[1-9][0-9]*:[1-9][0-9]*$"},
        "cap_drop": TEXTS, "security_opt": TEXTS, "tmpfs": TEXTS, "stop_grace_period": DURATION,
        "deploy": strict({"resources": strict({"limits": LIMITS, "reservations": LIMITS})}),
        "restart": {"enum": ["no", "always", "on-failure", "unless-stopped"]},
        "healthcheck": strict({"test": {**TEXTS, "minItems": 2}, "interval": DURATION, "timeout": DURATION,
                               "retries": {"type": "integer"}, "start_period": DURATION}, "test"),
        "expose": {"type": "array", "items": {"type": "string", "pattern": "^[0-9]+$"}},
        "ports": {"type": "array", "items": {"type": "string", "pattern": r"^(127\.0\.0\.1:)?[0-9]+:[0-9]+$"}},
        "extra_hosts": TEXTS,
    }, "image", "command", "user", "restart", "stop_grace_period"), DNS_LABEL),
    "configs": named(strict({"file": TEXT}, "file"), "^[a-zA-Z0-9._-]+$"),
    "secrets": named(strict({"file": TEXT}, "file"), "^[a-zA-Z0-9._-]+$"),
}, "name", "services", "configs")

LABELS = named({"type": "string", "pattern": "^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"}, "^app.kubernetes.io/[a-z]+$")
METADATA = strict({"name": {"type": "string", "pattern": DNS_LABEL}, "namespace": {"type": "string", "pattern": DNS_LABEL},
                   "labels": LABELS}, "name")
QUANTITY = {"type": "string", "pattern": "^[0-9]+(m|Mi|Gi)?$"}
PORT = {"type": "integer", "minimum": 1, "maximum": 65535}
PORT_NAME = {"type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$"}
PROBE = strict({"exec": strict({"command": TEXTS}, "command"), "periodSeconds": {"type": "integer"},
                "timeoutSeconds": {"type": "integer"}, "failureThreshold": {"type": "integer"}}, "exec")
CONTAINER = strict({
    "name": {"type": "string", "pattern": DNS_LABEL}, "image": TEXT, "imagePullPolicy": {"enum": ["Always", "IfNotPresent", "Never"]},
    "command": TEXTS, "args": TEXTS, "workingDir": TEXT,
    "env": {"type": "array", "items": strict({"name": {"type": "string", "pattern": "^[-._a-zA-Z][-._a-zA-Z0-9]*$"}, "value": TEXT}, "name", "value")},
    "ports": {"type": "array", "items": strict({"name": PORT_NAME, "containerPort": PORT}, "containerPort")},
    "startupProbe": PROBE, "livenessProbe": PROBE, "readinessProbe": PROBE,
    "resources": strict({kind: strict({"cpu": QUANTITY, "memory": QUANTITY}) for kind in ("requests", "limits")}),
    "securityContext": strict({"allowPrivilegeEscalation": {"const": False}, "readOnlyRootFilesystem": {"type": "boolean"},
                               "capabilities": strict({"drop": {"const": ["ALL"]}})}),
    "volumeMounts": {"type": "array", "items": strict({"name": TEXT, "mountPath": TEXT, "readOnly": {"type": "boolean"}}, "name", "mountPath")},
}, "name", "image", "securityContext", "resources")
VOLUME = strict({
    "name": {"type": "string", "pattern": DNS_LABEL}, "emptyDir": strict({"medium": {"const": "Memory"}, "sizeLimit": QUANTITY}),
    "configMap": strict({"name": TEXT}, "name"),
    "secret": strict({"secretName": TEXT, "defaultMode": {"const": 0o440}}, "secretName")}, "name")
POD = strict({
    "metadata": strict({"labels": LABELS, "annotations": named(TEXT, "^zeroloom/[a-z]+$")}, "labels"),
    "spec": strict({
        "automountServiceAccountToken": {"const": False}, "enableServiceLinks": {"const": False},
        "terminationGracePeriodSeconds": {"type": "integer"}, "shareProcessNamespace": {"type": "boolean"},
        "restartPolicy": {"enum": ["Never", "OnFailure"]},
        "securityContext": strict({"runAsNonRoot": {"const": True}, "runAsUser": PORT, "runAsGroup": PORT, "fsGroup": PORT,
                                   "seccompProfile": strict({"type": {"const": "RuntimeDefault"}})}, "runAsNonRoot"),
        "containers": {"type": "array", "items": CONTAINER, "minItems": 1, "maxItems": 1},
        "volumes": {"type": "array", "items": VOLUME}}, "containers", "securityContext")}, "metadata", "spec")


def kind(api, name, **rest):
    return strict({"apiVersion": {"const": api}, "kind": {"const": name}, "metadata": METADATA, **rest},
                  "apiVersion", "kind", "metadata", *rest)


# The fields of the Kubernetes API that an export uses.
KUBERNETES = {
    "Namespace": kind("v1", "Namespace"),
    "ConfigMap": kind("v1", "ConfigMap", data=named(TEXT, r"^[-._a-zA-Z0-9]{1,253}$")),
    "Secret": kind("v1", "Secret", type={"const": "Opaque"}, stringData=named(TEXT, r"^[-._a-zA-Z0-9]{1,253}$")),
    "Service": kind("v1", "Service", spec={"oneOf": [
        strict({"selector": LABELS, "ports": {"type": "array", "minItems": 1, "items": strict(
            {"name": PORT_NAME, "port": PORT, "targetPort": PORT_NAME}, "name", "port")}}, "selector", "ports"),
        strict({"type": {"const": "ExternalName"}, "externalName": {"type": "string", "pattern": r"^[a-z0-9.-]{1,253}$"}},
               "type", "externalName")]}),
    "Deployment": kind("apps/v1", "Deployment", spec=strict(
        {"replicas": {"const": 1}, "strategy": strict({"type": {"const": "Recreate"}}),
         "selector": strict({"matchLabels": LABELS}), "template": POD}, "selector", "template")),
    "Job": kind("batch/v1", "Job", spec=strict({"backoffLimit": {"type": "integer"}, "template": POD}, "template")),
    "Kustomization": strict({"apiVersion": {"const": "kustomize.config.k8s.io/v1beta1"}, "kind": {"const": "Kustomization"},
                             "resources": TEXTS}, "resources"),
}


def expand_compose(text):
    """As Compose interpolates where no variable is set."""
    return re.sub(r"\$(\$|\{[A-Z0-9_]+:-([^}]*)\}|.|$)", lambda m: "$" if m[1] == "$" else m[2] if m[2] is not None else "?", text,
                  flags=re.S)


def expand_kubernetes(text):
    """As third_party/forked/golang/expansion does where no variable is set."""
    out, i = "", 0
    while i < len(text):
        if text[i] == "$" and i + 1 < len(text):
            if text[i + 1] == "$":
                out, i = out + "$", i + 2
                continue
            end = text.find(")", i) if text[i + 1] == "(" else -1
            if end > 0:
                out, i = out + "?", end + 1
                continue
        out, i = out + text[i], i + 1
    return out


class DeploymentTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="zeroloom-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def hostile(self):
        return deployed.write_topology(self.folder, deployed.hostile_topology())

    def export(self, path, form):
        folder = self.folder / form
        shutil.rmtree(folder, ignore_errors=True)
        self.remarks = deployed.export(path, form, folder)
        return folder

    def check_topology(self, text):
        """What the hosts run has no secrets and no programs, and is a topology."""
        document = json.loads(text)
        self.assertNotIn("program", {node["role"] for node in document["nodes"]})
        self.assertFalse([1 for node in document["nodes"] for socket in node["sockets"] for option in socket.get("options", {})
                          if option in ("CURVE_SECRETKEY", "PLAIN_PASSWORD")])
        return document


class ComposeTest(DeploymentTest):
    def compose(self, path):
        folder = self.export(path, "compose")
        document = yaml.safe_load((folder / "compose.yaml").read_text(encoding="utf-8"))
        jsonschema.validate(document, COMPOSE)
        hosts = {host["id"] for host in self.check_topology((folder / "topology.zeroloom").read_text())["hosts"]}
        for name, service in document["services"].items():
            if "profiles" not in service:
                self.assertEqual(service["command"][:4], ["run", "/etc/zeroloom/topology.zeroloom", "--host", name])
                self.assertIn(name, hosts)
            for secret in service.get("secrets", []):
                self.assertTrue((folder / document["secrets"][secret["source"]]["file"]).is_file())
        if shutil.which("docker") and subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0:
            subprocess.run(["docker", "compose", "--profile", "programs", "config", "--quiet"], cwd=folder, check=True)
        return folder, document

    def test_services_are_as_the_specification_has_them(self):
        folder, document = self.compose(SENSORS)
        services = document["services"]
        self.assertEqual(set(services), {"edge-1", "centre", "batch", "asker"})
        self.assertEqual(services["batch"]["restart"], "on-failure")
        self.assertEqual(services["centre"]["restart"], "unless-stopped")
        self.assertEqual(services["asker"]["profiles"], ["programs"])
        self.assertEqual(services["centre"]["ports"], ["127.0.0.1:5701:5701"])
        self.assertEqual(services["centre"]["extra_hosts"], ["feed:${FEED_ADDRESS:-host-gateway}"])
        self.assertEqual(services["edge-1"]["secrets"][0]["target"], "probe.out.CURVE_SECRETKEY")
        self.assertIn("--secrets", services["edge-1"]["command"])
        self.assertNotIn("secrets", services["batch"])
        self.assertEqual(services["asker"]["environment"]["ZEROLOOM_BIND_ASK"], "0")
        self.assertRegex(services["asker"]["environment"]["ZEROLOOM_ENDPOINT_ASK"], r"^tcp://centre:\d+$")
        for what in ("edge-1", "feed", "asker", "dashboard", "CURVE_SECRETKEY", "ipc:///run/answers"):
            self.assertIn(what, self.remarks)

    def test_hostile_text_comes_out_as_it_went_in(self):
        folder, document = self.compose(self.hostile())
        program = next(one for one in document["services"].values() if one.get("entrypoint") == ["/bin/echo"])
        self.assertEqual([expand_compose(text) for text in program["command"]], HOSTILE)
        self.assertEqual([expand_compose(program["environment"][f"V{i}"]) for i in range(len(HOSTILE))], HOSTILE)
        self.assertEqual(expand_compose(program["working_dir"]), "/tmp/a b$x%y")
        odd = next(one for one in document["services"].values() if one.get("restart") == "always")
        self.assertEqual(expand_compose(odd["entrypoint"][0]), "@ \"odd\" $name")
        self.assertEqual((folder / "secrets" / "a.out.PLAIN_PASSWORD").read_text(), "p'\"$(x)%n{}: #\n")


class KubernetesTest(DeploymentTest):
    def manifests(self, path):
        folder = self.export(path, "kubernetes")
        documents = {}
        for file in sorted(folder.glob("*.yaml")):
            for document in yaml.safe_load_all(file.read_text(encoding="utf-8")):
                jsonschema.validate(document, KUBERNETES[document["kind"]])
                documents[document["kind"], document.get("metadata", {}).get("name", "")] = document
        for (what, name), document in documents.items():
            if what in ("Deployment", "Job"):
                self.check_references(documents, name, document["spec"])
        listed = documents["Kustomization", ""]["resources"]
        self.assertEqual({f.name for f in folder.glob("*.yaml") if not f.name.startswith("program-")} - {"kustomization.yaml"},
                         set(listed))
        self.check_topology(documents["ConfigMap", "topology"]["data"]["topology.zeroloom"])
        if shutil.which("kubectl"):
            built = subprocess.run(["kubectl", "kustomize", str(folder)], capture_output=True, text=True, timeout=60)
            self.assertEqual(built.returncode, 0, built.stderr)
            self.assertEqual(len(list(yaml.safe_load_all(built.stdout))),
                             sum(len(list(yaml.safe_load_all((folder / name).read_text()))) for name in listed))
        return documents

    def check_references(self, documents, name, spec):
        template = spec["template"]
        if "selector" in spec:
            self.assertEqual(spec["selector"]["matchLabels"], template["metadata"]["labels"])
        volumes = {volume["name"]: volume for volume in template["spec"]["volumes"]}
        container = template["spec"]["containers"][0]
        self.assertEqual({mount["name"] for mount in container["volumeMounts"]}, set(volumes))
        for volume in volumes.values():
            if "secret" in volume:
                self.assertIn(("Secret", volume["secret"]["secretName"]), documents)
            if "configMap" in volume:
                self.assertIn(("ConfigMap", volume["configMap"]["name"]), documents)
        if "ports" in container:
            service = documents["Service", name]["spec"]
            self.assertEqual(service["selector"], template["metadata"]["labels"])
            self.assertEqual({port["targetPort"] for port in service["ports"]}, {port["name"] for port in container["ports"]})

    def test_manifests_are_as_the_api_has_them(self):
        documents = self.manifests(SENSORS)
        self.assertIn(("Deployment", "edge-1"), documents)
        self.assertIn(("Deployment", "centre"), documents)
        self.assertIn(("Job", "batch"), documents)
        self.assertIn(("Job", "asker"), documents)
        self.assertEqual(documents["Service", "feed"]["spec"]["type"], "ExternalName")
        self.assertEqual(set(documents["Secret", "centre"]["stringData"]), {"store.in.CURVE_SECRETKEY"})

    def test_hostile_text_comes_out_as_it_went_in(self):
        documents = self.manifests(self.hostile())
        jobs = [document["spec"]["template"]["spec"]["containers"][0] for (what, _), document in documents.items()
                if what in ("Job", "Deployment")]
        program = next(one for one in jobs if one.get("command") == ["/bin/echo"])
        self.assertEqual([expand_kubernetes(text) for text in program["args"]], HOSTILE)
        values = {one["name"]: expand_kubernetes(one["value"]) for one in program["env"]}
        self.assertEqual([values[f"V{i}"] for i in range(len(HOSTILE))], HOSTILE)
        secret = next(document for (what, _), document in documents.items() if what == "Secret")
        self.assertEqual(secret["stringData"], {"a.out.PLAIN_PASSWORD": "p'\"$(x)%n{}: #"})


@unittest.skipUnless(shutil.which("systemd-analyze"), "needs systemd-analyze")
class SystemdTest(DeploymentTest):
    def units(self, path):
        folder = self.export(path, "systemd")
        self.check_topology((folder / "topology.zeroloom").read_text())
        files = sorted(folder.glob("*.service"))
        for file in files:
            # The program is asked for where the package puts it.
            text = file.read_text(encoding="ascii")
            file.write_text(text.replace("ExecStart=/usr/bin/zeroloomctl", "ExecStart=" + shutil.which(deployed.ZEROLOOMCTL)))
            keys = [line.partition("=")[0] for line in text.splitlines() if "=" in line and not line.startswith("#")]
            self.assertEqual(keys.count("ExecStart"), 1, text)
        verified = subprocess.run(["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *map(str, files)],
                                  capture_output=True, text=True, timeout=120)
        self.assertEqual((verified.returncode, verified.stderr.strip()), (0, ""))
        return {file.name: file for file in files}

    def test_units_are_accepted(self):
        units = self.units(SENSORS)
        self.assertEqual(set(units), {f"sensor-network-{name}.service" for name in ("edge-1", "centre", "batch", "asker")})
        edge = units["sensor-network-edge-1.service"].read_text()
        self.assertIn("LoadCredential=probe.out.CURVE_SECRETKEY:", edge)
        self.assertIn(" --secrets %d ", edge)
        self.assertIn(" --address centre=${ZEROLOOM_ADDRESS_CENTRE}", edge)
        self.assertIn("ZEROLOOM_ADDRESS_CENTRE=centre\n", (self.folder / "systemd" / "addresses.env").read_text())

    def test_hostile_text_neither_leaves_its_line_nor_its_word(self):
        units = self.units(self.hostile())
        program = next(file.read_text() for file in units.values() if "/bin/echo" in file.read_text())
        words = re.findall(r'"((?:[^"\\]|\\.)*)"', re.search("^ExecStart=(.*)$", program, re.M)[1])
        self.assertEqual([unquoted(word.replace("%%", "%").replace("$$", "$")) for word in words][-len(HOSTILE):], HOSTILE)
        variables = dict(unquoted(word.replace("%%", "%")).partition("=")[::2]
                         for word in re.findall(r'^Environment="(.*)"$', program, re.M))
        self.assertEqual([variables[f"V{i}"] for i in range(len(HOSTILE))], HOSTILE)


def unquoted(word):
    """As systemd reads C-style escapes."""
    bytes_ = re.sub(rb"\\(x..|.)", lambda m: bytes.fromhex(m[1][1:].decode()) if len(m[1]) == 3 else m[1],
                    word.encode(), flags=re.S)
    return bytes_.decode()


if __name__ == "__main__":
    unittest.main()
