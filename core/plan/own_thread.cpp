#include "core/plan/own_thread.h"

#include <deque>

#include "core/base/duration.h"
#include "core/model/runner.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

bool sendsAtFullSpeed(const Node& node)
{
    const RoleInfo* role = roleByName(node.role);
    if (!role || !role->parameter("rate"))
        return false;
    const Value rate = parameterValue(*role, node.params, "rate");
    if (const auto* whole = std::get_if<std::int64_t>(&rate))
        return *whole == 0;
    const auto* real = std::get_if<double>(&rate);
    return real && *real == 0;
}

// Whether what enters leaves again at once.
bool passesOn(const Node& node)
{
    if (node.role == "proxy")
        return true;
    if (node.role != "worker")
        return false;
    const RoleInfo* role = roleByName(node.role);
    if (!role || !role->parameter("work"))
        return false;
    const Value work = parameterValue(*role, node.params, "work");
    const auto* text = std::get_if<std::string>(&work);
    const auto duration = text ? parseDuration(*text) : Result<Nanoseconds>(Nanoseconds(0));
    return duration && duration->count() == 0;
}

bool runsOnLoop(const Node& node) { return runnerOf(node) == Runner::Zeroloom; }

// A node with the socket through which the flood came in; empty for the node that makes it.
struct Visit {
    const Node* node;
    SocketId entry;
};

} // namespace

std::set<NodeId> nodesAtFullSpeed(const Topology& topology, const TopologyIndex& index)
{
    std::set<NodeId> fast;
    std::set<SocketRef> entered;
    std::deque<Visit> open;
    for (const Node& node : topology.nodes) {
        if (runsOnLoop(node) && sendsAtFullSpeed(node)) {
            fast.insert(node.id);
            open.push_back({&node, {}});
        }
    }
    while (!open.empty()) {
        const Visit visit = open.front();
        open.pop_front();
        for (const Socket& socket : visit.node->sockets) {
            if (socket.id == visit.entry || !info(socket.type).sends)
                continue;
            const SocketRef own{visit.node->id, socket.id};
            for (const Wire* wire : index.wiresAt(own)) {
                const SocketRef& peer = wire->from == own ? wire->to : wire->from;
                const Node* next = index.node(peer.node);
                if (!next || !runsOnLoop(*next) || !entered.insert(peer).second)
                    continue;
                fast.insert(next->id);
                if (passesOn(*next))
                    open.push_back({next, peer.socket});
            }
        }
    }
    return fast;
}

} // namespace zeroloom
