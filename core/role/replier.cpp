// Answers every request, with what it said or with a text.
#include <atomic>
#include <vector>

#include "core/role/built_in_roles.h"
#include "core/role/held_message.h"
#include "core/role/parameters.h"
#include "core/role/routing_id_count.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

class Replier final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    std::vector<HeldMessage> m_requests; // one for each socket; the envelope stays before the payload
    std::atomic<bool> m_routes = true;   // it has a ROUTER, for all that is known before it has its sockets
    RoutingIdCount m_routingIds;
};

void Replier::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(replierRole(), params);
    const auto sockets = context.sockets();
    m_requests.resize(sockets.size());
    bool routes = false;
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        m_requests[i].configure(parameters.duration("work"), context.now());
        m_requests[i].setReply(parameters.text("text"));
        if (sockets[i]->type() != SocketType::Router)
            continue;
        m_requests[i].setRoutingIds(m_routingIds);
        routes = true;
    }
    m_routes = routes;
}

Progress Replier::advance(RoleContext& context)
{
    Progress step;
    const auto sockets = context.sockets();
    const Patience patience = sockets.size() == 1 ? Patience::Brief : Patience::None;
    for (std::size_t i = 0; i < sockets.size(); ++i)
        m_requests[i].advance(*sockets[i], *sockets[i], context, step, patience);
    return step;
}

// A REP and a DEALER do not know whom they hear from.
Values Replier::figures() const { return m_routes ? Values{{"routing_ids", m_routingIds.count()}} : Values(); }

} // namespace

std::unique_ptr<RoleNode> makeReplier() { return std::make_unique<Replier>(); }

const RoleInfo& replierRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "replier",
        .title = "Replier",
        .summary = "Answers every request with the request's own content or a text.",
        .slots = {{.name = "", .types = {Rep, Router, Dealer}, .minimum = 1, .maximum = -1}},
        .parameters = {workParameter("Time that it takes over each request; 0: answers at once."),
                       textParameter("Sent as the answer, behind the request's envelope; empty: what was asked.")},
    };
    return Role;
}

} // namespace zeroloom
