// Hands out tasks, each of which says how long it takes (the guide's taskvent).
#include "core/role/built_in_roles.h"
#include "core/role/pace.h"
#include "core/role/parameters.h"
#include "core/role/random_times.h"
#include "core/role/relaxed_counter.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

constexpr std::string_view StartMarker = "0";

class Ventilator final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    bool sendStart(RoleContext& context);
    void sendTasks(RoleContext& context, Progress& step);
    void makeTask();
    bool finished() const { return m_count > 0 && m_tasks.get() >= m_count; }

    RoleSocket* m_out = nullptr;
    RoleSocket* m_sink = nullptr;
    std::uint64_t m_count = 0;
    Nanoseconds m_shortest{}, m_longest{};
    SendPace m_pace;
    RandomTimes m_random;
    Message m_start, m_task; // a task that could not be sent is kept as it is
    std::int64_t m_cost = 0; // of that task, in milliseconds
    bool m_started = false;
    bool m_held = false; // paused or mute: the schedule starts anew afterwards
    RelaxedCounter m_tasks, m_expected;
};

void Ventilator::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(ventilatorRole(), params);
    m_out = m_sink = nullptr;
    for (RoleSocket* socket : context.sockets())
        (socket->id() == "sink" || m_out ? m_sink : m_out) = socket;
    if (!m_out) // a single socket, called as the other one
        std::swap(m_out, m_sink);
    m_count = static_cast<std::uint64_t>(parameters.integer("tasks"));
    m_shortest = parameters.duration("shortest");
    m_longest = parameters.duration("longest");
    m_pace.setRate(parameters.real("rate"), context.now());
}

Progress Ventilator::advance(RoleContext& context)
{
    Progress step;
    if (sendStart(context))
        sendTasks(context, step);
    step.finished = finished();
    return step;
}

// The sink measures the time from here on. Returns whether that is done, or nobody is to be told.
bool Ventilator::sendStart(RoleContext& context)
{
    if (m_started || !m_sink || !m_sink->isWired())
        return true;
    if (!context.mayStart())
        return false;
    m_start.clear();
    m_start.append().rebuild(StartMarker.data(), StartMarker.size());
    m_started = m_sink->send(m_start) == SendOutcome::Sent;
    m_held = !m_started;
    return m_started;
}

void Ventilator::makeTask()
{
    using std::chrono::milliseconds;
    m_cost = std::chrono::round<milliseconds>(m_random.between(m_shortest, m_longest)).count();
    const std::string text = std::to_string(m_cost);
    m_task.append().rebuild(text.data(), text.size());
}

void Ventilator::sendTasks(RoleContext& context, Progress& step)
{
    if (finished() || !context.mayStart() || !m_out->isWired()) {
        m_held = true;
        return;
    }
    const Nanoseconds now = context.now();
    if (std::exchange(m_held, false) && !m_pace.unlimited())
        m_pace.restart(now);
    for (std::size_t budget = std::min(m_pace.due(now), m_out->burst()); budget > 0 && !finished(); --budget) {
        if (m_task.empty())
            makeTask();
        if (m_out->send(m_task) == SendOutcome::WouldBlock) {
            m_held = true;
            return;
        }
        m_tasks.add();
        m_expected.add(static_cast<std::uint64_t>(m_cost));
        m_pace.take(1);
    }
    if (finished())
        return;
    step.again = m_pace.unlimited();
    if (!step.again)
        step.wake(m_pace.next(now));
}

Values Ventilator::figures() const { return {{"tasks", m_tasks.asSigned()}, {"expected_ms", m_expected.asSigned()}}; }

} // namespace

std::unique_ptr<RoleNode> makeVentilator() { return std::make_unique<Ventilator>(); }

const RoleInfo& ventilatorRole()
{
    using enum SocketType;
    static const RoleInfo Role = [] {
        ParameterInfo rate = rateParameter("Tasks a second; 0: as fast as they are taken.");
        rate.defaultValue = 0.0;
        return RoleInfo{
            .name = "ventilator",
            .title = "Ventilator",
            .summary = "Hands out tasks, each of which says how many milliseconds it takes.",
            .slots = {{.name = "out", .types = {Push}, .minimum = 1, .maximum = 1},
                      {.name = "sink", .types = {Push}, .minimum = 0, .maximum = 1}},
            .parameters = {wholeParameter("tasks", "Tasks", 100, "tasks", "Tasks to hand out; 0: endless."),
                           timeParameter("shortest", "Shortest", "1ms", "The shortest time that a task takes."),
                           timeParameter("longest", "Longest", "100ms", "The longest time that a task takes."), rate},
        };
    }();
    return Role;
}

} // namespace zeroloom
