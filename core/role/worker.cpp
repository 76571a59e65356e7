// Takes each message in, works on it, and passes it on.
#include "core/role/built_in_roles.h"
#include "core/role/held_message.h"
#include "core/role/parameters.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

class Worker final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;

private:
    RoleSocket* m_in = nullptr;
    RoleSocket* m_out = nullptr;
    HeldMessage m_task;
};

void Worker::configure(const Values& params, RoleContext& context)
{
    m_in = m_out = nullptr;
    for (RoleSocket* socket : context.sockets()) {
        const bool onlySends = socket->type() == SocketType::Push || socket->type() == SocketType::Pub ||
                               socket->type() == SocketType::XPub;
        (socket->id() == "out" || onlySends ? m_out : m_in) = socket;
    }
    m_task.configure(Parameters(workerRole(), params).duration("work"));
}

Progress Worker::advance(RoleContext& context)
{
    Progress step;
    if (!m_in || !m_out)
        return step;
    // What comes back into a two-way socket, and an XPUB's subscriptions, must not pile up.
    const bool oneWay = m_out->type() == SocketType::Push || m_out->type() == SocketType::Pub;
    if (!oneWay)
        m_out->discard(m_out->burst());
    m_task.advance(*m_in, *m_out, context, step, oneWay ? Patience::Brief : Patience::None);
    return step;
}

} // namespace

std::unique_ptr<RoleNode> makeWorker() { return std::make_unique<Worker>(); }

const RoleInfo& workerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "worker",
        .title = "Worker",
        .summary = "Takes each message in, works on it, and passes it on.",
        .slots = {{.name = "in", .types = {Pull, Sub, XSub, Dealer, Pair}, .minimum = 1, .maximum = 1},
                  {.name = "out", .types = {Push, Pub, XPub, Dealer, Pair}, .minimum = 1, .maximum = 1}},
        .parameters = {workParameter("Time that it takes over each message; 0: passes it on at once.")},
    };
    return Role;
}

} // namespace zeroloom
