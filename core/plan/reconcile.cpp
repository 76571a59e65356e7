#include "core/plan/reconcile.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/role/role_catalogue.h"
#include "core/zmq/option_catalogue.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

template <typename T>
const T* byId(const std::vector<T>& items, const decltype(T::id)& id)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

// The names whose values differ, in the order of the names.
std::vector<std::string> differing(const Values& before, const Values& after)
{
    std::set<std::string> names;
    for (const auto& [name, value] : before) {
        const auto found = after.find(name);
        if (found == after.end() || found->second != value)
            names.insert(name);
    }
    for (const auto& [name, value] : after) {
        if (!before.contains(name))
            names.insert(name);
    }
    return {names.begin(), names.end()};
}

std::string quoted(const std::string& text) { return "'" + text + "'"; }

void socketReasons(const PlannedSocket& before, const PlannedSocket& after, std::vector<std::string>& reasons)
{
    const std::string socket = quoted(after.id.text());
    if (before.type != after.type) {
        reasons.push_back("type of " + socket + " changes from " + std::string(name(before.type)) + " to " +
                          std::string(name(after.type)));
        return; // which options are live is a matter of the type
    }
    for (const std::string& option : differing(before.options, after.options)) {
        const OptionInfo* known = optionByName(option);
        if (known && known->live)
            continue;
        if (option == "ROUTING_ID")
            reasons.push_back("routing id of " + socket + " changes");
        else
            reasons.push_back(option + " of " + socket + " changes, which only a new socket takes on");
    }
}

// Why a running node cannot become the desired one in place; empty when it can.
std::vector<std::string> restartReasons(const PlannedNode& before, const PlannedNode& after)
{
    std::vector<std::string> reasons;
    if (before.role != after.role) {
        reasons.push_back("role changes from " + before.role + " to " + after.role);
        return reasons;
    }
    for (const PlannedSocket& socket : before.sockets) {
        const PlannedSocket* kept = byId(after.sockets, socket.id);
        if (!kept)
            reasons.push_back("socket " + quoted(socket.id.text()) + " is removed");
        else
            socketReasons(socket, *kept, reasons);
    }
    for (const PlannedSocket& socket : after.sockets) {
        const PlannedSocket* old = byId(before.sockets, socket.id);
        if (!old)
            reasons.push_back("socket " + quoted(socket.id.text()) + " is added");
        else if (after.role == "program" && old->wires != socket.wires)
            reasons.push_back("endpoints of " + quoted(socket.id.text()) +
                              " change, which a program learns when it starts");
    }
    if (before.restarts != after.restarts)
        reasons.emplace_back("it was told to start anew");
    const RoleInfo* role = roleByName(after.role);
    for (const std::string& parameter : differing(before.params, after.params)) {
        const ParameterInfo* known = role ? role->parameter(parameter) : nullptr;
        if (!known || !known->live)
            reasons.push_back("parameter " + quoted(parameter) + " changes, which the role reads when it starts");
    }
    return reasons;
}

std::string joined(const std::vector<std::string>& reasons)
{
    std::string text;
    for (const std::string& reason : reasons)
        text += (text.empty() ? "" : "; ") + reason;
    return text;
}

// `one` without what `other` has, counted: a prefix that is subscribed twice must be given up twice.
std::vector<std::string> without(std::vector<std::string> one, const std::vector<std::string>& other)
{
    for (const std::string& text : other) {
        const auto found = std::find(one.begin(), one.end(), text);
        if (found != one.end())
            one.erase(found);
    }
    return one;
}

// Whether the one can become the other in its place, by what its relay does.
bool sameButForFault(const PlannedWire& before, PlannedWire after)
{
    const bool sameWay = before.fault.relayed == after.fault.relayed;
    after.fault = before.fault;
    return sameWay && before == after;
}

class Reconciler {
public:
    std::vector<Step> steps(const HostPlan& running, const HostPlan& desired);

private:
    void changeInPlace(const PlannedNode& before, const PlannedNode& after);
    void changeSocket(const SocketRef& ref, const PlannedSocket& before, const PlannedSocket& after);
    void changeWires(const SocketRef& ref, const PlannedSocket& before, const PlannedSocket& after);

    std::vector<Step> m_stops, m_disconnects, m_unbinds, m_restarts, m_starts, m_moves, m_changes, m_binds, m_connects;
};

