#include "core/role/role_catalogue.h"

#include <algorithm>
#include <array>

#include "core/role/built_in_roles.h"

namespace zeroloom {
namespace {

// Whether each socket can be given a slot of the role so that every slot has at least its minimum. Few sockets and few
// slots, so all ways are tried; named slots are for the file and do not matter here.
bool fits(const RoleInfo& role, const std::vector<SocketType>& types, std::size_t next, std::vector<int>& used)
{
    if (next == types.size()) {
        for (std::size_t i = 0; i < role.slots.size(); ++i) {
            if (used[i] < role.slots[i].minimum)
                return false;
        }
        return true;
    }
    for (std::size_t i = 0; i < role.slots.size(); ++i) {
        const SocketSlot& slot = role.slots[i];
        const bool room = slot.maximum < 0 || used[i] < slot.maximum;
        if (!room || std::ranges::find(slot.types, types[next]) == slot.types.end())
            continue;
        ++used[i];
        const bool found = fits(role, types, next + 1, used);
        --used[i];
        if (found)
            return true;
    }
    return false;
}

} // namespace

const ParameterInfo* RoleInfo::parameter(std::string_view parameterName) const
{
    const auto found = std::ranges::find(parameters, parameterName, &ParameterInfo::name);
    return found == parameters.end() ? nullptr : &*found;
}

std::span<const RoleInfo* const> roles()
{
    static const auto All = std::to_array<const RoleInfo*>({&sourceRole(),
                                                            &sinkRole(),
                                                            &requesterRole(),
                                                            &replierRole(),
                                                            &workerRole(),
                                                            &proxyRole(),
                                                            &peerRole(),
                                                            &ventilatorRole(),
                                                            &collectorRole(),
                                                            &synchronisedPublisherRole(),
                                                            &synchronisedSubscriberRole(),
                                                            &dispatcherRole(),
                                                            &askingWorkerRole(),
                                                            &asynchronousWorkerRole(),
                                                            &loadBalancerRole(),
                                                            &readyWorkerRole(),
                                                            &peeringBrokerRole(),
                                                            &burstingClientRole(),
                                                            &heartbeaterRole(),
                                                            &heartRole(),
                                                            &pingerRole(),
                                                            &listenerRole(),
                                                            &outsideRole(),
                                                            &programRole()});
    return All;
}

const RoleInfo* roleByName(std::string_view name)
{
    const auto all = roles();
    const auto found = std::ranges::find(all, name, [](const RoleInfo* role) { return role->name; });
    return found == all.end() ? nullptr : *found;
}

const RoleInfo& roleForSocket(SocketType type)
{
    switch (type) {
    case SocketType::Push:
    case SocketType::Pub:
    case SocketType::XPub:
        return sourceRole();
    case SocketType::Pull:
    case SocketType::Sub:
    case SocketType::XSub:
        return sinkRole();
    case SocketType::Req:
    case SocketType::Dealer:
        return requesterRole();
    case SocketType::Rep:
    case SocketType::Router:
        return replierRole();
    case SocketType::Pair:
        return peerRole();
    default:
        return outsideRole();
    }
}

const RoleInfo* roleForSockets(const std::vector<SocketType>& types)
{
    if (types.empty())
        return nullptr;
    if (types.size() == 1)
        return &roleForSocket(types.front());
    // A proxy before a worker only where both ends of a device are of the proxy's own kinds.
    const auto has = [&](SocketType type) { return std::ranges::find(types, type) != types.end(); };
    const bool device =
        (has(SocketType::Router) && has(SocketType::Dealer)) || (has(SocketType::XSub) && has(SocketType::XPub));
    std::vector<const RoleInfo*> order{&workerRole(),
                                       &proxyRole(),
                                       &sourceRole(),
                                       &sinkRole(),
                                       &replierRole(),
                                       &peerRole(),
                                       &synchronisedPublisherRole(),
                                       &synchronisedSubscriberRole()};
    if (device)
        std::swap(order[0], order[1]);
    // Both sides of a heartbeat network are told by just their two sockets; a worker between SUB and DEALER is rare.
    order.insert(order.begin(), {&heartbeaterRole(), &heartRole()});
    for (const RoleInfo* role : order) {
        std::vector<int> used(role->slots.size());
        if (fits(*role, types, 0, used))
            return role;
    }
    return nullptr;
}

std::unique_ptr<RoleNode> makeRoleNode(std::string_view role)
{
    using Maker = std::unique_ptr<RoleNode> (*)();
    static constexpr std::pair<std::string_view, Maker> Makers[] = {
        {"source", makeSource},
        {"sink", makeSink},
        {"requester", makeRequester},
        {"replier", makeReplier},
        {"worker", makeWorker},
        {"proxy", makeProxy},
        {"peer", makePeer},
        {"ventilator", makeVentilator},
        {"collector", makeCollector},
        {"synchronised-publisher", makeSynchronisedPublisher},
        {"synchronised-subscriber", makeSynchronisedSubscriber},
        {"dispatcher", makeDispatcher},
        {"asking-worker", makeAskingWorker},
        {"asynchronous-worker", makeAsynchronousWorker},
        {"load-balancer", makeLoadBalancer},
        {"ready-worker", makeReadyWorker},
        {"peering-broker", makePeeringBroker},
        {"bursting-client", makeBurstingClient},
        {"heartbeater", makeHeartbeater},
        {"heart", makeHeart},
        {"pinger", makePinger},
        {"listener", makeListener},
    };
    const auto found = std::ranges::find(Makers, role, &std::pair<std::string_view, Maker>::first);
    return found == std::end(Makers) ? nullptr : found->second();
}

} // namespace zeroloom
