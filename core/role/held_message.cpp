#include "core/role/held_message.h"

#include <charconv>
#include <optional>

#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

// The milliseconds that a payload asks for; nullopt: it does not begin with a number.
std::optional<Nanoseconds> timeIn(const zmq::message_t& payload)
{
    const std::string_view text = payload.to_string_view();
    double milliseconds = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), milliseconds).ec != std::errc())
        return std::nullopt;
    const double seconds = milliseconds / 1000;
    if (!(seconds > 0))
        return Nanoseconds(0);
    return std::chrono::round<Nanoseconds>(std::chrono::duration<double>(std::min(seconds, LongestTime)));
}

} // namespace

void HeldMessage::begin(Nanoseconds now, RoleContext& context)
{
    if (m_timing == WorkTiming::Fixed) {
        m_pace.begin(now);
        return;
    }
    const auto time = timeIn(m_message.payload());
    if (!time)
        context.warn("no-work-time", "a message is no number of milliseconds, so that the work on it takes no time");
    m_pace.begin(now, time.value_or(Nanoseconds(0)));
}

// A REP has the envelope in its keeping. Elsewhere it ends with an empty frame, or is all but the last one.
void HeldMessage::putReply(SocketType type)
{
    std::size_t envelope = 0;
    if (type != SocketType::Rep) {
        envelope = m_message.size() - 1;
        for (std::size_t i = 0; i + 1 < m_message.size(); ++i) {
            if (m_message.frame(i).size() == 0) {
                envelope = i + 1;
                break;
            }
        }
    }
    while (m_message.size() > envelope)
        m_message.dropLast();
    m_message.append().rebuild(m_reply.data(), m_reply.size());
}

void HeldMessage::advance(RoleSocket& in, RoleSocket& out, RoleContext& context, Progress& step, Patience patience)
{
    for (std::size_t budget = in.burst(); budget > 0; --budget) {
        // Without work there is nothing to time, and the clock is not read for each message.
        const bool timed = takesTime();
        const Nanoseconds now = timed ? context.now() : Nanoseconds(0);
        if (m_message.empty()) {
            if (m_closed)
                return;
            if (!in.receive(m_message, patience)) {
                m_pace.rest();
                return;
            }
            if (m_routingIds)
                m_routingIds->hear(m_message.frame(0).to_string_view());
            if (timed)
                begin(now, context);
        }
        if (timed && !m_pace.isFree(context.now())) {
            step.busy = true;
            step.wake(m_pace.until());
            return;
        }
        if (!m_reply.empty())
            putReply(out.type());
        if (out.send(m_message) == SendOutcome::WouldBlock) {
            m_pace.rest();
            step.busy = true;
            return;
        }
    }
    step.again = true;
}

} // namespace zeroloom
