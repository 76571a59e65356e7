#include "core/liveness/beat_intake.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>

#include "core/liveness/heart_judge.h"
#include "core/liveness/pong_reader.h"

namespace zeroloom {

namespace {

// From one connection to another and back, that often and each time within so many periods, is no reconnecting.
constexpr std::uint32_t ManySwaps = 3;
constexpr int SwapPeriods = 10;

bool isGone(const HeartRow& row) { return row.heart.state == HeartState::Lost || row.heart.state == HeartState::Left; }

std::uint32_t inMicroseconds(Nanoseconds time)
{
    return static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(time.count() / 1000, 1, std::numeric_limits<std::uint32_t>::max()));
}

} // namespace

AnswerKind BeatIntake::answer(std::span<const std::string_view> frames, int descriptor)
{
    const Pong pong = readPong(frames);
    if (pong.fault != PongFault::None) {
        return m_state.wrong.add(pong.fault == PongFault::TooLong ? AnswerKind::TooLong : AnswerKind::WrongFrames,
                                 frames);
    }
    const std::uint64_t beat = m_state.beats.find(pong.payload);
    if (beat == 0) {
        // With the beat in another place it is a heart that adds frames; with no beat at all it is none.
        return m_state.wrong.add(pong.ids.size() > 1 ? AnswerKind::WrongFrames : AnswerKind::Garbage, frames);
    }
    const Slot slot = heartOf(pong.ids);
    if (slot == HeartTable::None)
        return m_state.wrong.add(AnswerKind::Refused, frames);
    HeartRow& row = m_state.hearts.row(slot);
    HeartPulse& pulse = m_state.hearts.pulse(slot);
    noteConnection(slot, descriptor);
    if (pulse.hasAnswered(beat)) {
        m_state.hearts.touch(slot);
        return m_state.wrong.add(AnswerKind::Repeated, frames);
    }
    const bool progress = beat > pulse.highest;
    pulse.answer(beat);
    const AnswerKind kind = kindOf(beat, row);
    if (kind == AnswerKind::OldBeat)
        takeOldBeat(slot, beat, progress);
    else
        takeBeat(slot, beat, kind);
    return kind;
}

HeartTable::Slot BeatIntake::heartOf(std::span<const std::string_view> ids)
{
    const Slot slot = m_state.hearts.find(ids);
    return slot != HeartTable::None ? slot : m_state.hearts.add(ids, m_now);
}

AnswerKind BeatIntake::kindOf(std::uint64_t beat, const HeartRow& row) const
{
    const BeatBook& beats = m_state.beats;
    // Until its verdict nobody can say that an answer is late; and not after one for which we had not read it.
    if (beat > beats.judged() || beat == row.unreadBeat)
        return AnswerKind::Beat;
    return beat + 1 >= beats.last() || beat == beats.judged() ? AnswerKind::LateBeat : AnswerKind::OldBeat;
}

void BeatIntake::takeBeat(Slot slot, std::uint64_t beat, AnswerKind kind)
{
    HeartRow& row = m_state.hearts.row(slot);
    HeartPulse& pulse = m_state.hearts.pulse(slot);
    const bool first = !row.everAnswered();
    const Nanoseconds took = m_now - m_state.beats.sent(beat);
    const bool bySuspicion = m_state.bySuspicion(row);
    Verdict verdict = kind == AnswerKind::LateBeat ? answeredLate(row, bySuspicion, took, m_state.rule.allowedAnswer())
                                                   : answeredInTime();
    count(slot, beat, kind);
    row.heart.rttUs = inMicroseconds(took);
    row.roundTrips.add(row.heart.rttUs);
    if (pulse.judgedFrom == HeartPulse::NoBeat)
        pulse.judgedFrom = beat + 1;
    m_state.hearts.apply(slot, std::move(verdict), first, row.heart.rttUs, m_now);
    m_state.schedule(slot);
}

void BeatIntake::takeOldBeat(Slot slot, std::uint64_t beat, bool progress)
{
    HeartRow& row = m_state.hearts.row(slot);
    HeartPulse& pulse = m_state.hearts.pulse(slot);
    const bool first = !row.everAnswered();
    ++row.heart.oldBeats;
    if (first) {
        row.heart.firstNs = std::max<std::uint64_t>(asNs(m_now), 1);
        if (pulse.judgedFrom == HeartPulse::NoBeat)
            pulse.judgedFrom = beat + 1;
    }
    if (!progress) {
        m_state.hearts.touch(slot);
        return;
    }
    row.heart.missedInRow = 0;
    row.lastSignNs = std::max(row.lastSignNs, asNs(m_now));
    row.rhythm.interrupt(m_state.heartTime(pulse, m_now));
    m_state.hearts.apply(slot, answeredOld(row, m_now - m_state.beats.sent(beat)), first, 0, m_now);
    m_state.schedule(slot);
}

