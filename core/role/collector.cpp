// Gathers results, measures how long they took, and says when there are enough (the guide's tasksink).
#include <algorithm>

#include "core/role/built_in_roles.h"
#include "core/role/parameters.h"
#include "core/role/relaxed_counter.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

constexpr std::string_view StartMarker = "0";

class Collector final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    void take(RoleContext& context);
    void end();
    bool finished() const { return m_wanted > 0 && m_results.get() >= m_wanted; }

    RoleSocket* m_in = nullptr;
    RoleSocket* m_control = nullptr;
    std::uint64_t m_wanted = 0;
    std::string m_text;
    Message m_message;
    std::optional<Nanoseconds> m_first; // when the first message came
    bool m_marked = false;              // the ventilator's start marker has come
    bool m_told = false;
    RelaxedCounter m_results, m_elapsed;
};

void Collector::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(collectorRole(), params);
    m_in = m_control = nullptr;
    for (RoleSocket* socket : context.sockets())
        (socket->type() == SocketType::Pull ? m_in : m_control) = socket;
    m_wanted = static_cast<std::uint64_t>(parameters.integer("results"));
    m_text = parameters.text("text");
}

Progress Collector::advance(RoleContext& context)
{
    Progress step;
    if (m_control && m_control->type() == SocketType::XPub)
        m_control->discard(m_control->burst()); // subscriptions must not pile up
    std::size_t budget = m_in ? m_in->burst() : 0;
    while (budget > 0 && m_in->receive(m_message)) {
        take(context);
        --budget;
    }
    step.again = m_in && budget == 0;
    if (finished())
        end();
    step.finished = finished();
    return step;
}

// The start marker comes through another connection than the results, so that it may come after some of them.
void Collector::take(RoleContext& context)
{
    const Nanoseconds now = context.now();
    if (!m_first)
        m_first = now;
    if (!m_marked && m_message.payload().to_string_view() == StartMarker) {
        m_marked = true;
        return;
    }
    // What comes after the end is counted, too, but the time is that of what was waited for.
    const bool late = finished();
    m_results.add();
    if (!late)
        m_elapsed.set(
            static_cast<std::uint64_t>(std::chrono::floor<std::chrono::milliseconds>(now - *m_first).count()));
}

void Collector::end()
{
    if (m_told || !m_control)
        return;
    m_message.clear();
    m_message.append().rebuild(m_text.data(), m_text.size());
    m_told = m_control->send(m_message) == SendOutcome::Sent;
}

Values Collector::figures() const { return {{"results", m_results.asSigned()}, {"elapsed_ms", m_elapsed.asSigned()}}; }

} // namespace

std::unique_ptr<RoleNode> makeCollector() { return std::make_unique<Collector>(); }

const RoleInfo& collectorRole()
{
    using enum SocketType;
    static const RoleInfo Role = [] {
        ParameterInfo text = textParameter("What it says on its control when it has all results.");
        text.defaultValue = std::string("KILL");
        return RoleInfo{
            .name = "collector",
            .title = "Collector",
            .summary = "Gathers results, measures how long they took, and tells the others when it has all.",
            .slots = {{.name = "in", .types = {Pull}, .minimum = 1, .maximum = 1},
                      {.name = "control", .types = {Pub, XPub}, .minimum = 0, .maximum = 1}},
            .parameters = {wholeParameter("results", "Results", 100, "results",
                                          "Results that it waits for; 0: endless. A ventilator's start marker, '0', "
                                          "is none."),
                           text},
        };
    }();
    return Role;
}

} // namespace zeroloom
