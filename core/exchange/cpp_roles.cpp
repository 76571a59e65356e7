#include "core/exchange/cpp_roles.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace zeroloom {

namespace {

struct CppRole {
    std::string_view name;
    CppProgramText (*text)(const NodeProgram& program);
};

constexpr auto CppRoles = std::to_array<CppRole>({{"asking-worker", cppAskingWorker},
                                                  {"asynchronous-worker", cppAsynchronousWorker},
                                                  {"bursting-client", cppBurstingClient},
                                                  {"collector", cppCollector},
                                                  {"dispatcher", cppDispatcher},
                                                  {"heart", cppHeart},
                                                  {"heartbeater", cppHeartbeater},
                                                  {"listener", cppListener},
                                                  {"load-balancer", cppLoadBalancer},
                                                  {"peer", cppPeer},
                                                  {"peering-broker", cppPeeringBroker},
                                                  {"pinger", cppPinger},
                                                  {"proxy", cppProxy},
                                                  {"ready-worker", cppReadyWorker},
                                                  {"replier", cppReplier},
                                                  {"requester", cppRequester},
                                                  {"sink", cppSink},
                                                  {"source", cppSource},
                                                  {"synchronised-publisher", cppSynchronisedPublisher},
                                                  {"synchronised-subscriber", cppSynchronisedSubscriber},
                                                  {"ventilator", cppVentilator},
                                                  {"worker", cppWorker}});

} // namespace

CppProgramText cppRoleText(const NodeProgram& program)
{
    const auto* role = std::ranges::find(CppRoles, program.role, &CppRole::name);
    if (role == CppRoles.end()) {
        CppProgramText text;
        text.remarks.push_back({program.id.text(), "its role '" + program.role + "' has no program yet"});
        return text;
    }
    return role->text(program);
}

} // namespace zeroloom