void BeatIntake::count(Slot slot, std::uint64_t mark, AnswerKind kind)
{
    HeartRow& row = m_state.hearts.row(slot);
    const HeartPulse& pulse = m_state.hearts.pulse(slot);
    Heart& heart = row.heart;
    const bool late = kind == AnswerKind::LateBeat;
    ++heart.beats;
    heart.lateBeats += late ? 1 : 0;
    row.mark(mark, late ? BeatMark::Late : BeatMark::InTime);
    // A silence that was a loss is no part of the rhythm.
    if (isGone(row))
        row.rhythm.interrupt(m_state.heartTime(pulse, m_now));
    row.rhythm.beat(m_state.heartTime(pulse, m_now), m_state.rule.period, detectionBound(m_state.rule));
    heart.suspicion = 0;
    heart.missedInRow = 0;
    if (heart.firstNs == 0)
        heart.firstNs = std::max<std::uint64_t>(asNs(m_now), 1);
    heart.lastBeatNs = std::max({heart.lastBeatNs, asNs(m_now), std::uint64_t(1)});
    row.lastSignNs = std::max(row.lastSignNs, asNs(m_now));
}

AnswerKind BeatIntake::heard(std::string_view id, std::string_view payload, int descriptor)
{
    const std::array<std::string_view, 2> frames{id, payload};
    const Pong pong = readPong(frames);
    if (pong.fault != PongFault::None) {
        return m_state.wrong.add(pong.fault == PongFault::TooLong ? AnswerKind::TooLong : AnswerKind::WrongFrames,
                                 frames);
    }
    const Slot slot = heartOf(pong.ids);
    if (slot == HeartTable::None)
        return m_state.wrong.add(AnswerKind::Refused, frames);
    HeartRow& row = m_state.hearts.row(slot);
    noteConnection(slot, descriptor);
    const std::uint64_t hash = std::hash<std::string_view>()(payload);
    const bool first = !row.everAnswered();
    if (!first && hash == row.lastPayload)
        return m_state.wrong.add(AnswerKind::Repeated, frames);
    row.lastPayload = hash;
    m_state.hearts.pulse(slot).sendsItself = true;
    // Which beat of several that were due this is, nobody can tell: it is the one that was missed.
    const AnswerKind kind = !first && row.heart.missedInRow > 0 ? AnswerKind::LateBeat : AnswerKind::Beat;
    count(slot, row.stripBeat + (kind == AnswerKind::LateBeat ? 0 : 1), kind);
    row.dueAt = m_now + m_state.rule.period + m_state.rule.allowedAnswer();
    m_state.hearts.apply(slot, answeredInTime(), first, 0, m_now);
    m_state.schedule(slot);
    return kind;
}

// Asked for the address when the connection may be another: descriptors are given again after a connection is closed.
void BeatIntake::noteConnection(Slot slot, int descriptor)
{
    HeartRow& row = m_state.hearts.row(slot);
    const bool another = descriptor != row.descriptor;
    if (descriptor < 0 || (!another && row.everAnswered() && !isGone(row)))
        return;
    std::string address = m_witness.address(descriptor);
    if (another && row.descriptor >= 0) {
        noteSwap(row, descriptor);
        if (row.swaps >= ManySwaps)
            m_state.wrong.addSharedId(row.heart.id, row.heart.address, address);
    }
    row.descriptor = descriptor;
    row.connectionClosed = false;
    if (address != row.heart.address || !row.everAnswered()) {
        row.heart.address = std::move(address);
        m_state.hearts.resolve(slot);
    }
}

void BeatIntake::noteSwap(HeartRow& row, int descriptor)
{
    const bool soon = Nanoseconds(asNs(m_now)) - Nanoseconds(row.swapNs) <= SwapPeriods * m_state.rule.period;
    row.swaps = descriptor == row.otherDescriptor && soon && !isGone(row) ? row.swaps + 1 : 1;
    row.swapNs = asNs(m_now);
    row.otherDescriptor = row.descriptor;
}

} // namespace zeroloom
