#include "core/plan/conditions.h"

#include <algorithm>
#include <cmath>

#include "core/base/duration.h"
#include "core/model/act_rule.h"
#include "core/model/runner.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

constexpr std::string_view PerSecond = "messages/s";

void actOnNode(RunConditions& conditions, const Act& act)
{
    NodeCondition& node = conditions.nodes[act.node];
    switch (act.kind) {
    case ActKind::Kill:
        node.killed = true;
        break;
    case ActKind::Restart:
        node = {.killed = false, .frozen = false, .hung = false, .slow = {}, .restarts = node.restarts + 1};
        break;
    case ActKind::Freeze:
    case ActKind::Thaw:
        node.frozen = act.kind == ActKind::Freeze;
        break;
    case ActKind::Hang:
    case ActKind::Release:
        node.hung = act.kind == ActKind::Hang;
        break;
    default:
        node.slow = act.time;
        break;
    }
}

void actOnSocket(RunConditions& conditions, const Act& act)
{
    SocketCondition& socket = conditions.sockets[act.socket];
    socket.held = act.kind != ActKind::Open;
    socket.steps += act.kind == ActKind::Step ? 1 : 0;
}

void actOnWire(RunConditions& conditions, const Act& act)
{
    WireFault& fault = conditions.wires[act.wire];
    fault.relayed = true;
    if (act.kind == ActKind::Mend)
        fault = {.relayed = true, .cut = false, .delay = {}, .drop = 0};
    else if (act.kind == ActKind::Cut)
        fault.cut = true;
    else if (act.kind == ActKind::Delay)
        fault.delay = act.time;
    else
        fault.drop = act.fraction;
}

// A role's clocks are its rates and its times.
Value scaled(const ParameterInfo& parameter, const Value& value, double speed)
{
    if (parameter.kind == ParameterKind::Duration) {
        const auto* text = std::get_if<std::string>(&value);
        const auto time = text ? parseDuration(*text) : Result<Nanoseconds>(Nanoseconds(0));
        if (!time)
            return value;
        const double longest = parameter.maximum * 1e9;
        const double nanoseconds = std::min(static_cast<double>(time->count()) / speed, longest);
        return formatDuration(Nanoseconds(std::llround(nanoseconds)));
    }
    if (parameter.unit != PerSecond)
        return value;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole) * speed;
    if (const auto* real = std::get_if<double>(&value))
        return *real * speed;
    return value;
}

void scaleParameters(PlannedNode& node, double speed)
{
    const RoleInfo* role = roleByName(node.role);
    if (!role || speed == 1)
        return;
    for (const ParameterInfo& parameter : role->parameters) {
        if (parameter.live && (parameter.kind == ParameterKind::Duration || parameter.unit == PerSecond))
            node.params[std::string(parameter.name)] =
                scaled(parameter, parameterValue(*role, node.params, parameter.name), speed);
    }
}

void applyToSocket(PlannedSocket& socket, const NodeId& node, const RunConditions& conditions)
{
    const SocketRef ref{node, socket.id};
    const auto tap = conditions.taps.find(ref);
    socket.tap = std::max(conditions.tapEvery, tap == conditions.taps.end() ? 0U : tap->second);
    if (const auto found = conditions.sockets.find(ref); found != conditions.sockets.end()) {
        socket.held = found->second.held;
        socket.steps = found->second.steps;
    }
    for (PlannedWire& wire : socket.wires) {
        const auto fault = conditions.wires.find(wire.id);
        if (!wire.binds && fault != conditions.wires.end())
            wire.fault = fault->second;
    }
}

void applyToNode(PlannedNode& node, const RunConditions& conditions)
{
    if (const auto params = conditions.params.find(node.id); params != conditions.params.end()) {
        for (const auto& [name, value] : params->second)
            node.params[name] = value;
    }
    scaleParameters(node, conditions.speed);
    if (const auto found = conditions.nodes.find(node.id); found != conditions.nodes.end()) {
        node.hung = found->second.hung;
        node.frozen = found->second.frozen && node.role == "program";
        node.slow = found->second.slow;
        node.restarts = found->second.restarts;
    }
    for (PlannedSocket& socket : node.sockets)
        applyToSocket(socket, node.id, conditions);
}

void addWords(std::string& words, const std::string& more) { words += (words.empty() ? "" : ", ") + more; }

} // namespace

Result<RunConditions> afterAct(RunConditions conditions, const Act& act, const Topology& topology)
{
    if (const Status possible = checkAct(act, topology); !possible)
        return tl::unexpected(possible.error());
    switch (act.kind) {
    case ActKind::Kill:
    case ActKind::Restart:
    case ActKind::Freeze:
    case ActKind::Thaw:
    case ActKind::Hang:
    case ActKind::Release:
    case ActKind::Slow:
        actOnNode(conditions, act);
        break;
    case ActKind::Hold:
    case ActKind::Step:
    case ActKind::Open:
        actOnSocket(conditions, act);
        break;
    case ActKind::Cut:
    case ActKind::Delay:
    case ActKind::Drop:
    case ActKind::Mend:
        actOnWire(conditions, act);
        break;
    case ActKind::Set:
        conditions.params[act.node][act.parameter] = act.value;
        break;
    case ActKind::Speed:
        conditions.speed = act.fraction;
        break;
    case ActKind::Pause:
    case ActKind::Resume:
        conditions.paused = act.kind == ActKind::Pause;
        break;
    }
    return conditions;
}

RunConditions withRelays(RunConditions conditions, const std::vector<Act>& acts)
{
    for (const Act& act : acts) {
        if (act.kind == ActKind::Cut || act.kind == ActKind::Delay || act.kind == ActKind::Drop)
            conditions.wires[act.wire].relayed = true;
    }
    return conditions;
}

void applyConditions(Plan& plan, const RunConditions& conditions)
{
    for (HostPlan& host : plan.hosts) {
        std::erase_if(host.nodes, [&](const PlannedNode& node) {
            const auto found = conditions.nodes.find(node.id);
            const bool killed = found != conditions.nodes.end() && found->second.killed;
            if (killed)
                host.killed.insert(node.id);
            return killed;
        });
        for (PlannedNode& node : host.nodes)
            applyToNode(node, conditions);
    }
}

std::set<HostId> frozenHosts(const RunConditions& conditions, const Topology& topology)
{
    std::set<HostId> hosts;
    for (const auto& [id, condition] : conditions.nodes) {
        const Node* node = topology.node(id);
        if (condition.frozen && !condition.killed && node && runnerOf(*node) != Runner::Program)
            hosts.insert(node->host);
    }
    return hosts;
}

std::string inWords(const NodeCondition& condition)
{
    if (condition.killed)
        return "killed";
    std::string words;
    if (condition.frozen)
        addWords(words, "frozen");
    if (condition.hung)
        addWords(words, "hangs");
    if (condition.slow.count() > 0)
        addWords(words, "slowed by " + formatDuration(condition.slow));
    return words;
}

std::string inWords(const WireFault& fault)
{
    if (fault.cut)
        return "cut";
    std::string words;
    if (fault.delay.count() > 0)
        addWords(words, "delayed by " + formatDuration(fault.delay));
    if (fault.drop > 0)
        addWords(words, "drops " + toText(Value(fault.drop * 100)) + "%");
    return words;
}

} // namespace zeroloom
