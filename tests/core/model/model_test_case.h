// Small topologies and an observer, for the tests of the model.
#pragma once

#include <string>
#include <vector>

#include "core/model/editor.h"

namespace zeroloom {

inline SocketRef ref(const std::string& node, const std::string& socket) { return {NodeId(node), SocketId(socket)}; }

inline Node makeNode(const std::string& id, const std::string& role,
                     const std::vector<std::pair<std::string, SocketType>>& sockets)
{
    Node node;
    node.id = NodeId(id);
    node.role = role;
    for (const auto& [socketId, type] : sockets)
        node.sockets.push_back(Socket{SocketId(socketId), type, {}, {}, PortSide::Auto, {}});
    return node;
}

// vent.out → w1.in, w1.out → sink.in, laid out in a row.
inline Topology smallPipeline()
{
    Topology topology;
    topology.name = "Small pipeline";
    topology.nodes = {makeNode("vent", "source", {{"out", SocketType::Push}}),
                      makeNode("w1", "worker", {{"in", SocketType::Pull}, {"out", SocketType::Push}}),
                      makeNode("sink", "sink", {{"in", SocketType::Pull}})};
    topology.wires = {Wire{WireId("a"), ref("vent", "out"), ref("w1", "in"), {}, {}, {}},
                      Wire{WireId("b"), ref("w1", "out"), ref("sink", "in"), {}, {}, {}}};
    topology.layout = {{NodeId("vent"), {0, 0}}, {NodeId("w1"), {240, 0}}, {NodeId("sink"), {480, 0}}};
    return topology;
}

// Remembers what the editor reported.
class ChangeLog {
public:
    explicit ChangeLog(Editor& editor)
    {
        editor.subscribe([this](const ChangeSet& changes) { m_changes.push_back(changes); });
    }
    std::size_t count() const { return m_changes.size(); }
    const ChangeSet& last() const { return m_changes.back(); }

private:
    std::vector<ChangeSet> m_changes;
};

} // namespace zeroloom
