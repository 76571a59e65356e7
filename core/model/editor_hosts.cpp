// What the editor does to hosts.
#include <utility>

#include "core/model/editor.h"
#include "core/model/id_rule.h"

namespace zeroloom {

Result<HostId> Editor::addHost(HostId id, std::string label)
{
    if (Status status = checkId(id.text(), "host id"); !status)
        return tl::unexpected(status.error());
    if (m_topology.host(id))
        return fail(ErrorCode::AlreadyExists, "a host '" + id.text() + "' exists already; choose another id");
    Edit edit{"Add host " + id.text(),
              {HostChange{m_topology.hosts.size(), std::nullopt, Host{id, std::move(label), {}}}},
              {}};
    return apply(std::move(edit)).map([&id] { return id; });
}

Status Editor::removeHost(const HostId& id)
{
    const HostId local("local");
    if (id == local)
        return fail(ErrorCode::InvalidInput, "the host 'local' exists in every topology and cannot be removed");
    const Host* host = m_topology.host(id);
    if (!host)
        return fail(ErrorCode::NotFound, "there is no host '" + id.text() + "'");
    Edit edit{"Remove host " + id.text(), {}, {}};
    for (std::size_t i = 0; i < m_topology.nodes.size(); ++i) {
        const Node& node = m_topology.nodes[i];
        if (node.host != id)
            continue;
        Node after = node;
        after.host = local;
        edit.changes.push_back(NodeChange{i, node, std::move(after)});
    }
    edit.changes.push_back(HostChange{static_cast<std::size_t>(host - m_topology.hosts.data()), *host, std::nullopt});
    return apply(std::move(edit));
}

} // namespace zeroloom
