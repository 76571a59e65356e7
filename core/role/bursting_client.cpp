// A client whose requests come in bursts, and which gives up for good when one is not answered (the guide's
// inter-broker example). What it lives through it tells a monitor.
#include <array>
#include <cstdio>

#include "core/role/built_in_roles.h"
#include "core/role/envelope.h"
#include "core/role/outbox.h"
#include "core/role/parameters.h"
#include "core/role/relaxed_counter.h"
#include "core/role/role_node.h"
#include "core/role/scaled_deadline.h"
#include "core/role/seeded_choice.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

constexpr std::size_t TaskIds = 0x10000;

class BurstingClient final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    enum class Stage { Resting, Asking, Waiting, Lost };

    bool goOn(RoleContext& context, Progress& step);
    bool rest(RoleContext& context, Progress& step);
    bool ask(RoleContext& context);
    bool await(RoleContext& context, Progress& step);
    void endTask(Nanoseconds now);
    void startRest(Nanoseconds now);
    Nanoseconds restLength() const { return std::chrono::duration_cast<Nanoseconds>(m_pause * m_restPart); }
    void lose(RoleContext& context);
    void tell(std::string_view text);
    bool hasMonitor() const { return m_monitor.socket() && m_monitor.socket()->isWired(); }

    Outbox m_broker, m_monitor;
    std::size_t m_burst = 0;
    Nanoseconds m_pause{}, m_timeout{};
    SeededChoice m_choice;

    Stage m_stage = Stage::Resting;
    double m_restPart = -1; // the rest that it has is this part of the longest one; below 0: there was none yet
    ScaledDeadline m_restEnd, m_answerEnd;
    Nanoseconds m_askedAt{};
    std::size_t m_left = 0; // tasks of this burst
    std::string m_task;
    Message m_reply;
    RelaxedCounter m_bursts, m_tasks, m_answers, m_wrongAnswers, m_lost;
};

void BurstingClient::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(burstingClientRole(), params);
    for (RoleSocket* socket : context.sockets())
        (socket->type() == SocketType::Push ? m_monitor : m_broker).setSocket(socket);
    m_burst = static_cast<std::size_t>(parameters.integer("burst"));
    m_pause = parameters.duration("pause");
    m_timeout = parameters.duration("timeout");
    m_choice.setSeed(parameters.integer("seed"));
    const Nanoseconds now = context.now();
    if (m_restPart < 0)
        startRest(now);
    m_restEnd.change(now, restLength());
    m_answerEnd.change(now, m_timeout);
}

Progress BurstingClient::advance(RoleContext& context)
{
    Progress step;
    if (!m_broker.socket())
        return step;
    step.again = true;
    for (std::size_t budget = m_broker.socket()->burst(); step.again && budget > 0; --budget)
        step.again = goOn(context, step);
    step.finished = m_stage == Stage::Lost && !m_monitor.keeps();
    step.busy = m_stage == Stage::Asking || m_stage == Stage::Waiting || m_monitor.keeps();
    return step;
}

// False: there is nothing to do before something comes.
bool BurstingClient::goOn(RoleContext& context, Progress& step)
{
    if (!m_monitor.isClear())
        return false;
    switch (m_stage) {
    case Stage::Resting:
        return rest(context, step);
    case Stage::Asking:
        return ask(context);
    case Stage::Waiting:
        return await(context, step);
    case Stage::Lost:
        break;
    }
    return false;
}

bool BurstingClient::rest(RoleContext& context, Progress& step)
{
    if (!context.mayStart() || !m_broker.socket()->isWired())
        return false;
    const Nanoseconds now = context.now();
    if (m_left == 0) {
        if (!m_restEnd.isOver(now)) {
            step.wake(m_restEnd.at());
            return false;
        }
        m_left = m_choice.below(m_burst + 1);
        startRest(now);
        if (m_left == 0)
            return true;
        m_bursts.add();
    }
    std::array<char, 5> text{};
    std::snprintf(text.data(), text.size(), "%04X", static_cast<unsigned>(m_choice.below(TaskIds)));
    m_task = text.data();
    m_stage = Stage::Asking;
    appendFrame(m_broker.message(), m_task);
    return true;
}

