#include "core/model/act_rule.h"

#include <algorithm>

#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

tl::unexpected<Error> refuse(std::string message, std::string where)
{
    return fail(ErrorCode::InvalidInput, std::move(message), std::move(where));
}

const RoleInfo* roleOf(const Topology& topology, const NodeId& id)
{
    const Node* node = topology.node(id);
    return node ? roleByName(node->role) : nullptr;
}

Status checkNode(const Act& act, const Topology& topology)
{
    const RoleInfo* role = roleOf(topology, act.node);
    if (!role)
        return refuse("there is no such node", act.node.text());
    const bool program = role->name == "program";
    if (!role->runsHere)
        return refuse("it is run by somebody else, who alone can do this to it", act.node.text());
    if (program && (act.kind == ActKind::Hang || act.kind == ActKind::Release || act.kind == ActKind::Slow))
        return refuse("it is a program of its own, which can be killed, frozen and started again, and no more",
                      act.node.text());
    if (act.kind != ActKind::Freeze || program)
        return {};
    const HostId& host = topology.node(act.node)->host;
    const auto others = std::ranges::count_if(topology.nodes, [&](const Node& node) {
        const RoleInfo* other = roleByName(node.role);
        return node.host == host && node.id != act.node && other && other->runsHere;
    });
    if (others == 0)
        return {};
    return refuse("it shares its process with " + std::to_string(others) + (others == 1 ? " other" : " others") +
                      ", which would freeze with it: put it on a host of its own, or let it hang",
                  act.node.text());
}

Status checkSocket(const Act& act, const Topology& topology)
{
    const RoleInfo* role = topology.socket(act.socket) ? roleOf(topology, act.socket.node) : nullptr;
    if (!role)
        return refuse("there is no such socket", act.socket.text());
    if (!role->runsHere || role->name == "program")
        return refuse("it is a socket of somebody else's program, which cannot be held", act.socket.text());
    return {};
}

Status checkWire(const Act& act, const Topology& topology)
{
    const Wire* wire = topology.wire(act.wire);
    if (!wire)
        return refuse("there is no such wire", act.wire.text());
    const std::string where = wire->from.text() + " -> " + wire->to.text();
    const TopologyIndex index(topology);
    const SocketRef& connecting = endOf(*wire, other(bindingEnd(*wire, index)));
    const RoleInfo* role = roleOf(topology, connecting.node);
    if (!role || !role->runsHere || role->name == "program")
        return refuse("its connecting end is run by somebody else, who goes past the relay", where);
    return {};
}

} // namespace

Status checkAct(const Act& act, const Topology& topology)
{
    switch (act.kind) {
    case ActKind::Kill:
    case ActKind::Restart:
    case ActKind::Freeze:
    case ActKind::Thaw:
    case ActKind::Hang:
    case ActKind::Release:
    case ActKind::Slow:
        return checkNode(act, topology);
    case ActKind::Hold:
    case ActKind::Step:
    case ActKind::Open:
        return checkSocket(act, topology);
    case ActKind::Cut:
    case ActKind::Delay:
    case ActKind::Drop:
    case ActKind::Mend:
        return checkWire(act, topology);
    case ActKind::Set:
    case ActKind::Speed:
    case ActKind::Pause:
    case ActKind::Resume:
        break; // its reader has looked at what it names
    }
    return {};
}

} // namespace zeroloom
