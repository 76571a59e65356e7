#include "core/liveness/verdict_round.h"

#include <algorithm>

#include "core/liveness/heart_causes.h"
#include "core/liveness/heart_judge.h"

namespace zeroloom {

void VerdictRound::judge()
{
    for (const BeatBook::Pending* beat = m_state.beats.pending();
         beat != nullptr && beat->left && m_clearAt >= *beat->left + beat->allowed; beat = m_state.beats.pending()) {
        judgeBeat(beat->number);
        m_state.beats.settle();
    }
    if (m_clearAt >= m_state.ownLook || m_state.clock.read(m_clearAt) >= m_state.answerLook)
        judgeSilences();
}

void VerdictRound::judgeBeat(std::uint64_t beat)
{
    m_someUnjudged = false;
    const auto pulses = m_state.hearts.pulses();
    for (Slot slot = 0; slot < pulses.size(); ++slot) {
        if (pulses[slot].owes(beat)) {
            miss(slot, beat, 1);
            m_state.schedule(slot);
        }
    }
    m_state.unjudgedBeats += m_someUnjudged ? 1 : 0;
}

void VerdictRound::judgeSilences()
{
    m_someUnjudged = false;
    m_state.ownLook = m_state.answerLook = Nanoseconds::max();
    const Nanoseconds beatTime = m_state.clock.read(m_clearAt);
    const auto pulses = m_state.hearts.pulses();
    for (Slot slot = 0; slot < pulses.size(); ++slot) {
        const HeartPulse& pulse = pulses[slot];
        const Nanoseconds time = pulse.sendsItself ? m_clearAt : beatTime;
        if (pulse.lookAt <= time)
            lookAt(slot, time);
        Nanoseconds& next = pulse.sendsItself ? m_state.ownLook : m_state.answerLook;
        next = std::min(next, pulse.lookAt);
    }
    m_state.unjudgedBeats += m_someUnjudged ? 1 : 0;
}

void VerdictRound::lookAt(Slot slot, Nanoseconds heartTime)
{
    HeartRow& row = m_state.hearts.row(slot);
    if (m_state.hearts.pulse(slot).sendsItself && row.dueAt <= m_clearAt) {
        const Nanoseconds period = m_state.rule.period;
        const std::uint64_t count = 1 + static_cast<std::uint64_t>((m_clearAt - row.dueAt) / period);
        row.dueAt += static_cast<std::int64_t>(count) * period;
        miss(slot, row.stripBeat + count, count);
    } else if (m_state.bySuspicion(row)) {
        suspect(slot, heartTime);
    }
    // What could not be settled now is looked at again soon, and not at once.
    m_state.schedule(slot, heartTime + m_state.rule.period / 16);
}

void VerdictRound::miss(Slot slot, std::uint64_t last, std::uint64_t count)
{
    HeartRow& row = m_state.hearts.row(slot);
    Heart& heart = row.heart;
    const HeartPulse& pulse = m_state.hearts.pulse(slot);
    const bool over = heart.state == HeartState::Lost;
    const HeartEvidence known = over ? HeartEvidence() : evidence(slot);
    if (!over && cannotJudge(known, m_state.rule, silence(row))) {
        heart.unjudged += count;
        row.mark(last, BeatMark::None);
        if (known.answerWaits)
            row.unreadBeat = last;
        m_someUnjudged = true;
        m_state.hearts.apply(slot, unjudged(row, silence(row), known), false, 0, m_now);
        return;
    }
    heart.missed += count;
    for (std::uint64_t beat = last - std::min<std::uint64_t>(count, 32) + 1; beat <= last; ++beat)
        row.mark(beat, BeatMark::Missed);
    heart.suspicion = static_cast<float>(row.rhythm.suspicion(m_state.heartTime(pulse, m_clearAt), m_state.floor()));
    if (!pulse.sendsItself && pulse.highest > last) {
        m_state.hearts.touch(slot); // it has answered a later one, so that it is not silent
        return;
    }
    heart.missedInRow += static_cast<std::uint32_t>(std::min<std::uint64_t>(count, 1'000'000));
    if (over) {
        m_state.hearts.touch(slot);
        leaveIfGone(slot);
        return;
    }
    m_state.hearts.apply(slot,
                         m_state.bySuspicion(row) ? suspected(row, m_state.rule, silence(row), known)
                                                  : missed(row, m_state.rule, pulse.sendsItself, silence(row), known),
                         false, 0, m_now);
}

void VerdictRound::suspect(Slot slot, Nanoseconds heartTime)
{
    HeartRow& row = m_state.hearts.row(slot);
    row.heart.suspicion = static_cast<float>(row.rhythm.suspicion(heartTime, m_state.floor()));
    const HeartEvidence known = evidence(slot);
    m_state.hearts.apply(slot,
                         cannotJudge(known, m_state.rule, silence(row))
                             ? unjudged(row, silence(row), known)
                             : suspected(row, m_state.rule, silence(row), known),
                         false, 0, m_now);
}

// A made id lasts as long as its connection: nobody comes back under it once that is closed.
void VerdictRound::leaveIfGone(Slot slot)
{
    HeartRow& row = m_state.hearts.row(slot);
    const std::uint64_t wait = asNs(m_state.rule.period * m_state.rule.misses);
    if (!row.heart.madeId || asNs(m_now) < std::max(row.heart.sinceNs + wait, row.leftLookNs))
        return;
    if (evidence(slot).connectionClosed)
        m_state.hearts.apply(slot, {HeartState::Left, std::string(ConnectionGoneCause)}, false, 0, m_now);
    else
        row.leftLookNs = asNs(m_now) + wait;
}

HeartEvidence VerdictRound::evidence(Slot slot)
{
    HeartRow& row = m_state.hearts.row(slot);
    HeartEvidence known = m_witness.evidence(row.peer());
    row.connectionClosed = known.connectionClosed;
    return known;
}

Nanoseconds VerdictRound::silence(const HeartRow& row) const
{
    return std::max(m_clearAt - Nanoseconds(row.lastSignNs), Nanoseconds(0));
}

} // namespace zeroloom
