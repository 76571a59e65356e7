// Subscribes, says that it is there, and counts what comes until END (the guide's syncsub).
#include "core/role/built_in_roles.h"
#include "core/role/pace.h"
#include "core/role/parameters.h"
#include "core/role/relaxed_counter.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

constexpr std::string_view EndText = "END";

class SynchronisedSubscriber final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    enum class Stage { Waits, Asks, Counts, Ended };

    void ask(RoleContext& context, Progress& step);
    void count(Progress& step);

    RoleSocket* m_subscriber = nullptr;
    RoleSocket* m_sync = nullptr;
    Nanoseconds m_delay{};
    std::optional<Nanoseconds> m_askAt;
    Stage m_stage = Stage::Waits;
    Message m_message;
    RelaxedCounter m_updates;
    RelaxedCounter m_complete; // 1: END came
};

void SynchronisedSubscriber::configure(const Values& params, RoleContext& context)
{
    m_subscriber = m_sync = nullptr;
    for (RoleSocket* socket : context.sockets())
        (socket->type() == SocketType::Req ? m_sync : m_subscriber) = socket;
    const Nanoseconds delay = Parameters(synchronisedSubscriberRole(), params).duration("delay");
    const Nanoseconds now = context.now();
    m_askAt = m_askAt ? rescaled(*m_askAt, now, m_delay, delay) : now + delay;
    m_delay = delay;
}

Progress SynchronisedSubscriber::advance(RoleContext& context)
{
    Progress step;
    if (!m_subscriber || !m_sync)
        return step;
    if (m_stage == Stage::Waits)
        ask(context, step);
    if (m_stage == Stage::Asks && m_sync->receive(m_message))
        m_stage = Stage::Counts;
    if (m_stage == Stage::Counts)
        count(step);
    else if (m_stage == Stage::Ended)
        m_subscriber->discard(m_subscriber->burst());
    step.finished = m_stage == Stage::Ended;
    return step;
}

// After a while, by which its subscription has reached the publisher: that it is connected does not say so.
void SynchronisedSubscriber::ask(RoleContext& context, Progress& step)
{
    if (context.now() < *m_askAt) {
        step.wake(*m_askAt);
        return;
    }
    if (!context.mayStart() || !m_sync->isWired())
        return;
    m_message.clear();
    m_message.append().rebuild();
    if (m_sync->send(m_message) == SendOutcome::Sent)
        m_stage = Stage::Asks;
}

void SynchronisedSubscriber::count(Progress& step)
{
    for (std::size_t budget = m_subscriber->burst(); budget > 0; --budget) {
        if (!m_subscriber->receive(m_message))
            return;
        if (m_message.payload().to_string_view() == EndText) {
            m_complete.set(1);
            m_stage = Stage::Ended;
            return;
        }
        m_updates.add();
    }
    step.again = true;
}

Values SynchronisedSubscriber::figures() const
{
    return {{"updates", m_updates.asSigned()}, {"complete", m_complete.get() != 0}};
}

} // namespace

std::unique_ptr<RoleNode> makeSynchronisedSubscriber() { return std::make_unique<SynchronisedSubscriber>(); }

const RoleInfo& synchronisedSubscriberRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "synchronised-subscriber",
        .title = "Sync subscriber",
        .summary = "Subscribes, asks the publisher to begin, and counts what comes until END.",
        .slots = {{.name = "subscriber", .types = {Sub}, .minimum = 1, .maximum = 1, .subscribesToAll = true},
                  {.name = "sync", .types = {Req}, .minimum = 1, .maximum = 1}},
        .parameters = {timeParameter("delay", "Delay", "1s",
                                     "Time that its subscription is given to reach the publisher, before it asks.")},
    };
    return Role;
}

} // namespace zeroloom
