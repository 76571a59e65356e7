// Gives each request to the worker that has waited longest (the guide's load-balancing broker).
#include "core/role/built_in_roles.h"
#include "core/role/envelope.h"
#include "core/role/free_workers.h"
#include "core/role/outbox.h"
#include "core/role/relaxed_counter.h"
#include "core/role/role_node.h"

namespace zeroloom {
namespace {

class LoadBalancer final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    bool takeFromWorker(RoleContext& context);
    bool takeRequest();

    Outbox m_toClients, m_toWorkers;
    FreeWorkers m_free;
    Message m_in;
    RelaxedCounter m_freeWorkers, m_requests, m_replies, m_notUnderstood;
};

void LoadBalancer::configure(const Values&, RoleContext& context)
{
    m_toClients.setSocket(socketCalled("frontend", context));
    m_toWorkers.setSocket(socketCalled("backend", context));
}

Progress LoadBalancer::advance(RoleContext& context)
{
    Progress step;
    if (!m_toClients.socket() || !m_toWorkers.socket())
        return step;
    step.again = true;
    for (std::size_t budget = m_toWorkers.socket()->burst(); budget > 0; --budget) {
        const bool heard = m_toClients.isClear() && takeFromWorker(context);
        // While nobody is free, requests stay where they are, and the clients feel it.
        const bool passed = m_toWorkers.isClear() && !m_free.empty() && takeRequest();
        if (!heard && !passed) {
            step.again = false;
            break;
        }
    }
    step.busy = m_toClients.keeps() || m_toWorkers.keeps();
    m_freeWorkers.set(m_free.size());
    return step;
}

bool LoadBalancer::takeFromWorker(RoleContext& context)
{
    if (!m_toWorkers.socket()->receive(m_in))
        return false;
    const WorkerSaid said = readWorker(m_in);
    if (said == WorkerSaid::Nonsense) {
        m_notUnderstood.add();
        warnOfNonsense(context);
        return true;
    }
    m_free.add(frameBytes(m_in, 0));
    if (said == WorkerSaid::Reply) {
        moveFrames(m_in, 2, m_toClients.message());
        m_toClients.send();
        m_replies.add();
    }
    return true;
}

bool LoadBalancer::takeRequest()
{
    if (!m_toClients.socket()->receive(m_in))
        return false;
    addressWorker(m_free.take(), m_in, m_toWorkers.message());
    m_toWorkers.send();
    m_requests.add();
    return true;
}

Values LoadBalancer::figures() const
{
    Values figures{{"free_workers", m_freeWorkers.asSigned()},
                   {"requests", m_requests.asSigned()},
                   {"replies", m_replies.asSigned()}};
    if (m_notUnderstood.get() > 0)
        figures["not_understood"] = m_notUnderstood.asSigned();
    return figures;
}

} // namespace

std::unique_ptr<RoleNode> makeLoadBalancer() { return std::make_unique<LoadBalancer>(); }

const RoleInfo& loadBalancerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "load-balancer",
        .title = "Load balancer",
        .summary = "Gives each request to the worker that has waited longest, and takes none while nobody is free.",
        .slots = {{.name = "frontend", .types = {Router}, .minimum = 1, .maximum = 1},
                  {.name = "backend", .types = {Router}, .minimum = 1, .maximum = 1}},
        .parameters = {},
    };
    return Role;
}

} // namespace zeroloom
