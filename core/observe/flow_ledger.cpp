#include "core/observe/flow_ledger.h"

#include <algorithm>

namespace zeroloom {

namespace {

// Longer than two batches and than any wait of the runtime's own, shorter than people wait for a report.
constexpr std::uint64_t QuietNs = 250'000'000;
// At the end of a run two batches are taken so far apart, after the hosts have said that nothing moves any more.
constexpr std::uint64_t DrainedNs = 40'000'000;

std::uint64_t minus(std::uint64_t one, std::uint64_t other) { return one > other ? one - other : 0; }

std::uint64_t proven(const FlowCounts& counts) { return counts.gaps + counts.reconnect + counts.beforeFirst; }

} // namespace

// The counts without what turned out not to be missing after all.
FlowCounts FlowLedger::believed(FlowCounts counts) const
{
    counts.beforeFirst = minus(counts.beforeFirst, m_notBefore);
    counts.gaps = minus(counts.gaps, m_notGaps);
    counts.reconnect = minus(counts.reconnect, m_notReconnect);
    return counts;
}

// What was sent and neither received nor proven missing. Numbers prove too much when a wire or a subscription is
// younger than the sender, or when a sender passes on messages that were numbered by several others: no more can be
// missing than was sent into the wire.
std::uint64_t FlowLedger::remainder(FlowCounts& counts, const FlowSituation& situation)
{
    const std::uint64_t accounted = counts.received + proven(counts) + m_lostWithSender + m_lostWithConnection;
    if (accounted <= counts.sent)
        return counts.sent - accounted;
    std::uint64_t excess = accounted - counts.sent;
    // Two hosts are read at two moments: what the later one received was not sent yet for the earlier one.
    if (!situation.sameClock)
        return 0;
    const auto take = [&](std::uint64_t& from) {
        const std::uint64_t taken = std::min(excess, from);
        from -= taken;
        excess -= taken;
        return taken;
    };
    // It came in after all.
    take(m_lostWithConnection);
    take(m_lostWithSender);
    m_notBefore += take(counts.beforeFirst);
    m_notGaps += take(counts.gaps);
    m_notReconnect += take(counts.reconnect);
    return 0;
}

bool FlowLedger::nobodyCanGetIt(const FlowSituation& situation) const
{
    return (!situation.connected && !situation.keepsUnconnected) || (situation.connected && situation.nobodyAsks);
}

// Whether nothing has moved for a while though everything that could move would have.
bool FlowLedger::settled(const FlowCounts& counts, const FlowSituation& situation)
{
    const bool still = counts.sent == m_last.sent && counts.received == m_last.received && situation.receiverIdle &&
                       situation.kernelEmpty && situation.connected;
    if (!still || m_quietSince == 0)
        m_quietSince = situation.timeNs;
    return still && situation.timeNs - m_quietSince >= (situation.draining ? DrainedNs : QuietNs);
}

FlowLedger::Cause FlowLedger::causeOfTail(const FlowSituation& situation) const
{
    if (situation.connected && situation.nobodyAsks)
        return Cause::NoSubscriber;
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

void FlowLedger::classify(FlowCounts counts, const FlowSituation& situation)
{
    m_lost = {};
    std::uint64_t byFault = counts.droppedByFault, tail = m_tail;
    for (std::uint64_t* missing : {&counts.gaps, &counts.beforeFirst, &tail, &counts.reconnect}) {
        const std::uint64_t taken = std::min(byFault, *missing);
        *missing -= taken;
        byFault -= taken;
        m_lost.fault += taken;
    }
    // What nobody asked for is the tail until a later number proves it, and then part of the gaps: never both.
    const std::uint64_t unwanted = minus(counts.unwanted, m_tailCause == Cause::NoSubscriber ? tail : 0);
    m_lost.noSubscriber = std::min(unwanted, counts.gaps);
    counts.gaps -= m_lost.noSubscriber;
    m_lost.reconnect = counts.reconnect + m_lostWithSender + m_lostWithConnection;
    (situation.drops             ? m_lost.highWaterMark
     : situation.disconnects > 0 ? m_lost.reconnect
                                 : m_lost.unexplained) += counts.gaps;
    (situation.publishes         ? m_lost.noSubscriber
     : situation.disconnects > 0 ? m_lost.reconnect
     : situation.drops           ? m_lost.highWaterMark
                                 : m_lost.unexplained) += counts.beforeFirst;
    switch (m_tailCause) {
    case Cause::HighWaterMark:
        m_lost.highWaterMark += tail;
        break;
    case Cause::NoSubscriber:
        m_lost.noSubscriber += tail;
        break;
    case Cause::Reconnect:
        m_lost.reconnect += tail;
        break;
    case Cause::Unexplained:
    case Cause::None:
        m_lost.unexplained += tail;
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

std::uint64_t FlowLedger::takeHiddenFaults(const FlowCounts& counts)
{
    const std::uint64_t hidden = std::min(m_depth, minus(counts.droppedByFault, proven(counts) + m_tail));
    m_depth -= hidden;
    return hidden;
}

// What waited in a sender that began a new life, or for a connection that ended, is lost until it shows that it was
// not.
void FlowLedger::endQueues(const FlowCounts& counts, const FlowSituation& situation)
{
    if (counts.reconnect > m_last.reconnect)
        m_lostWithConnection = 0; // a later message has come, and with it the true number
    const bool newLife = counts.senderLives != m_last.senderLives;
    const bool connectionEnded = situation.disconnects > m_lastDisconnects && !situation.keepsUnconnected;
    if (m_last.sent == 0 || (!newLife && !connectionEnded))
        return;
    (newLife ? m_lostWithSender : m_lostWithConnection) += m_depth + m_tail;
    m_tail = 0;
    m_reachedLimit = false;
}

void FlowLedger::update(const FlowCounts& sampled, const FlowSituation& situation)
{
    FlowCounts counts = believed(sampled);
    if (counts.sent != m_last.sent || counts.received != m_last.received || m_stillSince == 0)
        m_stillSince = situation.timeNs;
    endQueues(counts, situation);
    const std::uint64_t rest = remainder(counts, situation);
    const bool nearLimit = situation.limit > 0 && rest * 10 >= situation.limit * 9;
    // Between two looks a burst may fill the queue, lose its end and be received.
    const std::uint64_t mayHaveWaited = m_depth + minus(counts.sent, m_last.sent);
    const bool burst = situation.limit > 0 && mayHaveWaited >= situation.limit;
    m_reachedLimit = m_reachedLimit || counts.gaps > 0 || counts.droppedAtLimit > 0 || nearLimit || burst;
    settleTail(counts, situation, rest);
    m_depth = rest - m_tail;
    const std::uint64_t hiddenFaults = takeHiddenFaults(counts);
    const std::uint64_t hidden = takeHiddenDrops(counts, situation);
    classify(counts, situation);
    m_lost.highWaterMark += hidden;
    m_lost.fault += hiddenFaults;
    const bool moved = situation.timeNs - m_stillSince < QuietNs;
    m_estimated = (!situation.sameClock && rest > 0 && moved) || (situation.drops && m_depth > 0 && nearLimit) ||
                  situation.nobodyAsks;
    m_last = counts;
    m_lastDisconnects = situation.disconnects;
}

} // namespace zeroloom
