// How a metered socket that is held or slowed lets messages through. Nothing in here is on the way of any other.
#include "core/host/metered_socket.h"

namespace zeroloom {

bool MeteredSocket::hasInput()
{
    int events = 0;
    std::size_t size = sizeof events;
    return m_socket && zmq_getsockopt(m_socket, ZMQ_EVENTS, &events, &size) == 0 && (events & ZMQ_POLLIN) != 0;
}

void MeteredSocket::setIdle(bool idle)
{
    if (m_idle == idle)
        return;
    m_idle = idle;
    m_record->idle.store(idle, std::memory_order_relaxed);
}

void MeteredSocket::lookForInput()
{
    m_unchecked = m_signalled = false;
    if (m_canReceive)
        setIdle(!m_owesReply && !hasInput());
}

// A mute state is the peers' doing; what waits because it is held here is none.
void MeteredSocket::setValve(bool held, std::uint64_t steps)
{
    // Copies of a socket have the same plan, so that one of them takes the steps for all.
    if (tells() && held)
        m_record->stepsLeft += steps - std::min(steps, m_plan.steps);
    if (tells() && !held)
        m_record->stepsLeft = 0;
    m_plan.held = held;
    m_plan.steps = steps;
    m_valve.setHeld(held);
    if (held)
        endMute();
}

// Whether the next message may be received. Where nothing waits, the role is called when something comes; where
// something does and may not pass, it is called when that changes, and not before.
bool MeteredSocket::letsIn()
{
    if (!hasInput()) {
        nothingWaits();
        return false;
    }
    setIdle(false);
    m_flowing = false;
    return m_valve.lets(Passage::In, m_record->stepsLeft, EventLoop::now());
}

bool MeteredSocket::letsOut() { return m_valve.lets(Passage::Out, m_record->stepsLeft, EventLoop::now()); }

void MeteredSocket::passed(Passage way)
{
    m_valve.passed(way);
    if (m_valve.isHeld() && m_record->stepsLeft > 0)
        --m_record->stepsLeft;
}

// A subscription is no message: it passes with the leave of the next one and does not use it up.
bool MeteredSocket::receiveThroughValve(Message& into)
{
    into.clear();
    if (!m_canReceive || !m_socket || !letsIn())
        return false;
    const std::uint64_t before = m_record->received.get();
    const bool got = receiveNow(into, Patience::None);
    if (m_record->received.get() != before)
        passed(Passage::In);
    return got;
}

std::size_t MeteredSocket::discardThroughValve(std::size_t most)
{
    std::size_t count = 0;
    while (count < most && m_canReceive && m_socket && letsIn()) {
        const std::uint64_t before = m_record->received.get();
        if (discardNow(1, Patience::None) == 0)
            break;
        if (m_record->received.get() != before)
            passed(Passage::In);
        ++count;
    }
    return count;
}

// Messages that a role passes on have been slowed when they came in; only a held socket keeps them.
SendOutcome MeteredSocket::sendThroughValve(Message& message)
{
    if (!m_valve.isHeld() || message.empty())
        return sendNow(message);
    if (m_record->stepsLeft == 0)
        return SendOutcome::WouldBlock;
    const std::uint64_t before = m_record->sent.get();
    const SendOutcome outcome = sendNow(message);
    if (m_record->sent.get() != before)
        passed(Passage::Out);
    return outcome;
}

GenerateResult MeteredSocket::generateThroughValve(std::size_t most, bool timed)
{
    GenerateResult result;
    while (result.sent < most) {
        if (!letsOut()) {
            result.wouldBlock = true;
            break;
        }
        const GenerateResult one = generateNow(1, timed);
        result.wouldBlock = one.wouldBlock;
        if (one.sent == 0)
            break;
        result.time = one.time;
        result.sent += one.sent;
        passed(Passage::Out);
    }
    return result;
}

} // namespace zeroloom
