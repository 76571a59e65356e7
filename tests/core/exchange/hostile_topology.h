// A topology whose every text tries to break out of what it is written into.
#pragma once

#include "core/model/topology.h"

namespace zeroloom::test {

inline const std::string HostileText =
    "a\"<b>&'</text><script>alert(1)</script> `x` $(touch pwned) ${HOME} %s \\N \\n \\\" ]]> <!-- --> &lt; &#0; "
    "\xE2\x80\xA8x\xE2\x80\xAE"
    "evil */ ?\?/ {{x}} [y] (z) end --> %%{init: {}}%% #quot; ;;; style a:b#c; \x07 \n "
    "subgraph\\";

// Ids that are words of DOT and Mermaid, and points of the compass.
inline Topology hostileTopology()
{
    Topology topology;
    topology.name = topology.description = HostileText;
    topology.hosts.push_back({HostId("end"), HostileText, {}});
    topology.hosts.push_back({HostId("graph"), "\"json\"", {}});
    Socket push{SocketId("e"), SocketType::Push, {{"ROUTING_ID", HostileText}}, {}, PortSide::Auto, {}};
    Socket pub{SocketId("n"), SocketType::Pub, {}, {}, PortSide::Left, R"({"x":"\\"})"};
    Socket pull{SocketId("sw"), SocketType::Pull, {}, {}, PortSide::Auto, {}};
    Socket sub{SocketId("c"), SocketType::Sub, {}, {"", HostileText, std::string("\0\xFF\"", 3)}, PortSide::Auto, {}};
    Socket pair{SocketId("_"), SocketType::Pair, {}, {}, PortSide::Auto, {}};
    const Values texts{{"text", HostileText}, {"topics", TextList{HostileText, "\\", "\""}}};
    topology.nodes.push_back({NodeId("end"), HostileText, HostId("end"), "source", texts, {push, pub}, {}});
    topology.nodes.push_back({NodeId("graph"), "\"json\"", HostId("graph"), "sink", {}, {pull, sub}, {}});
    topology.nodes.push_back({NodeId("a--b"), "   ", HostId("local"), HostileText, {}, {pair}, R"({"more":[1,"\""]})"});
    topology.nodes.push_back({NodeId("-"), {}, HostId("local"), "outside", {}, {}, {}});
    topology.nodes.push_back({NodeId("0"), {}, HostId("local"), "program", {{"command", HostileText}}, {pair}, {}});
    topology.wires.push_back({WireId("w1"),
                              {NodeId("end"), SocketId("e")},
                              {NodeId("graph"), SocketId("sw")},
                              WireEnd::To,
                              HostileText,
                              R"({"k":"v\\"})"});
    topology.wires.push_back({WireId("w2"),
                              {NodeId("end"), SocketId("n")},
                              {NodeId("graph"), SocketId("c")},
                              std::nullopt,
                              "ipc:///tmp/\"x\"",
                              {}});
    topology.wires.push_back(
        {WireId("w3"), {NodeId("a--b"), SocketId("_")}, {NodeId("0"), SocketId("_")}, std::nullopt, {}, {}});
    topology.notes.push_back({NoteId("n"), HostileText, {0, -200.5}, {260, 90}, {}});
    topology.layout = {{NodeId("end"), {0, 0}}, {NodeId("0"), {-300.25, 12}}};
    topology.extra = R"({"x-unknown":{"k":"\u2028"}})";
    return topology;
}

} // namespace zeroloom::test
