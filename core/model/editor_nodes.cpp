// What the editor does to nodes: add, rename, role, parameters, host.
#include <utility>

#include "core/model/editor.h"
#include "core/model/id_rule.h"
#include "core/model/role_fit.h"

namespace zeroloom {

Result<NodeId> Editor::addNode(Node node, std::optional<Point> position, std::string text)
{
    if (node.id.empty())
        node.id = NodeId(!node.sockets.empty() ? lowerCaseName(node.sockets.front().type) : "node");
    if (Status status = checkId(node.id.text(), "node id"); !status)
        return tl::unexpected(status.error());
    const NodeId id = freshNodeId(node.id.text());
    node.id = id;
    Edit edit{std::move(text), {NodeChange{m_topology.nodes.size(), std::nullopt, std::move(node)}}, {}};
    if (position)
        edit.changes.push_back(PositionChange{id, std::nullopt, position});
    return apply(std::move(edit)).map([&id] { return id; });
}

Result<NodeId> Editor::addNodeForSocket(SocketType type, Point position)
{
    Node node;
    node.id = NodeId(lowerCaseName(type));
    node.role = roleForSocket(type).name;
    const SocketId socket = freshSocketId(node, type);
    node.sockets.push_back(Socket{socket, type, {}, {}, PortSide::Auto, {}});
    return addNode(std::move(node), position, "Add " + std::string(name(type)));
}

Status Editor::renameNode(const NodeId& id, const NodeId& newId)
{
    const auto node = needNode(id);
    if (!node)
        return tl::unexpected(node.error());
    if (Status status = checkId(newId.text(), "node id"); !status)
        return status;
    if (id == newId)
        return {};
    if (findNode(newId))
        return fail(ErrorCode::AlreadyExists, "a node '" + newId.text() + "' exists already; choose another id");
    Node after = **node;
    after.id = newId;
    return apply(replaceNode(**node, std::move(after), {}, "Rename " + id.text() + " to " + newId.text()));
}

Status Editor::setLabel(const NodeId& id, std::string label)
{
    const auto node = needNode(id);
    if (!node)
        return tl::unexpected(node.error());
    Node after = **node;
    after.label = std::move(label);
    return changeNode(**node, std::move(after), "Label " + id.text(), "label:" + id.text());
}

Status Editor::setNodeHost(const NodeId& id, const HostId& host)
{
    const auto node = needNode(id);
    if (!node)
        return tl::unexpected(node.error());
    if (!m_topology.host(host))
        return fail(ErrorCode::NotFound, "there is no host '" + host.text() + "'; add it first");
    Node after = **node;
    after.host = host;
    return changeNode(**node, std::move(after), "Move " + id.text() + " to host " + host.text());
}

Status Editor::setRole(const NodeId& id, std::string role)
{
    const auto node = needNode(id);
    if (!node)
        return tl::unexpected(node.error());
    if ((*node)->role == role)
        return {};
    if (!roleByName(role)) {
        std::string known;
        for (const RoleInfo* facts : roles())
            known += (known.empty() ? "" : ", ") + std::string(facts->name);
        return fail(ErrorCode::NotFound, "there is no role '" + role + "'; the roles are " + known);
    }
    Node after = **node;
    changeRole(after, role);
    const auto renamed = fitSocketIds(after);
    return apply(replaceNode(**node, std::move(after), renamed, "Make " + id.text() + " a " + role));
}

Status Editor::setParam(const NodeId& id, const std::string& name, std::optional<Value> value)
{
    const auto node = needNode(id);
    if (!node)
        return tl::unexpected(node.error());
    const RoleInfo* role = roleByName((*node)->role);
    const ParameterInfo* parameter = role ? role->parameter(name) : nullptr;
    Node after = **node;
    if (!value) {
        after.params.erase(name);
    } else {
        if (!parameter)
            return fail(ErrorCode::NotFound, "the role '" + (*node)->role + "' has no parameter '" + name + "'",
                        id.text());
        if (Status status = checkParameter(*parameter, *value); !status)
            return fail(status.error().code, status.error().message, id.text() + "." + name);
        after.params[name] = std::move(*value);
    }
    return changeNode(**node, std::move(after), "Set " + name + " of " + id.text(), "param:" + id.text() + ":" + name);
}

} // namespace zeroloom
