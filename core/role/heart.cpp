// Answers beats with what they said: the heart's side of pyzmq's heartbeat example, for one heart or for thousands that
// share the socket on which they hear.
#include <deque>
#include <vector>

#include "core/role/built_in_roles.h"
#include "core/role/parameters.h"
#include "core/role/relaxed_counter.h"
#include "core/role/role_node.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

constexpr std::size_t MostWaiting = 1000; // beats, as many as a queue of ZeroMQ's usual size holds
constexpr std::size_t AnswersAtOnce = 512;

class Hearts final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    // A beat that some of the hearts have not answered yet.
    struct Beat {
        Message message;
        Nanoseconds received{0};
        std::size_t answered = 0; // hearts
    };

    bool takeBeats(RoleContext& context);
    bool answerDue(Nanoseconds now);
    void answer(Beat& beat);

    RoleSocket* m_ping = nullptr;
    std::vector<RoleSocket*> m_pongs; // one for each heart
    Nanoseconds m_delay{0};
    std::deque<Beat> m_beats; // in the order in which they came
    Message m_answer;
    RelaxedCounter m_hearts, m_heard, m_answers, m_waiting, m_unsent, m_leftOut;
};

void Hearts::configure(const Values& params, RoleContext& context)
{
    m_delay = Parameters(heartRole(), params).duration("delay");
    m_pongs.clear();
    for (RoleSocket* socket : context.sockets()) {
        if (socket->type() == SocketType::Sub)
            m_ping = socket;
        else
            m_pongs.push_back(socket);
    }
    m_hearts.set(m_pongs.size());
}

Progress Hearts::advance(RoleContext& context)
{
    Progress step;
    if (!m_ping)
        return step;
    const bool drained = takeBeats(context);
    const bool allAnswered = answerDue(context.now());
    step.again = !drained || !allAnswered;
    step.busy = !m_beats.empty();
    if (!m_beats.empty())
        step.wake(m_beats.front().received + m_delay);
    m_waiting.set(m_beats.size());
    return step;
}

bool Hearts::takeBeats(RoleContext& context)
{
    for (std::size_t budget = m_ping->burst(); budget > 0; --budget) {
        Beat beat;
        if (!m_ping->receive(beat.message))
            return true;
        m_heard.add();
        // The oldest is the one that nobody waits for any more.
        if (m_beats.size() >= MostWaiting) {
            m_beats.pop_front();
            m_leftOut.add();
        }
        beat.received = context.now();
        m_beats.push_back(std::move(beat));
    }
    return false;
}

// Whether all that are due were answered. Thousands of answers are a bounded number at a time.
bool Hearts::answerDue(Nanoseconds now)
{
    for (std::size_t budget = AnswersAtOnce; budget > 0; --budget) {
        while (!m_beats.empty() && m_beats.front().answered >= m_pongs.size())
            m_beats.pop_front();
        if (m_beats.empty() || m_beats.front().received + m_delay > now)
            return true;
        answer(m_beats.front());
    }
    return false;
}

// An answer that finds no room is dropped: it must not hold up those of the other hearts, and is of no use later.
void Hearts::answer(Beat& beat)
{
    RoleSocket& heart = *m_pongs[beat.answered++];
    m_answer.copyFrom(beat.message);
    if (heart.send(m_answer) == SendOutcome::Sent)
        m_answers.add();
    else
        m_unsent.add();
}

Values Hearts::figures() const
{
    Values figures{{"hearts", m_hearts.asSigned()},
                   {"beats_heard", m_heard.asSigned()},
                   {"beats_answered", m_answers.asSigned()},
                   {"beats_waiting", m_waiting.asSigned()}};
    if (m_unsent.get() > 0)
        figures["answers_unsent"] = m_unsent.asSigned();
    if (m_leftOut.get() > 0)
        figures["beats_left_out"] = m_leftOut.asSigned();
    return figures;
}

std::vector<ParameterInfo> heartParameters()
{
    return {{.name = "count",
             .label = "Count",
             .kind = ParameterKind::Integer,
             .defaultValue = std::int64_t{1},
             .minimum = 1,
             .maximum = 100'000,
             .unit = "hearts",
             .choices = {},
             .live = false,
             .help = "Hearts in this node, each with a 'pong' socket and a routing id of its own."},
            {.name = "name",
             .label = "Name",
             .kind = ParameterKind::Text,
             .defaultValue = std::string(),
             .minimum = 0,
             .maximum = 0,
             .unit = "",
             .choices = {},
             .live = false,
             .help =
                 "Routing id of the only heart, and what those of several begin with (name-0001); empty: the node's "
                 "id. Where ROUTING_ID is set, it is not used."},
            {.name = "delay",
             .label = "Delay",
             .kind = ParameterKind::Duration,
             .defaultValue = std::string("0"),
             .minimum = 0,
             .maximum = LongestTime,
             .unit = "",
             .choices = {},
             .live = true,
             .help = "How long after a beat it answers; 0: at once."}};
}

} // namespace

std::unique_ptr<RoleNode> makeHeart() { return std::make_unique<Hearts>(); }

const RoleInfo& heartRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "heart",
        .title = "Heart",
        .summary = "Answers each beat of a heartbeater, as one heart or as thousands.",
        .slots = {{.name = "ping", .types = {Sub}, .minimum = 1, .maximum = 1, .subscribesToAll = true},
                  {.name = "pong", .types = {Dealer}, .minimum = 1, .maximum = 1, .copies = "count", .names = "name"}},
        .parameters = heartParameters(),
    };
    return Role;
}

} // namespace zeroloom
