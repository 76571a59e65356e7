"""Exported pictures and graphs, given to the programs that show them."""

import json
import pathlib
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command_line import CommandLineTest, DONE, SOURCES, USAGE, call  # noqa: E402

GALLERY = sorted(path.stem for path in (SOURCES / "resources" / "gallery").glob("*.zeroloom"))
HOSTILE = ("a\"<b>&'</text><script>alert(1)</script> `x` $(touch pwned) ${HOME} %s \\N \\n \\\" ]]> <!-- --> &lt; &#0; "
           "\u2028x\u202eevil */ ??/ {{x}} [y] (z) end --> %%{init: {}}%% #quot; ;;; style a:b#c; \x07 \n subgraph\\")


def hostile_topology():
    """Every text tries to break out; ids are words of DOT and Mermaid, and points of the compass."""
    return {
        "zeroloom": 1, "name": HOSTILE, "description": HOSTILE,
        "hosts": [{"id": "local"}, {"id": "end", "label": HOSTILE}],
        "nodes": [
            {"id": "end", "label": HOSTILE, "host": "end", "role": "source", "params": {"text": HOSTILE},
             "sockets": [{"id": "e", "type": "PUSH"}, {"id": "n", "type": "PUB", "side": "left"}]},
            {"id": "graph", "label": "日本語の長い名前をもつノードの見出し試験", "role": "sink",
             "sockets": [{"id": "sw", "type": "PULL"}, {"id": "c", "type": "SUB", "subscribe": ["", {"hex": "00ff"}]}]},
            {"id": "a--b", "label": "  ", "role": HOSTILE, "sockets": [{"id": "_", "type": "PAIR"}]},
            {"id": "-", "label": "مرحبا Жизнь", "role": "outside", "sockets": []}],
        "wires": [{"id": "w1", "from": "end.e", "to": "graph.sw", "endpoint": HOSTILE},
                  {"id": "w2", "from": "end.n", "to": "graph.c"}],
        "layout": {"end": [0, 0]}, "notes": [{"id": "n", "text": HOSTILE, "position": [0, -300], "size": [200, 80]}]}


def run(*command):
    finished = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL)
    assert finished.returncode == 0, f"{command}: {finished.stderr}"
    return finished


