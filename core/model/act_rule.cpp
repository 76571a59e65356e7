#include "core/model/act_rule.h"

#include <algorithm>

#include "core/model/runner.h"

namespace zeroloom {

namespace {

tl::unexpected<Error> refuse(std::string message, std::string where)
{
    return fail(ErrorCode::InvalidInput, std::move(message), std::move(where));
}

Status checkNode(const Act& act, const Topology& topology)
{
    const Node* node = topology.node(act.node);
    if (!node)
        return refuse("there is no such node", act.node.text());
    const bool program = runnerOf(*node) == Runner::Program;
    if (runnerOf(*node) == Runner::Outside)
        return refuse("it is run by somebody else, who alone can do this to it", act.node.text());
    if (program && (act.kind == ActKind::Hang || act.kind == ActKind::Release || act.kind == ActKind::Slow))
        return refuse("it is a program of its own, which can be killed, frozen and started again, and no more",
                      act.node.text());
    if (act.kind != ActKind::Freeze || program)
        return {};
    const auto others = std::ranges::count_if(topology.nodes, [&](const Node& other) {
        return other.host == node->host && other.id != node->id && runnerOf(other) != Runner::Outside;
    });
    if (others == 0)
        return {};
    return refuse("it shares its process with " + std::to_string(others) + (others == 1 ? " other" : " others") +
                      ", which would freeze with it: put it on a host of its own, or let it hang",
                  act.node.text());
}

Status checkSocket(const Act& act, const Topology& topology)
{
    if (!topology.socket(act.socket))
        return refuse("there is no such socket", act.socket.text());
    if (runnerOf(*topology.node(act.socket.node)) != Runner::Zeroloom)
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
    const Node* node = topology.node(connecting.node);
    if (!node || runnerOf(*node) != Runner::Zeroloom)
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