bool BurstingClient::ask(RoleContext& context)
{
    if (!m_broker.send())
        return false;
    m_tasks.add();
    m_askedAt = context.now();
    m_answerEnd.start(m_askedAt, m_timeout);
    m_stage = Stage::Waiting;
    return true;
}

bool BurstingClient::await(RoleContext& context, Progress& step)
{
    const Nanoseconds now = context.now();
    if (m_broker.socket()->receive(m_reply)) {
        context.recordRoundTrip(now - m_askedAt);
        m_answers.add();
        const std::string_view answer = frameBytes(m_reply, m_reply.size() - 1);
        if (answer != m_task) {
            m_wrongAnswers.add();
            context.warn("wrong-answer", "asked for task " + m_task + ", and was answered " + printableText(answer));
        }
        tell(answer);
        endTask(now);
        return true;
    }
    if (!m_answerEnd.isOver(now)) {
        step.wake(m_answerEnd.at());
        return false;
    }
    lose(context);
    return false;
}

void BurstingClient::endTask(Nanoseconds now)
{
    m_stage = Stage::Resting;
    if (--m_left == 0)
        startRest(now);
}

void BurstingClient::startRest(Nanoseconds now)
{
    m_restPart = m_choice.fraction();
    m_restEnd.start(now, restLength());
}

void BurstingClient::lose(RoleContext& context)
{
    m_stage = Stage::Lost;
    m_lost.add();
    if (hasMonitor())
        tell("E: CLIENT EXIT - lost task " + m_task);
    else
        context.warn("task-lost", "no answer to task " + m_task + " in " + formatDuration(m_timeout) + ": it ends");
}

void BurstingClient::tell(std::string_view text)
{
    if (!hasMonitor())
        return;
    appendFrame(m_monitor.message(), text);
    m_monitor.send();
}

Values BurstingClient::figures() const
{
    Values figures{{"bursts", m_bursts.asSigned()},
                   {"tasks", m_tasks.asSigned()},
                   {"answers", m_answers.asSigned()},
                   {"lost", m_lost.asSigned()}};
    if (m_wrongAnswers.get() > 0)
        figures["wrong_answers"] = m_wrongAnswers.asSigned();
    return figures;
}

ParameterInfo durationParameter(std::string_view name, std::string_view label, std::string_view value, double minimum,
                                std::string_view help)
{
    return {.name = name,
            .label = label,
            .kind = ParameterKind::Duration,
            .defaultValue = std::string(value),
            .minimum = minimum,
            .maximum = LongestTime,
            .unit = "",
            .choices = {},
            .live = true,
            .help = help};
}

} // namespace

std::unique_ptr<RoleNode> makeBurstingClient() { return std::make_unique<BurstingClient>(); }

const RoleInfo& burstingClientRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "bursting-client",
        .title = "Bursting client",
        .summary = "Asks in bursts, one task after the other, and ends when one is not answered in time.",
        .slots = {{.name = "frontend", .types = {Req}, .minimum = 1, .maximum = 1},
                  {.name = "monitor", .types = {Push}, .minimum = 0, .maximum = 1}},
        .parameters = {{.name = "burst",
                        .label = "Burst",
                        .kind = ParameterKind::Integer,
                        .defaultValue = std::int64_t{15},
                        .minimum = 1,
                        .maximum = 1e6,
                        .unit = "tasks",
                        .choices = {},
                        .live = true,
                        .help = "Tasks of a burst at most; each burst has a random number of them, or none."},
                       durationParameter("pause", "Pause", "5s", 0.001,
                                         "Between two bursts at most; each pause is a random part of it."),
                       durationParameter("timeout", "Timeout", "10s", 0.001,
                                         "How long it waits for an answer before it gives its task up and ends."),
                       seedParameter()},
    };
    return Role;
}

} // namespace zeroloom
