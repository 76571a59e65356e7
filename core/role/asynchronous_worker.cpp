// Answers a request with no, one or several replies, each after a while (the workers of the guide's asyncsrv).
#include "core/role/built_in_roles.h"
#include "core/role/pace.h"
#include "core/role/parameters.h"
#include "core/role/random_times.h"
#include "core/role/relaxed_counter.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

class AsynchronousWorker final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    bool takeRequest(RoleSocket& socket, RoleContext& context);
    bool reply(RoleSocket& socket, RoleContext& context);
    void beginReply(Nanoseconds now) { m_dueAt = now + m_random.between(Nanoseconds(0), m_longest); }

    std::int64_t m_most = 0;
    Nanoseconds m_longest{};
    RandomTimes m_random;
    Message m_request, m_reply; // routing id and content, without an empty frame between
    std::int64_t m_left = 0;    // replies to the request that are still to be sent
    Nanoseconds m_dueAt{};
    RelaxedCounter m_requests, m_replies;
};

void AsynchronousWorker::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(asynchronousWorkerRole(), params);
    const Nanoseconds longest = parameters.duration("longest");
    m_dueAt = rescaled(m_dueAt, context.now(), m_longest, longest);
    m_longest = longest;
    m_most = parameters.integer("replies");
}

Progress AsynchronousWorker::advance(RoleContext& context)
{
    Progress step;
    RoleSocket& socket = *context.sockets().front();
    std::size_t budget = socket.burst();
    while (budget > 0 && (m_left == 0 ? takeRequest(socket, context) : reply(socket, context)))
        --budget;
    step.again = budget == 0;
    step.busy = m_left > 0;
    if (m_left > 0 && m_dueAt > context.now())
        step.wake(m_dueAt);
    return step;
}

bool AsynchronousWorker::takeRequest(RoleSocket& socket, RoleContext& context)
{
    if (!socket.receive(m_request))
        return false;
    m_requests.add();
    m_left = m_random.whole(0, m_most);
    beginReply(context.now());
    return true;
}

bool AsynchronousWorker::reply(RoleSocket& socket, RoleContext& context)
{
    const Nanoseconds now = context.now();
    if (now < m_dueAt)
        return false;
    m_reply.copyFrom(m_request);
    if (socket.send(m_reply) == SendOutcome::WouldBlock)
        return false;
    m_replies.add();
    --m_left;
    beginReply(now);
    return true;
}

Values AsynchronousWorker::figures() const
{
    return {{"requests", m_requests.asSigned()}, {"replies", m_replies.asSigned()}};
}

} // namespace

std::unique_ptr<RoleNode> makeAsynchronousWorker() { return std::make_unique<AsynchronousWorker>(); }

const RoleInfo& asynchronousWorkerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "asynchronous-worker",
        .title = "Asynchronous worker",
        .summary = "Answers each request with no, one or several replies, each after a while.",
        .slots = {{.name = "", .types = {Dealer}, .minimum = 1, .maximum = 1}},
        .parameters = {wholeParameter("replies", "Replies", 4, "replies",
                                      "The most replies to one request; how many there are is left to chance."),
                       timeParameter("longest", "Longest", "1s", "The longest time that it takes over a reply.")},
    };
    return Role;
}

} // namespace zeroloom
