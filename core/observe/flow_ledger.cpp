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
    if (!situation.sameClock) {
        m_estimated = true;
        return 0;
    }
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

void FlowLedger::update(const FlowCounts& counts, const FlowSituation& situation)
{
    m_estimated = !situation.sameClock && (counts.sent != m_last.sent || counts.received != m_last.received);
    if (counts.senderLives != m_last.senderLives && m_last.sent > 0) {
        m_lostWithSender += m_depth + m_tail;
        m_tail = 0;
        m_reachedLimit = false;
    }
    const std::uint64_t rest = remainder(counts, situation);
    m_reachedLimit = m_reachedLimit || counts.gaps > 0 || counts.droppedAtLimit > 0 ||
                     (situation.limit > 0 && rest * 10 >= situation.limit * 9);
    settleTail(counts, situation, rest);
    m_depth = rest - m_tail;
    // What the sender knows to have dropped is not queued, though no later message has shown the gap yet.
    if (counts.droppedAtLimit > counts.gaps + m_tail) {
        const std::uint64_t known = std::min(m_depth, counts.droppedAtLimit - counts.gaps - m_tail);
        m_depth -= known;
        classify(counts, situation);
        m_lost.highWaterMark += known;
    } else {
        classify(counts, situation);
    }
    m_last = counts;
}

} // namespace zeroloom
