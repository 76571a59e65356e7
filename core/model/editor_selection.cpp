// What the editor does to many things at once: move, remove, copy, insert.
#include <algorithm>
#include <utility>

#include "core/model/editor.h"
#include "core/model/fragment.h"

namespace zeroloom {

namespace {

std::string counted(std::size_t count, const std::string& noun)
{
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

// "3 nodes and 2 wires", "1 node".
std::string countedAll(std::size_t nodes, std::size_t wires, std::size_t notes)
{
    std::vector<std::string> parts;
    if (nodes > 0)
        parts.push_back(counted(nodes, "node"));
    if (wires > 0)
        parts.push_back(counted(wires, "wire"));
    if (notes > 0)
        parts.push_back(counted(notes, "note"));
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return text;
}

} // namespace

Status Editor::move(const std::map<NodeId, Point>& positions, const std::map<NoteId, Point>& notes,
                    const std::string& gesture, std::string text)
{
    if (text.empty())
        text = "Move " + countedAll(positions.size(), 0, notes.size());
    Edit edit{std::move(text), {}, gesture.empty() ? std::string() : "move:" + gesture};
    edit.changes.reserve(positions.size() + notes.size());
    for (const auto& [id, position] : positions) {
        if (!findNode(id))
            return fail(ErrorCode::NotFound, "there is no node '" + id.text() + "'");
        const auto before = m_topology.layout.find(id);
        edit.changes.push_back(PositionChange{
            id, before == m_topology.layout.end() ? std::nullopt : std::optional(before->second), position});
    }
    for (const auto& [id, position] : notes) {
        const auto note = needNote(id);
        if (!note)
            return tl::unexpected(note.error());
        Note after = **note;
        after.position = position;
        edit.changes.push_back(NoteChange{static_cast<std::size_t>(*note - m_topology.notes.data()), **note, after});
    }
    return apply(std::move(edit));
}

Status Editor::remove(const Selection& selection, std::string mergeKey)
{
    std::set<std::size_t, std::greater<>> wires;
    std::set<std::size_t, std::greater<>> nodes;
    for (const WireId& id : selection.wires) {
        const auto place = m_index.wire(m_topology, id);
        if (!place)
            return fail(ErrorCode::NotFound, "there is no wire '" + id.text() + "'");
        wires.insert(*place);
    }
    for (const NodeId& id : selection.nodes) {
        const auto place = m_index.node(m_topology, id);
        if (!place)
            return fail(ErrorCode::NotFound, "there is no node '" + id.text() + "'");
        nodes.insert(*place);
        const std::set<std::size_t> atNode = wiresOf(m_topology.nodes[*place]);
        wires.insert(atNode.begin(), atNode.end());
    }
    // From the last to the first: places stay true, and nothing is shifted twice.
    Edit edit{"Delete " + countedAll(nodes.size(), wires.size(), selection.notes.size()), {}, std::move(mergeKey)};
    for (const std::size_t place : wires)
        edit.changes.push_back(WireChange{place, m_topology.wires[place], std::nullopt});
    for (const std::size_t place : nodes) {
        const Node& node = m_topology.nodes[place];
        if (const auto position = m_topology.layout.find(node.id); position != m_topology.layout.end())
            edit.changes.push_back(PositionChange{node.id, position->second, std::nullopt});
        edit.changes.push_back(NodeChange{place, node, std::nullopt});
    }
    for (std::size_t place = m_topology.notes.size(); place-- > 0;) {
        if (selection.notes.contains(m_topology.notes[place].id))
            edit.changes.push_back(NoteChange{place, m_topology.notes[place], std::nullopt});
    }
    return apply(std::move(edit));
}

Topology Editor::extract(const Selection& selection) const
{
    Topology part;
    std::set<HostId> hosts{HostId("local")};
    for (const Node& node : m_topology.nodes) {
        if (!selection.nodes.contains(node.id))
            continue;
        part.nodes.push_back(node);
        hosts.insert(node.host);
        if (const auto position = m_topology.layout.find(node.id); position != m_topology.layout.end())
            part.layout.insert(*position);
    }
    for (const Wire& wire : m_topology.wires) {
        if (selection.nodes.contains(wire.from.node) && selection.nodes.contains(wire.to.node))
            part.wires.push_back(wire);
    }
    for (const Note& note : m_topology.notes) {
        if (selection.notes.contains(note.id))
            part.notes.push_back(note);
    }
    part.hosts.clear();
    for (const Host& host : m_topology.hosts) {
        if (hosts.contains(host.id))
            part.hosts.push_back(host);
    }
    return part;
}

Result<Selection> Editor::insert(const Topology& fragment, Point offset, std::string text, std::string mergeKey)
{
    const Topology fresh = renumbered(fragment, m_topology);
    Edit edit{std::move(text), {}, std::move(mergeKey)};
    Selection added;
    for (const Host& host : fresh.hosts) {
        if (!m_topology.host(host.id))
            edit.changes.push_back(HostChange{m_topology.hosts.size(), std::nullopt, host});
    }
    for (const Node& node : fresh.nodes) {
        edit.changes.push_back(NodeChange{m_topology.nodes.size() + added.nodes.size(), std::nullopt, node});
        added.nodes.insert(node.id);
    }
    for (const auto& [id, position] : fresh.layout)
        edit.changes.push_back(PositionChange{id, std::nullopt, Point{position.x + offset.x, position.y + offset.y}});
    for (const Wire& wire : fresh.wires) {
        edit.changes.push_back(WireChange{m_topology.wires.size() + added.wires.size(), std::nullopt, wire});
        added.wires.insert(wire.id);
    }
    for (Note note : fresh.notes) {
        note.position = {note.position.x + offset.x, note.position.y + offset.y};
        added.notes.insert(note.id);
        edit.changes.push_back(NoteChange{m_topology.notes.size() + added.notes.size() - 1, std::nullopt, note});
    }
    return apply(std::move(edit)).map([&added] { return added; });
}

} // namespace zeroloom
