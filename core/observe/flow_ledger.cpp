#include "core/observe/flow_ledger.h"

#include <algorithm>

namespace zeroloom {

namespace {

// Longer than two batches and than any wait of the runtime's own, shorter than people wait for a report.
constexpr std::uint64_t QuietNs = 250'000'000;

std::uint64_t minus(std::uint64_t one, std::uint64_t other) { return one > other ? one - other : 0; }

std::uint64_t proven(const FlowCounts& counts) { return counts.gaps + counts.reconnect + counts.beforeFirst; }

} // namespace

// What was sent and neither received nor proven missing.
std::uint64_t FlowLedger::remainder(const FlowCounts& counts, const FlowSituation& situation)
{
    const std::uint64_t accounted = counts.received + proven(counts) + m_lostWithSender;
    const std::uint64_t sent = counts.sent + m_notMissing;
    if (accounted <= sent)
        return sent - accounted;
    std::uint64_t excess = accounted - sent;
    // Two hosts are read at two moments: what the later one received was not sent yet for the earlier one.
    if (!situation.sameClock)
        return 0;
    // What was thought to have gone down with the sender came in; or was sent before there was a wire to lose it on.
    const std::uint64_t back = std::min(excess, m_lostWithSender);
    m_lostWithSender -= back;
    excess -= back;
    m_notMissing += std::min(excess, minus(counts.beforeFirst, m_notMissing));
    return 0;
}

bool FlowLedger::nobodyCanGetIt(const FlowSituation& situation) const
{
    return !situation.connected && !situation.keepsUnconnected;
}

// Whether nothing has moved for a while though everything that could move would have.
bool FlowLedger::settled(const FlowCounts& counts, const FlowSituation& situation)
{
    const bool still = counts.sent == m_last.sent && counts.received == m_last.received && situation.receiverIdle &&
                       situation.kernelEmpty && situation.connected;
    if (!still || m_quietSince == 0)
        m_quietSince = situation.timeNs;
    return still && situation.timeNs - m_quietSince >= QuietNs;
}

FlowLedger::Cause FlowLedger::causeOfTail(const FlowSituation& situation) const
{
    if (situation.connects == 0)
        return situation.publishes ? Cause::NoSubscriber : Cause::Unexplained;
    if (situation.disconnects > 0 || !situation.connected)
        return Cause::Reconnect;
    if (situation.drops && m_reachedLimit)
        return Cause::HighWaterMark;
    return Cause::Unexplained;
}

void FlowLedger::settleTail(const FlowCounts& counts, const FlowSituation& situation, std::uint64_t rest)
{
    const bool quiet = settled(counts, situation);
    if (rest > 0 && (nobodyCanGetIt(situation) || quiet)) {
        m_tail = rest;
        m_provenAtTail = proven(counts);
        m_tailCause = causeOfTail(situation);
        return;
    }
    // A later message proves the loss by its number: then it is in the gaps, and no longer here.
    const std::uint64_t now = proven(counts);
    m_tail = std::min(minus(m_tail, minus(now, m_provenAtTail)), rest);
    m_provenAtTail = now;
}

void FlowLedger::classify(const FlowCounts& counts, const FlowSituation& situation)
{
    m_lost = {};
    m_lost.reconnect = counts.reconnect + m_lostWithSender;
    (situation.drops             ? m_lost.highWaterMark
     : situation.disconnects > 0 ? m_lost.reconnect
                                 : m_lost.unexplained) += counts.gaps;
    const std::uint64_t before = minus(counts.beforeFirst, m_notMissing);
    (situation.publishes         ? m_lost.noSubscriber
     : situation.disconnects > 0 ? m_lost.reconnect
     : situation.drops           ? m_lost.highWaterMark
                                 : m_lost.unexplained) += before;
    switch (m_tailCause) {
    case Cause::HighWaterMark:
        m_lost.highWaterMark += m_tail;
        break;
    case Cause::NoSubscriber:
        m_lost.noSubscriber += m_tail;
        break;
    case Cause::Reconnect:
        m_lost.reconnect += m_tail;
        break;
    case Cause::Unexplained:
    case Cause::None:
        m_lost.unexplained += m_tail;
        break;
    }
}

std::uint64_t FlowLedger::takeHiddenDrops(const FlowCounts& counts, const FlowSituation& situation)
{
    if (!situation.drops)
        return 0;
    // What the sender knows to have dropped, or what nothing on the way has room for.
    const std::uint64_t told = minus(counts.droppedAtLimit, counts.gaps + m_tail);
    const std::uint64_t excess = situation.capacity > 0 ? minus(m_depth, situation.capacity) : 0;
    const std::uint64_t hidden = std::min(m_depth, std::max(told, excess));
    m_depth -= hidden;
    return hidden;
}

void FlowLedger::update(const FlowCounts& counts, const FlowSituation& situation)
{
    if (counts.sent != m_last.sent || counts.received != m_last.received || m_stillSince == 0)
        m_stillSince = situation.timeNs;
    if (counts.senderLives != m_last.senderLives && m_last.sent > 0) {
        m_lostWithSender += m_depth + m_tail;
        m_tail = 0;
        m_reachedLimit = false;
    }
    const std::uint64_t rest = remainder(counts, situation);
    const bool nearLimit = situation.limit > 0 && rest * 10 >= situation.limit * 9;
    m_reachedLimit = m_reachedLimit || counts.gaps > 0 || counts.droppedAtLimit > 0 || nearLimit;
    settleTail(counts, situation, rest);
    m_depth = rest - m_tail;
    const std::uint64_t hidden = takeHiddenDrops(counts, situation);
    classify(counts, situation);
    m_lost.highWaterMark += hidden;
    const bool moved = situation.timeNs - m_stillSince < QuietNs;
    m_estimated = (!situation.sameClock && rest > 0 && moved) || (situation.drops && m_depth > 0 && nearLimit);
    m_last = counts;
}

} // namespace zeroloom