void Reconciler::changeWires(const SocketRef& ref, const PlannedSocket& before, const PlannedSocket& after)
{
    std::unordered_map<WireId, const PlannedWire*> desired;
    for (const PlannedWire& wire : after.wires)
        desired.emplace(wire.id, &wire);
    std::set<WireId> unchanged;
    for (const PlannedWire& wire : before.wires) {
        const auto found = desired.find(wire.id);
        if (found != desired.end() && sameButForFault(wire, *found->second)) {
            unchanged.insert(wire.id);
            if (found->second->fault != wire.fault)
                m_changes.push_back(ChangeWireFault{ref, wire.id, found->second->fault});
        } else {
            (wire.binds ? m_unbinds : m_disconnects).push_back(RemoveWire{ref, wire});
        }
    }
    for (const PlannedWire& wire : after.wires) {
        if (!unchanged.contains(wire.id))
            (wire.binds ? m_binds : m_connects).push_back(AddWire{ref, wire});
    }
}

void Reconciler::changeSocket(const SocketRef& ref, const PlannedSocket& before, const PlannedSocket& after)
{
    for (const std::string& option : differing(before.options, after.options)) {
        const auto value = after.options.find(option);
        if (value != after.options.end())
            m_changes.push_back(ChangeOption{ref, option, value->second});
        else if (const OptionInfo* known = optionByName(option))
            m_changes.push_back(ChangeOption{ref, option, known->defaultValue});
    }
    std::vector<std::string> added = without(after.subscriptions, before.subscriptions);
    std::vector<std::string> removed = without(before.subscriptions, after.subscriptions);
    if (!added.empty() || !removed.empty())
        m_changes.push_back(ChangeSubscriptions{ref, std::move(added), std::move(removed)});
    if (before.tap != after.tap || before.held != after.held || before.steps != after.steps)
        m_changes.push_back(ChangeSocketCondition{ref, after.tap, after.held, after.steps});
    changeWires(ref, before, after);
}

void Reconciler::changeInPlace(const PlannedNode& before, const PlannedNode& after)
{
    for (const PlannedSocket& socket : after.sockets) {
        if (const PlannedSocket* old = byId(before.sockets, socket.id))
            changeSocket({after.id, socket.id}, *old, socket);
    }
    if (before.ownThread != after.ownThread)
        m_moves.push_back(ChangeThread{after.id, after.ownThread});
    if (before.params != after.params)
        m_changes.push_back(ChangeParameters{after.id, after.params});
    if (before.hung != after.hung || before.frozen != after.frozen || before.slow != after.slow)
        m_changes.push_back(ChangeNodeCondition{after.id, after.hung, after.frozen, after.slow});
}

std::vector<Step> Reconciler::steps(const HostPlan& running, const HostPlan& desired)
{
    std::unordered_map<NodeId, const PlannedNode*> before;
    for (const PlannedNode& node : running.nodes)
        before.emplace(node.id, &node);
    std::set<NodeId> wanted;
    for (const PlannedNode& node : desired.nodes) {
        wanted.insert(node.id);
        const auto old = before.find(node.id);
        if (old == before.end()) {
            m_starts.push_back(StartNode{node});
            continue;
        }
        const std::vector<std::string> reasons = restartReasons(*old->second, node);
        if (!reasons.empty())
            m_restarts.push_back(RestartNode{node, joined(reasons)});
        else
            changeInPlace(*old->second, node);
    }
    for (const PlannedNode& node : running.nodes) {
        if (!wanted.contains(node.id))
            m_stops.push_back(StopNode{node.id, desired.killed.contains(node.id)});
    }
    std::vector<Step> all;
    for (auto* part :
         {&m_stops, &m_disconnects, &m_unbinds, &m_restarts, &m_starts, &m_moves, &m_changes, &m_binds, &m_connects})
        std::move(part->begin(), part->end(), std::back_inserter(all));
    return all;
}

} // namespace

std::vector<Step> reconcile(const HostPlan& running, const HostPlan& desired)
{
    return Reconciler().steps(running, desired);
}

std::vector<RestartNode> restartsOf(const HostPlan& running, const HostPlan& desired)
{
    std::unordered_map<NodeId, const PlannedNode*> before;
    for (const PlannedNode& node : running.nodes)
        before.emplace(node.id, &node);
    std::vector<RestartNode> restarts;
    for (const PlannedNode& node : desired.nodes) {
        const auto old = before.find(node.id);
        if (old == before.end())
            continue;
        const std::vector<std::string> reasons = restartReasons(*old->second, node);
        if (!reasons.empty())
            restarts.push_back({node, joined(reasons)});
    }
    return restarts;
}

} // namespace zeroloom
