// What the editor does to wires: connect, binding end, endpoint, wire by pattern.
#include <algorithm>
#include <utility>

#include "core/model/editor.h"
#include "core/model/pattern_wiring.h"
#include "core/model/wire_rule.h"
#include "core/zmq/legal_peers.h"

namespace zeroloom {

namespace {

constexpr std::size_t MostWiresAtOnce = 10'000;

} // namespace

std::string Editor::whyNotConnect(const SocketRef& one, const SocketRef& other) const
{
    const Socket* oneSocket = findSocket(one);
    const Socket* otherSocket = findSocket(other);
    if (!oneSocket || !otherSocket)
        return "there is no socket '" + (oneSocket ? other : one).text() + "'";
    if (one == other)
        return "a socket cannot be wired to itself";
    if (std::string reason = whyNot(oneSocket->type, otherSocket->type); !reason.empty())
        return reason;
    for (const std::size_t place : wiresAt(one)) {
        const Wire& wire = m_topology.wires[place];
        if (wire.from == other || wire.to == other)
            return "'" + one.text() + "' and '" + other.text() + "' are wired already, by '" + wire.id.text() + "'";
    }
    return {};
}

Result<WireId> Editor::connect(const SocketRef& one, const SocketRef& other)
{
    if (std::string reason = whyNotConnect(one, other); !reason.empty())
        return fail(ErrorCode::InvalidInput, std::move(reason), one.text() + " → " + other.text());
    long number = 1;
    Wire wire;
    wire.id = freshWireId(&number);
    wire.from = one;
    wire.to = other;
    directWire(wire, findSocket(one)->type, findSocket(other)->type);
    const WireId id = wire.id;
    Edit edit{"Connect " + wire.from.text() + " to " + wire.to.text(),
              {WireChange{m_topology.wires.size(), std::nullopt, std::move(wire)}},
              {}};
    return apply(std::move(edit)).map([&id] { return id; });
}

Status Editor::setBind(const WireId& id, std::optional<WireEnd> end)
{
    const auto wire = needWire(id);
    if (!wire)
        return tl::unexpected(wire.error());
    Wire after = **wire;
    after.bind = end;
    return changeWire(**wire, std::move(after), "Set binding end of " + id.text());
}

Status Editor::setEndpoint(const WireId& id, std::string endpoint)
{
    const auto wire = needWire(id);
    if (!wire)
        return tl::unexpected(wire.error());
    Wire after = **wire;
    after.endpoint = std::move(endpoint);
    return changeWire(**wire, std::move(after), "Set endpoint of " + id.text(), "endpoint:" + id.text());
}

Result<std::vector<WireId>> Editor::wireByPattern(const std::set<NodeId>& nodes, Pattern pattern)
{
    for (const NodeId& id : nodes) {
        if (const auto node = needNode(id); !node)
            return tl::unexpected(node.error());
    }
    const std::vector<SocketPair> pairs = patternPairs(m_topology, nodes, pattern);
    if (pairs.empty())
        return fail(ErrorCode::InvalidInput, "no two of the selected nodes have sockets of the " +
                                                 std::string(name(pattern)) +
                                                 " pattern that can talk and are not wired yet");
    if (pairs.size() > MostWiresAtOnce)
        return fail(ErrorCode::InvalidInput,
                    "that would make " + std::to_string(pairs.size()) + " wires; select fewer nodes");
    Edit edit{"Wire " + std::to_string(nodes.size()) + " nodes by " + std::string(name(pattern)), {}, {}};
    std::vector<WireId> ids;
    long number = 1;
    for (const SocketPair& pair : pairs) {
        Wire wire;
        wire.id = freshWireId(&number);
        wire.from = pair.from;
        wire.to = pair.to;
        ids.push_back(wire.id);
        edit.changes.push_back(WireChange{m_topology.wires.size() + ids.size() - 1, std::nullopt, std::move(wire)});
    }
    return apply(std::move(edit)).map([&ids] { return ids; });
}

} // namespace zeroloom
