// Gives work to whoever asks for it, and sends all home when the time is over (the guide's rtreq and rtdealer).
#include <set>

#include "core/role/built_in_roles.h"
#include "core/role/pace.h"
#include "core/role/parameters.h"
#include "core/role/relaxed_counter.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

constexpr std::string_view WorkText = "Work harder";
constexpr std::string_view EndText = "Fired!";

class Dispatcher final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    bool isOver(Nanoseconds now) const { return m_period.count() > 0 && m_endsAt && now >= *m_endsAt; }
    void makeAnswer(RoleContext& context);
    void noteSent();

    Nanoseconds m_period{};
    std::optional<Nanoseconds> m_endsAt;
    std::set<std::string> m_working; // routing ids of who was given work
    std::string m_asker;             // of whom the answer is for
    bool m_fires = false;
    Message m_message; // the answer, until it is sent
    RelaxedCounter m_tasks, m_fired;
};

void Dispatcher::configure(const Values& params, RoleContext& context)
{
    const Nanoseconds period = Parameters(dispatcherRole(), params).duration("period");
    const Nanoseconds now = context.now();
    m_endsAt = m_endsAt && m_period.count() > 0 ? rescaled(*m_endsAt, now, m_period, period) : now + period;
    m_period = period;
}

Progress Dispatcher::advance(RoleContext& context)
{
    Progress step;
    RoleSocket& router = *context.sockets().front();
    std::size_t budget = router.burst();
    for (; budget > 0; --budget) {
        if (m_message.empty()) {
            if (!router.receive(m_message))
                break;
            makeAnswer(context);
        }
        if (router.send(m_message) == SendOutcome::WouldBlock) {
            step.busy = true;
            break;
        }
        noteSent();
    }
    step.again = budget == 0;
    step.finished = m_fired.get() > 0 && m_working.empty() && isOver(context.now());
    return step;
}

// Whoever is free asks, so that work goes to who has waited longest. A REQ takes an answer only behind an empty frame.
void Dispatcher::makeAnswer(RoleContext& context)
{
    m_asker = m_message.frame(0).to_string();
    if (m_message.size() < 3 || m_message.frame(1).size() != 0)
        context.warn("no-delimiter", "a request came without the empty frame that a REQ puts before it; a DEALER has "
                                     "to put it there itself");
    m_fires = isOver(context.now());
    const std::string_view text = m_fires ? EndText : WorkText;
    while (m_message.size() > 1)
        m_message.dropLast();
    m_message.append().rebuild();
    m_message.append().rebuild(text.data(), text.size());
}

void Dispatcher::noteSent()
{
    if (m_fires) {
        m_working.erase(m_asker);
        m_fired.add();
    } else {
        m_working.insert(m_asker);
        m_tasks.add();
    }
}

Values Dispatcher::figures() const { return {{"tasks", m_tasks.asSigned()}, {"fired", m_fired.asSigned()}}; }

} // namespace

std::unique_ptr<RoleNode> makeDispatcher() { return std::make_unique<Dispatcher>(); }

const RoleInfo& dispatcherRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "dispatcher",
        .title = "Dispatcher",
        .summary = "Gives work to each worker that asks for it, and fires them all when the time is over.",
        .slots = {{.name = "", .types = {Router}, .minimum = 1, .maximum = 1}},
        .parameters = {timeParameter("period", "Period", "5s",
                                     "Time from its start after which it fires whoever asks; 0: never.")},
    };
    return Role;
}

} // namespace zeroloom
