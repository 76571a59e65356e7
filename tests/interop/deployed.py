"""Topologies that tests deploy, and their exports by `zeroloomctl export`."""
import json
import os
import pathlib
import subprocess

ZEROLOOMCTL = os.environ.get("ZEROLOOMCTL", "zeroloomctl")
SOURCES = pathlib.Path(__file__).resolve().parents[2]
SENSORS = SOURCES / "tests" / "data" / "exchange" / "deployment" / "sensors.zeroloom"

# What must come out of every reader as it went in, and do nothing on the way.
HOSTILE = [
    "plain", "", " ", "'", '"', "\\", "\\\\n", "a\nb", "a\r\nb", "\t", "$HOME", "${HOME}", "$$", "$(reboot)", "$(HOME)", "a$",
    "`reboot`", "%n %% %h", "{{x}}", "a: b", "- a", "# a", "&a *a !!python/object:os", "|", ">", "---", "...", "? a",
    "true", "no", "null", "1e3", "0x10", "~", "é", "\u2028\u2029", "\u202eabc\u202c", "😀", "\ufeff", "\x01\x1b[31m\x7f",
    "\x85", ";", "-", "--", "@x", "+x", "<!-- -->", "*/", "??/", "]]>", "a" * 300,
    "\n[Service]\nExecStart=/bin/touch /tmp/owned\n", "x\\\n", "${X:-y}", "$(", "\"; touch /tmp/owned; \"",
]


def export(path, form, folder):
    """The remarks."""
    result = subprocess.run([ZEROLOOMCTL, "export", str(path), "--to", form, "-o", str(folder)], capture_output=True,
                            text=True, timeout=60, stdin=subprocess.DEVNULL)
    if result.returncode != 0:
        raise AssertionError(f"export to {form} ended with {result.returncode}:\n{result.stderr}")
    return result.stderr


def hostile_topology():
    """Every text of a topology that a person writes is hostile; ids are as bad as the reader lets them be."""
    everything = "".join(HOSTILE)
    return {
        "zeroloom": 1, "name": everything, "description": everything,
        "hosts": [{"id": "local", "label": everything}, {"id": "_", "label": "\\"}, {"id": "0"}, {"id": "-"},
                  {"id": "Local", "label": "%"}],
        "nodes": [
            {"id": "a", "host": "_", "label": everything, "role": "source", "params": {"text": everything, "rate": 5},
             "sockets": [{"id": "out", "type": "PUSH", "options": {
                 "PLAIN_USERNAME": "u: $x", "PLAIN_PASSWORD": "p'\"$(x)%n{}: #"}}]},
            {"id": "b", "host": "0", "role": "sink",
             "sockets": [{"id": "in", "type": "PULL", "options": {"PLAIN_SERVER": True}}]},
            {"id": "c", "host": "-", "role": "sink", "sockets": [
                {"id": "in", "type": "SUB", "subscribe": [*HOSTILE, {"hex": "00ff80"}]}]},
            {"id": "no", "host": "Local", "role": "source", "params": {"topics": [t for t in HOSTILE if t]},
             "sockets": [{"id": "out", "type": "PUB"}]},
            {"id": "_", "role": "program", "label": everything + "\\",
             "params": {"command": "/bin/echo", "arguments": HOSTILE, "folder": "/tmp/a b$x%y",
                        "environment": [f"V{i}={text}" for i, text in enumerate(HOSTILE)] + ["a b=c", "=x", "y"]},
             "sockets": [{"id": "in", "type": "PULL"}]},
            {"id": "true", "role": "program", "params": {"command": "@ \"odd\" $name", "restart": "always"}, "sockets": []},
            {"id": "localhost", "role": "outside", "sockets": [{"id": "in", "type": "PULL"}]},
        ],
        "wires": [
            {"id": "w1", "from": "a.out", "to": "b.in"},
            {"id": "w2", "from": "no.out", "to": "c.in", "endpoint": "ipc://@$(x)"},
            {"id": "w3", "from": "a.out", "to": "_.in", "bind": "from", "endpoint": "ipc:///tmp/${x}`y`"},
            {"id": "w4", "from": "a.out", "to": "localhost.in", "bind": "to", "endpoint": "tcp://127.0.0.1:5900"},
        ],
    }


def write_topology(folder, topology):
    path = pathlib.Path(folder) / "deployed.zeroloom"
    path.write_text(json.dumps(topology), encoding="utf-8")
    return path
