#include "core/model/editor_index.h"

namespace zeroloom {

void EditorIndex::build(const Topology& topology)
{
    if (m_valid)
        return;
    m_nodes.clear();
    m_wires.clear();
    m_wiresAt.clear();
    m_nodeCount = m_wireCount = 0;
    m_duplicates = false;
    m_nodes.reserve(topology.nodes.size());
    m_wires.reserve(topology.wires.size());
    for (const Node& node : topology.nodes)
        addNode(node.id);
    for (const Wire& wire : topology.wires)
        addWire(wire);
    m_valid = true;
}

void EditorIndex::addNode(const NodeId& id)
{
    if (!m_nodes.emplace(id, m_nodeCount++).second)
        m_duplicates = true;
}

void EditorIndex::addWire(const Wire& wire)
{
    const std::size_t place = m_wireCount++;
    if (!m_wires.emplace(wire.id, place).second)
        m_duplicates = true;
    m_wiresAt[wire.from].push_back(place);
    if (wire.to != wire.from)
        m_wiresAt[wire.to].push_back(place);
}

bool EditorIndex::followNode(const NodeChange& change)
{
    if (change.before)
        return change.after && change.after->id == change.before->id;
    if (!change.after)
        return true;
    if (change.index != m_nodeCount)
        return false;
    addNode(change.after->id);
    return true;
}

bool EditorIndex::followWire(const WireChange& change)
{
    if (change.before) {
        return change.after && change.after->id == change.before->id && change.after->from == change.before->from &&
               change.after->to == change.before->to;
    }
    if (!change.after)
        return true;
    if (change.index != m_wireCount)
        return false;
    addWire(*change.after);
    return true;
}

void EditorIndex::follow(const std::vector<Change>& changes)
{
    for (const Change& change : changes) {
        if (!m_valid)
            return;
        if (const auto* node = std::get_if<NodeChange>(&change))
            m_valid = followNode(*node);
        else if (const auto* wire = std::get_if<WireChange>(&change))
            m_valid = followWire(*wire);
    }
}

std::optional<std::size_t> EditorIndex::node(const Topology& topology, const NodeId& id)
{
    build(topology);
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> EditorIndex::wire(const Topology& topology, const WireId& id)
{
    build(topology);
    const auto found = m_wires.find(id);
    return found == m_wires.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<std::size_t>& EditorIndex::wiresAt(const Topology& topology, const SocketRef& ref)
{
    static const std::vector<std::size_t> None;
    build(topology);
    const auto found = m_wiresAt.find(ref);
    return found == m_wiresAt.end() ? None : found->second;
}

bool EditorIndex::hasDuplicates(const Topology& topology)
{
    build(topology);
    return m_duplicates;
}

} // namespace zeroloom
