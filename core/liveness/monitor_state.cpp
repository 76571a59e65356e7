#include "core/liveness/monitor_state.h"

#include <algorithm>
#include <cmath>

namespace zeroloom {

namespace {

// A rule that can be kept, whatever was asked for.
HeartRule sound(HeartRule rule)
{
    constexpr Nanoseconds Longest = std::chrono::hours(1000);
    rule.period = std::clamp<Nanoseconds>(rule.period, std::chrono::microseconds(1), Longest);
    rule.grace = std::clamp<Nanoseconds>(rule.grace, Nanoseconds(0), Longest);
    rule.misses = std::clamp(rule.misses, 1, 1000);
    if (!(rule.threshold > 0))
        rule.threshold = HeartRule().threshold;
    rule.threshold = std::min(rule.threshold, MostSuspicion);
    return rule;
}

} // namespace

MonitorState::MonitorState(BeatSide beatSide) : side(beatSide), hearts(HeartWatch::MostHearts, HeartWatch::MostChanges)
{
    setRule({}, Nanoseconds(0));
}

void MonitorState::setRule(const HeartRule& wanted, Nanoseconds /*now*/)
{
    const bool samePeriod = wanted.period == rule.period;
    rule = sound(wanted);
    lateDeviations = deviationsFor(rule.threshold / 2);
    lostDeviations = deviationsFor(rule.threshold);
    ownLook = answerLook = Nanoseconds::max();
    for (Slot slot = 0; slot < hearts.size(); ++slot) {
        HeartRow& row = hearts.row(slot);
        if (!samePeriod)
            row.rhythm.forget();
        // A beat that is due by the old rule may now come later, and none is due sooner than it was.
        row.dueAt = std::max(row.dueAt, Nanoseconds(row.lastSignNs) + rule.period + rule.allowedAnswer());
        schedule(slot);
    }
}

void MonitorState::schedule(Slot slot, Nanoseconds earliest)
{
    const HeartRow& row = hearts.row(slot);
    HeartPulse& pulse = hearts.pulse(slot);
    const HeartState state = row.heart.state;
    Nanoseconds at = Nanoseconds::max();
    if (pulse.sendsItself && state != HeartState::Left)
        at = row.dueAt;
    // Late and with nothing missed, its next look is the verdict of the beat that it owes.
    if (bySuspicion(row) && (state == HeartState::Alive || (state == HeartState::Late && row.heart.missedInRow > 0)))
        at = std::min(at, row.rhythm.reaches(state == HeartState::Alive ? lateDeviations : lostDeviations, floor()));
    pulse.lookAt = std::max(at, earliest);
    Nanoseconds& look = pulse.sendsItself ? ownLook : answerLook;
    look = std::min(look, pulse.lookAt);
}

Nanoseconds MonitorState::nextLook() const
{
    Nanoseconds at = ownLook;
    if (answerLook != Nanoseconds::max())
        at = std::min(at, clock.when(answerLook).value_or(Nanoseconds::max()));
    return at;
}

void MonitorState::beginJudging(Slot slot, Nanoseconds now)
{
    HeartPulse& pulse = hearts.pulse(slot);
    pulse.sendsItself = side == BeatSide::Listens;
    pulse.judgedFrom = pulse.sendsItself ? HeartPulse::NoBeat : beats.last() + 1;
    hearts.row(slot).dueAt = now + rule.period + rule.allowedAnswer();
    schedule(slot);
}

} // namespace zeroloom