class PicturesTest(CommandLineTest):
    def export(self, source, form, *more):
        out = self.folder / f"out{len(list(self.folder.iterdir()))}.{form}"
        finished = call("export", source, "--to", form, "-o", out, *more)
        self.assertEqual(finished.returncode, DONE, finished.stderr)
        return out

    def sources(self):
        hostile = self.folder / "hostile.zeroloom"
        hostile.write_text(json.dumps(hostile_topology()))
        empty = self.folder / "empty.zeroloom"
        empty.write_text('{"zeroloom": 1}')
        return [f"gallery:{name}" for name in GALLERY] + [hostile, empty]

    def test_an_svg_is_well_formed_and_drawn(self):
        for source in self.sources():
            for theme in ([], ["--dark"]):
                with self.subTest(source=source, theme=theme):
                    svg = self.export(source, "svg", *theme)
                    run("xmllint", "--noout", "--nonet", svg)
                    run("rsvg-convert", svg, "-o", self.folder / "drawn.png")
                    tags = {element.tag.rpartition("}")[2] for element in xml.etree.ElementTree.parse(svg).iter()}
                    self.assertLessEqual(tags, {"svg", "title", "desc", "rect", "g", "path", "text", "circle"})

    def test_a_png_has_twice_the_canvas_pixels(self):
        for source in self.sources():
            with self.subTest(source=source):
                root = xml.etree.ElementTree.parse(self.export(source, "svg")).getroot()
                kind = run("file", "-b", self.export(source, "png")).stdout
                wanted = f"PNG image data, {2 * int(root.get('width'))} x {2 * int(root.get('height'))}"
                self.assertIn(wanted, kind)

    def test_a_pdf_has_one_page_of_text(self):
        for source in self.sources():
            with self.subTest(source=source):
                pdf = self.export(source, "pdf")
                about = run("pdfinfo", pdf).stdout
                self.assertRegex(about, r"Pages: +1\n")
                self.assertNotIn("CreationDate", about)
        text = run("pdftotext", self.export("gallery:task-pipeline", "pdf"), "-").stdout
        for word in ("Ventilator", "Worker 3", "Sink", "PUSH", "blocks at 1,000"):
            self.assertIn(word, text)

    def test_graphviz_draws_the_graph_without_a_complaint(self):
        for source in self.sources():
            with self.subTest(source=source):
                dot = self.export(source, "dot")
                drawn = run("dot", "-Tsvg", dot)
                self.assertEqual(drawn.stderr, "")
                self.assertNotIn("<script", drawn.stdout)
                xml.etree.ElementTree.fromstring(drawn.stdout)

    def test_graphviz_keeps_hostile_words_as_they_are(self):
        hostile = self.sources()[-2]
        drawn = run("dot", "-Tsvg", self.export(hostile, "dot")).stdout
        words = ["".join(element.itertext()) for element in xml.etree.ElementTree.fromstring(drawn).iter()
                 if element.tag.endswith("}text")]
        shown = [text.replace("\u00a0", " ") for text in words if "$(touch" in text]
        self.assertGreaterEqual(len(shown), 4)  # the graph, the host, the node, the endpoint
        for text in shown:
            self.assertIn("</text><script>alert(1)</script> `x` $(touch pwned) ${HOME} %s \\N \\n \\\" ]]>", text)

    def test_a_graph_comes_back_even_through_graphviz(self):
        for source in self.sources():
            with self.subTest(source=source):
                dot = self.export(source, "dot")
                plain = json.loads(self.export(source, "json").read_text())
                through = self.folder / "through.dot"
                through.write_text(run("dot", "-Tdot", dot).stdout)
                for graph, whole in ((dot, True), (through, False)):
                    back = call("import", graph, "--from", "dot")
                    self.assertEqual(back.returncode, DONE, back.stderr)
                    document = json.loads(back.stdout)
                    if not whole:  # Graphviz orders nodes and edges by its own mind, and places what has no place
                        for part in ("nodes", "wires", "notes"):
                            document[part].sort(key=lambda item: item["id"])
                            plain[part].sort(key=lambda item: item["id"])
                        document["layout"] = plain["layout"]
                    self.assertEqual(document, plain)

    def test_mermaid_sees_nothing_of_a_persons_text_but_entities(self):
        word = r'(?:[\w ,./·×→●…]|[^\x00-\x7f]|#\d+;)+'
        label = rf'"(?:{word}|<b>{word}</b>|<br/>)*"'
        line = re.compile(rf'  (?:  )?(?:[nt]_\w+(?:\({label}\)|\[{label}\]):::\w+'
                          rf'|n_\w+ -->\|{label}\| n_\w+|subgraph h_\w+\[{label}\]|end'
                          r'|classDef \w+ [\w:#,. -]+|linkStyle [\d,]+ [\w:#,-]+)')
        for source in self.sources():
            with self.subTest(source=source):
                lines = self.export(source, "mermaid").read_text().removesuffix("\n").split("\n")
                if lines[0] == "---":
                    self.assertTrue(lines[1].startswith("title: "))
                    json.loads(lines[1].removeprefix("title: "))
                    self.assertEqual(lines[2], "---")
                    lines = lines[3:]
                self.assertEqual(lines[0], "flowchart LR")
                for text in lines[1:]:
                    self.assertRegex(text, line)
                    self.assertIsNotNone(line.fullmatch(text), text)

    def test_a_broken_drawing_is_refused_with_its_place(self):
        broken = self.folder / "broken.dot"
        broken.write_text("digraph {\n  a [label=\"x\n}")
        finished = call("import", broken, "--from", "dot")
        self.assertEqual(finished.returncode, USAGE)
        self.assertIn("line 2, column 12", finished.stderr)


if __name__ == "__main__":
    unittest.main()
