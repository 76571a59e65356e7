// All that a HeartWatch knows, for those who take in beats (BeatIntake) and who judge (VerdictRound). Not guarded:
// HeartWatch is.
#pragma once

#include <array>
#include <cstdint>

#include "core/liveness/beat_book.h"
#include "core/liveness/beat_clock.h"
#include "core/liveness/heart.h"
#include "core/liveness/heart_table.h"
#include "core/liveness/heart_watch.h"
#include "core/liveness/silent_peers.h"
#include "core/liveness/wrong_answers.h"

namespace zeroloom {

struct MonitorState {
    using Slot = HeartTable::Slot;

    explicit MonitorState(BeatSide side);

    void setRule(const HeartRule& rule, Nanoseconds now);
    // The floor of deviations, in the period of now.
    Nanoseconds floor() const { return deviationFloor(rule.period); }
    // Whether this heart's states come from its suspicion.
    bool bySuspicion(const HeartRow& row) const { return rule.verdict == VerdictRule::Phi && row.rhythm.known(); }
    // The clock by which a heart's silence is measured.
    Nanoseconds heartTime(const HeartPulse& pulse, Nanoseconds at) const
    {
        return pulse.sendsItself ? at : clock.read(at);
    }
    // Settles when the heart's silence is to be looked at, after anything about it has changed; not before `earliest`.
    void schedule(Slot slot, Nanoseconds earliest = Nanoseconds::min());
    // When the first look at a heart is due.
    Nanoseconds nextLook() const;
    // What a heart that is known, but has not beaten, is held to.
    void beginJudging(Slot slot, Nanoseconds now);

    BeatSide side;
    HeartRule rule;
    double lateDeviations = 0, lostDeviations = 0; // of the suspicions that make a heart late and lost
    BeatBook beats;
    BeatClock clock;
    HeartTable hearts;
    // No heart is to be looked at before: by the machine's clock those that beat by themselves, by `clock` the others.
    Nanoseconds ownLook = Nanoseconds::max(), answerLook = Nanoseconds::max();

    WrongAnswers wrong;
    SilentPeers silent;
    Nanoseconds ownDelay{0}, worstDelay{0};
    std::uint64_t unjudgedBeats = 0;
};

// As Heart has times: never negative.
inline std::uint64_t asNs(Nanoseconds at) { return at.count() > 0 ? static_cast<std::uint64_t>(at.count()) : 0; }

} // namespace zeroloom
