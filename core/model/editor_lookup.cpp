// How the editor finds things in its topology, and how it puts a changed one into an edit.
#include <utility>

#include "core/model/editor.h"
#include "core/model/id_rule.h"

namespace zeroloom {

const Node* Editor::findNode(const NodeId& id) const
{
    const auto place = m_index.node(m_topology, id);
    return place ? &m_topology.nodes[*place] : nullptr;
}

const Wire* Editor::findWire(const WireId& id) const
{
    const auto place = m_index.wire(m_topology, id);
    return place ? &m_topology.wires[*place] : nullptr;
}

const Socket* Editor::findSocket(const SocketRef& ref) const
{
    const Node* node = findNode(ref.node);
    return node ? node->socket(ref.socket) : nullptr;
}

Result<const Node*> Editor::needNode(const NodeId& id) const
{
    if (const Node* node = findNode(id))
        return node;
    return fail(ErrorCode::NotFound, "there is no node '" + id.text() + "'");
}

Result<const Wire*> Editor::needWire(const WireId& id) const
{
    if (const Wire* wire = findWire(id))
        return wire;
    return fail(ErrorCode::NotFound, "there is no wire '" + id.text() + "'");
}

Result<const Socket*> Editor::needSocket(const SocketRef& ref) const
{
    if (const Socket* socket = findSocket(ref))
        return socket;
    return fail(ErrorCode::NotFound, "there is no socket '" + ref.text() + "'");
}

Result<const Note*> Editor::needNote(const NoteId& id) const
{
    if (const Note* note = m_topology.note(id))
        return note;
    return fail(ErrorCode::NotFound, "there is no note '" + id.text() + "'");
}

const std::vector<std::size_t>& Editor::wiresAt(const SocketRef& ref) const { return m_index.wiresAt(m_topology, ref); }

std::set<std::size_t> Editor::wiresOf(const Node& node) const
{
    std::set<std::size_t> places;
    for (const Socket& socket : node.sockets) {
        const auto& wires = wiresAt({node.id, socket.id});
        places.insert(wires.begin(), wires.end());
    }
    return places;
}

NodeId Editor::freshNodeId(const std::string& wanted) const
{
    return NodeId(freshId(wanted, [this](const std::string& id) { return findNode(NodeId(id)) != nullptr; }));
}

WireId Editor::freshWireId(long* firstNumber) const
{
    const auto taken = [this](const std::string& id) { return findWire(WireId(id)) != nullptr; };
    return WireId(freshId("w" + std::to_string((*firstNumber)++), taken, firstNumber));
}

NodeChange Editor::nodeChange(const Node& before, std::optional<Node> after) const
{
    return {m_index.node(m_topology, before.id).value_or(0), before, std::move(after)};
}

WireChange Editor::wireChange(const Wire& before, std::optional<Wire> after) const
{
    return {m_index.wire(m_topology, before.id).value_or(0), before, std::move(after)};
}

Edit Editor::replaceNode(const Node& before, Node after, const std::map<SocketId, SocketId>& socketIds,
                         std::string text) const
{
    Edit edit{std::move(text), {}, {}};
    const auto follow = [&](SocketRef& ref) {
        if (ref.node != before.id)
            return;
        ref.node = after.id;
        if (const auto renamed = socketIds.find(ref.socket); renamed != socketIds.end())
            ref.socket = renamed->second;
    };
    for (const std::size_t place : wiresOf(before)) {
        Wire wire = m_topology.wires[place];
        follow(wire.from);
        follow(wire.to);
        edit.changes.push_back(WireChange{place, m_topology.wires[place], std::move(wire)});
    }
    if (const auto position = m_topology.layout.find(before.id);
        before.id != after.id && position != m_topology.layout.end()) {
        edit.changes.push_back(PositionChange{before.id, position->second, std::nullopt});
        edit.changes.push_back(PositionChange{after.id, std::nullopt, position->second});
    }
    if (auto scenarios = renamedInActs(before, after.id, socketIds))
        edit.changes.emplace_back(std::move(*scenarios));
    edit.changes.push_back(nodeChange(before, std::move(after)));
    return edit;
}

Status Editor::changeNode(const Node& before, Node after, std::string text, std::string mergeKey)
{
    return apply({std::move(text), {nodeChange(before, std::move(after))}, std::move(mergeKey)});
}

Status Editor::changeSocket(const SocketRef& ref, const std::function<void(Socket&)>& change, std::string text,
                            std::string mergeKey)
{
    const auto socket = needSocket(ref);
    if (!socket)
        return tl::unexpected(socket.error());
    const Node& node = *findNode(ref.node);
    Node after = node;
    change(after.sockets[static_cast<std::size_t>(*socket - node.sockets.data())]);
    return changeNode(node, std::move(after), std::move(text), std::move(mergeKey));
}

Status Editor::changeWire(const Wire& before, Wire after, std::string text, std::string mergeKey)
{
    return apply({std::move(text), {wireChange(before, std::move(after))}, std::move(mergeKey)});
}

} // namespace zeroloom
