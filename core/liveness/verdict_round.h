// Gives the verdicts that are due: by beats that hearts owe an answer to, and by silences. Used under HeartWatch's
// guard.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/liveness/monitor_state.h"

namespace zeroloom {

class VerdictRound {
public:
    // `clearAt`: what had reached this process by then has been taken in.
    VerdictRound(MonitorState& state, HeartWitness& witness, Nanoseconds clearAt, Nanoseconds now)
        : m_state(state), m_witness(witness), m_clearAt(std::min(clearAt, now)), m_now(now)
    {
    }

    void judge();

private:
    using Slot = HeartTable::Slot;

    void judgeBeat(std::uint64_t beat);
    void judgeSilences();
    void lookAt(Slot slot, Nanoseconds heartTime);
    // Beats that are owed: `last`, and as many before it as make `count`.
    void miss(Slot slot, std::uint64_t last, std::uint64_t count);
    void suspect(Slot slot, Nanoseconds heartTime);
    void leaveIfGone(Slot slot);
    HeartEvidence evidence(Slot slot);
    Nanoseconds silence(const HeartRow& row) const;

    MonitorState& m_state;
    HeartWitness& m_witness;
    Nanoseconds m_clearAt, m_now;
    bool m_someUnjudged = false;
};

} // namespace zeroloom
