#include "core/exchange/node_program.h"

#include <algorithm>

#include "core/exchange/settled_endpoints.h"
#include "core/exchange/target_names.h"
#include "core/model/runner.h"
#include "core/plan/plan.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

void addOnce(std::vector<std::string>& list, const std::string& text)
{
    if (std::ranges::find(list, text) == list.end())
        list.push_back(text);
}

ProgramSocket programSocket(const PlannedSocket& planned, const SettledEndpoints& settled, TargetNames& names)
{
    ProgramSocket socket;
    socket.name = names.map(planned.id.text());
    socket.id = planned.id;
    socket.type = planned.type;
    socket.options = planned.options;
    socket.subscriptions = planned.subscriptions;
    socket.copies = planned.copies;
    socket.copyName = planned.copyName;
    for (const PlannedWire& wire : planned.wires) {
        const SettledWire& endpoints = settled.wires.at(wire.id);
        socket.wires.push_back({wire.peer, wire.peerType, wire.peerRoutingId, wire.binds,
                                wire.binds ? endpoints.bind : endpoints.connect});
        if (wire.binds)
            addOnce(socket.binds, endpoints.bind);
        else
            socket.connects.push_back(endpoints.connect);
    }
    return socket;
}

Values allParameters(const PlannedNode& node)
{
    Values values;
    if (const RoleInfo* role = roleByName(node.role)) {
        for (const ParameterInfo& parameter : role->parameters)
            values.emplace(parameter.name, parameterValue(*role, node.params, parameter.name));
    }
    return values;
}

} // namespace

const ProgramSocket* NodeProgram::socket(std::string_view socketId) const
{
    const auto found = std::ranges::find_if(sockets, [&](const ProgramSocket& s) { return s.id.text() == socketId; });
    return found == sockets.end() ? nullptr : &*found;
}

const ProgramSocket* workerControl(const NodeProgram& worker)
{
    std::vector<const ProgramSocket*> receivers;
    for (const ProgramSocket& socket : worker.sockets) {
        const bool onlySends =
            socket.type == SocketType::Push || socket.type == SocketType::Pub || socket.type == SocketType::XPub;
        if (socket.id.text() != "out" && !onlySends)
            receivers.push_back(&socket);
    }
    if (receivers.size() < 2)
        return nullptr;
    const ProgramSocket &first = *receivers[0], &second = *receivers[1];
    const bool isFirst = first.type == SocketType::Sub &&
                         (second.type != SocketType::Sub || first.id.text() == "control" || second.id.text() == "in");
    return isFirst ? &first : &second;
}

Result<NodePrograms> nodePrograms(const Topology& topology, const std::vector<std::string>& reserved)
{
    const auto plan = makePlan(topology);
    if (!plan)
        return tl::unexpected(plan.error());
    SettledEndpoints settled = settleEndpoints(topology);
    TargetNames names(NameRule::Identifier);
    for (const std::string& name : reserved)
        names.reserve(name);

    NodePrograms result;
    for (const HostPlan& host : plan->hosts) {
        for (const PlannedNode& planned : host.nodes) {
            NodeProgram program;
            program.name = names.map(planned.id.text());
            program.id = planned.id;
            program.title = topology.node(planned.id)->title();
            program.host = host.host;
            program.role = planned.role;
            program.params = allParameters(planned);
            TargetNames socketNames(NameRule::Identifier);
            for (const PlannedSocket& socket : planned.sockets)
                program.sockets.push_back(programSocket(socket, settled, socketNames));
            result.programs.push_back(std::move(program));
        }
    }
    for (const Node& node : topology.nodes) {
        if (runnerOf(node) == Runner::Outside)
            result.outside.push_back(&node);
    }
    result.remarks = names.remarks();
    std::ranges::move(settled.remarks, std::back_inserter(result.remarks));
    return result;
}

} // namespace zeroloom
