// Topologies for tests of exporters: one that has everything, and one whose every text is hostile. Ids are what the
// reader lets through; every other text is the user's.
#pragma once

#include <stdexcept>
#include <string>

#include "core/format/topology_file.h"

namespace zeroloom::test {

inline Topology topologyFrom(const std::string& text)
{
    auto topology = readTopology(text);
    if (!topology)
        throw std::runtime_error(topology.error().front().text());
    return *topology;
}

// Two hosts, most roles, standard and other options, raw subscriptions, chosen sides, positions, a note, unknown keys.
inline Topology fullTopology()
{
    return topologyFrom(R"json({"zeroloom": 1, "name": "Everything", "description": "Of each kind\none.",
  "hosts": [{"id": "local"}, {"id": "far", "label": "The far one", "rack": 7}, {"id": "idle"}],
  "nodes": [
    {"id": "vent", "label": "Ventilator", "role": "source", "host": "far",
     "params": {"rate": 1000, "topics": ["a", "b"], "text": "10"},
     "sockets": [{"id": "out", "type": "PUSH", "options": {"SNDHWM": 500, "LINGER": 0, "IMMEDIATE": true}}]},
    {"id": "queue", "role": "proxy",
     "sockets": [{"id": "frontend", "type": "ROUTER", "options": {"SNDHWM": 10, "RCVHWM": 10}},
                 {"id": "backend", "type": "DEALER", "options": {"RCVHWM": 5, "AFFINITY": 3, "SNDBUF": 4096}}]},
    {"id": "forwarder", "role": "proxy",
     "sockets": [{"id": "frontend", "type": "XSUB"}, {"id": "backend", "type": "XPUB", "side": "left"}]},
    {"id": "streamer", "role": "proxy", "host": "far",
     "sockets": [{"id": "frontend", "type": "PULL"}, {"id": "backend", "type": "PUSH"}]},
    {"id": "ask", "role": "requester", "params": {"timeout": "1500ms"},
     "sockets": [{"id": "req", "type": "REQ", "options": {"ROUTING_ID": "asker"}}]},
    {"id": "answer", "role": "replier", "sockets": [{"id": "rep", "type": "REP", "vendor": {"deep": [1, 2.0, null]}}]},
    {"id": "news", "role": "source", "sockets": [{"id": "pub", "type": "PUB"}]},
    {"id": "reader", "role": "sink",
     "sockets": [{"id": "sub", "type": "SUB", "options": {"ROUTING_ID": "0x00ff"},
                  "subscribe": ["weather.", {"hex": "00ff10"}, "", "10"]}]},
    {"id": "sink", "role": "sink", "params": {"work": "1ms"}, "sockets": [{"id": "in", "type": "PULL"}]},
    {"id": "tool", "role": "program", "params": {"command": "/bin/echo", "arguments": ["$(id)", "%s"]},
     "sockets": [{"id": "pair", "type": "PAIR"}]},
    {"id": "stats", "role": "outside", "host": "far", "colour": "red", "sockets": [{"id": "pair", "type": "PAIR"}]}],
  "wires": [
    {"id": "a", "from": "vent.out", "to": "streamer.frontend", "bind": "from"},
    {"id": "b", "from": "streamer.backend", "to": "sink.in", "bind": "to", "endpoint": "tcp://*:6001", "note": "far"},
    {"id": "c", "from": "ask.req", "to": "queue.frontend"},
    {"id": "d", "from": "queue.backend", "to": "answer.rep", "endpoint": "inproc://inside"},
    {"id": "e", "from": "news.pub", "to": "forwarder.frontend", "endpoint": "ipc:///tmp/news"},
    {"id": "f", "from": "forwarder.backend", "to": "reader.sub"},
    {"id": "g", "from": "tool.pair", "to": "stats.pair", "bind": "to", "endpoint": "tcp://127.0.0.1:6002"}],
  "layout": {"vent": [0, 0], "sink": [480.5, -20]},
  "notes": [{"id": "n", "text": "Remember", "position": [10, 10], "size": [200, 80], "pinned": true}],
  "author": {"name": "somebody"}})json");
}

// What people and attackers put into a text.
inline const std::vector<std::string>& hostileTexts()
{
    static const std::vector<std::string> Texts{
        "plain",
        "two\nlines",
        "carriage\r\nreturn",
        "tab\there",
        "quote \" here",
        "apostrophe ' here",
        "both \" and '",
        "back\\slash \\n \\\" \\",
        "$(touch /tmp/zeroloom-owned)",
        "`touch /tmp/zeroloom-owned`",
        "${HOME} $HOME %HOME% %s %n",
        "*/ int main() { /*",
        "// ?\?/ trigraph",
        "# a comment",
        "a#b",
        "key: value",
        "- item",
        "{json: [1, 2]}",
        "[1, 2]",
        "\"quoted\"",
        "true",
        "null",
        "10",
        "1e5",
        "~",
        "",
        " ",
        " leading and trailing ",
        "<b>html</b> & <script>alert(1)</script>",
        "\\N \\l \\G <<b>>",
        "'''",
        "\"\"\"",
        "{{ template }} {% x %}",
        "line\xe2\x80\xa8separator",
        "right\xe2\x80\xaeleft",
        "\x01\x02\x1b[31m",
        "\x7f",
        "Grüße, 世界 🧵",
        "---",
        "...",
        "!!python/object/apply:os.system ['id']",
        "x = 1\n    y = 2",
        std::string(3000, 'x'),
        std::string(700, '"') + std::string(700, '\''),
    };
    return Texts;
}

// A pipeline for each hostile text, which stands wherever a text may stand.
inline Topology hostileTopology()
{
    Topology topology;
    topology.name = "two\nlines \" ' $(id) */";
    topology.description = "`id`\r\n--> ${X} <b> \xe2\x80\xa8 end";
    const auto& texts = hostileTexts();
    topology.hosts.front().label = texts[6];
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string number = std::to_string(i);
        Node source, sink;
        source.id = NodeId("source-" + number);
        source.label = texts[i];
        source.role = "source";
        source.params = {{"text", texts[i]}, {"topics", TextList{texts[i], "t"}}};
        source.sockets = {Socket{SocketId("out"), SocketType::Pub, {}, {}, PortSide::Auto, {}}};
        sink.id = NodeId("sink-" + number);
        sink.role = "sink";
        sink.sockets = {
            Socket{SocketId("in"), SocketType::Sub, {}, {texts[i], std::string("\xff\x00", 2) + texts[i]}, {}, {}}};
        Wire wire;
        wire.id = WireId("w" + number);
        wire.from = {source.id, SocketId("out")};
        wire.to = {sink.id, SocketId("in")};
        Note note;
        note.id = NoteId("note-" + number);
        note.text = texts[i];
        topology.nodes.push_back(std::move(source));
        topology.nodes.push_back(std::move(sink));
        topology.wires.push_back(std::move(wire));
        topology.notes.push_back(std::move(note));
    }
    return topology;
}

} // namespace zeroloom::test
