// What the editor does to the sockets of a node: add, remove, type, id, options, subscriptions, side.
#include <algorithm>
#include <utility>

#include "core/model/editor.h"
#include "core/model/id_rule.h"
#include "core/model/role_fit.h"
#include "core/model/wire_rule.h"
#include "core/zmq/legal_peers.h"
#include "core/zmq/option_catalogue.h"

namespace zeroloom {

Result<SocketId> Editor::addSocket(const NodeId& id, SocketType type)
{
    const auto node = needNode(id);
    if (!node)
        return tl::unexpected(node.error());
    Node after = **node;
    after.sockets.push_back(Socket{freshSocketId(after, type), type, {}, {}, PortSide::Auto, {}});
    const auto renamed = fitRole(after, socketTypesOf(**node));
    const SocketId socket = after.sockets.back().id;
    const std::string text = "Add " + std::string(name(type)) + " to " + id.text();
    return apply(replaceNode(**node, std::move(after), renamed, text)).map([&socket] { return socket; });
}

Status Editor::removeSocket(const SocketRef& ref)
{
    const auto socket = needSocket(ref);
    if (!socket)
        return tl::unexpected(socket.error());
    const Node& node = *findNode(ref.node);
    Node after = node;
    std::erase_if(after.sockets, [&ref](const Socket& one) { return one.id == ref.socket; });
    const auto renamed = fitRole(after, socketTypesOf(node));
    Edit edit = replaceNode(node, std::move(after), renamed, "Remove " + ref.text());
    // The wires of the socket go, from the last to the first so that places stay true; the others follow the node.
    std::erase_if(edit.changes, [&ref](const Change& change) {
        const auto* wire = std::get_if<WireChange>(&change);
        return wire && (wire->before->from == ref || wire->before->to == ref);
    });
    std::vector<std::size_t> places = wiresAt(ref);
    std::ranges::sort(places, std::greater<>());
    auto at = std::ranges::find_if(edit.changes,
                                   [](const Change& change) { return !std::holds_alternative<WireChange>(change); });
    for (const std::size_t place : places)
        at = edit.changes.insert(at, WireChange{place, m_topology.wires[place], std::nullopt}) + 1;
    return apply(std::move(edit));
}

Status Editor::setSocketType(const SocketRef& ref, SocketType type)
{
    const auto socket = needSocket(ref);
    if (!socket)
        return tl::unexpected(socket.error());
    if ((*socket)->type == type)
        return {};
    const Node& node = *findNode(ref.node);
    Node after = node;
    Socket& changed = after.sockets[static_cast<std::size_t>(*socket - node.sockets.data())];
    changed.type = type;
    if (!takesSubscriptions(type))
        changed.subscriptions.clear();
    for (const std::size_t place : wiresAt(ref)) {
        const Wire& wire = m_topology.wires[place];
        const SocketRef& peer = wire.from == ref ? wire.to : wire.from;
        const std::string reason = whyNot(type, peer == ref ? type : findSocket(peer)->type);
        if (!reason.empty())
            return fail(ErrorCode::InvalidInput,
                        "the wire '" + wire.id.text() + "' to '" + peer.text() + "' stands in the way: " + reason,
                        ref.text());
    }
    const auto renamed = fitRole(after, socketTypesOf(node));
    const Node result = after;
    Edit edit = replaceNode(node, std::move(after), renamed, "Make " + ref.text() + " a " + std::string(name(type)));
    for (Change& change : edit.changes) {
        auto* wire = std::get_if<WireChange>(&change);
        if (!wire)
            continue;
        const auto typeOf = [&](const SocketRef& end) {
            return end.node == result.id ? result.socket(end.socket)->type : findSocket(end)->type;
        };
        directWire(*wire->after, typeOf(wire->after->from), typeOf(wire->after->to));
    }
    return apply(std::move(edit));
}

Status Editor::renameSocket(const SocketRef& ref, const SocketId& newId)
{
    const auto socket = needSocket(ref);
    if (!socket)
        return tl::unexpected(socket.error());
    if (Status status = checkId(newId.text(), "socket id"); !status)
        return status;
    if (ref.socket == newId)
        return {};
    const Node& node = *findNode(ref.node);
    if (node.socket(newId))
        return fail(ErrorCode::AlreadyExists,
                    "node '" + node.id.text() + "' has a socket '" + newId.text() + "' already; choose another id");
    Node after = node;
    after.sockets[static_cast<std::size_t>(*socket - node.sockets.data())].id = newId;
    return apply(
        replaceNode(node, std::move(after), {{ref.socket, newId}}, "Rename " + ref.text() + " to " + newId.text()));
}

Status Editor::setOption(const SocketRef& ref, const std::string& name, std::optional<Value> value)
{
    const auto socket = needSocket(ref);
    if (!socket)
        return tl::unexpected(socket.error());
    if (value) {
        const OptionInfo* option = optionByName(name);
        if (!option)
            return fail(ErrorCode::NotFound, "there is no socket option '" + name + "'", ref.text());
        if (Status status = checkOption(*option, *value); !status)
            return fail(status.error().code, status.error().message, ref.text() + " " + name);
    }
    const auto change = [&](Socket& one) {
        if (value)
            one.options[name] = *value;
        else
            one.options.erase(name);
    };
    return changeSocket(ref, change, "Set " + name + " of " + ref.text(), "option:" + ref.text() + ":" + name);
}

Status Editor::setSubscriptions(const SocketRef& ref, std::vector<std::string> subscriptions)
{
    const auto socket = needSocket(ref);
    if (!socket)
        return tl::unexpected(socket.error());
    if (!takesSubscriptions((*socket)->type) && !subscriptions.empty())
        return fail(ErrorCode::InvalidInput,
                    "only SUB and XSUB sockets take subscriptions, and this one is a " +
                        std::string(name((*socket)->type)),
                    ref.text());
    const auto change = [&](Socket& one) { one.subscriptions = std::move(subscriptions); };
    return changeSocket(ref, change, "Set subscriptions of " + ref.text(), "subscriptions:" + ref.text());
}

Status Editor::setSide(const SocketRef& ref, PortSide side)
{
    return changeSocket(
        ref, [side](Socket& one) { one.side = side; }, "Move port " + ref.text());
}

} // namespace zeroloom
