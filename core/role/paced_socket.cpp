#include "core/role/paced_socket.h"

#include <algorithm>

namespace zeroloom {

void PacedSender::configure(double rate, std::uint64_t count, Nanoseconds now)
{
    m_pace.setRate(rate, now);
    m_count = count;
}

void PacedSender::advance(RoleSocket& socket, RoleContext& context, Progress& step)
{
    if (finished() || !context.mayStart() || !socket.isWired()) {
        m_held = true;
        return;
    }
    // The clock is not read at full speed: the schedule is then always due.
    const Nanoseconds now = m_pace.unlimited() ? Nanoseconds(0) : context.now();
    if (m_held && !m_pace.unlimited())
        m_pace.restart(now);
    m_held = false;
    std::size_t most = std::min(m_pace.due(now), socket.burst());
    if (m_count > 0)
        most = std::min<std::uint64_t>(most, m_count - m_sent);
    if (most > 0) {
        const GenerateResult result = socket.generate(most);
        m_sent += result.sent;
        m_pace.take(result.sent);
        if (result.wouldBlock || (result.sent == 0 && most > 0)) {
            m_held = true;
            return;
        }
    }
    if (finished())
        return;
    if (m_pace.unlimited())
        step.again = true;
    else if (const Nanoseconds next = m_pace.next(now); next <= now)
        step.again = true;
    else
        step.wake(next);
}

void PacedReceiver::advance(RoleSocket& socket, RoleContext& context, Progress& step, Patience patience)
{
    if (m_pace.instant()) {
        const std::size_t most = socket.burst();
        if (socket.discard(most, patience) == most)
            step.again = true;
        return;
    }
    Nanoseconds now = context.now();
    for (std::size_t budget = socket.burst(); budget > 0 && m_pace.isFree(now); --budget) {
        if (socket.discard(1) == 0) {
            m_pace.rest();
            return;
        }
        m_pace.begin(now);
        now = context.now();
    }
    if (m_pace.isFree(now))
        step.again = true;
    else
        step.wake(m_pace.until());
}

} // namespace zeroloom
