// Takes in what hearts send: finds whose it is and which beat it answers, and what that makes of the heart. Used under
// HeartWatch's guard.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/liveness/monitor_state.h"

namespace zeroloom {

class BeatIntake {
public:
    BeatIntake(MonitorState& state, HeartWitness& witness, Nanoseconds now)
        : m_state(state), m_witness(witness), m_now(now)
    {
    }

    AnswerKind answer(std::span<const std::string_view> frames, int descriptor);
    AnswerKind heard(std::string_view id, std::string_view payload, int descriptor);

private:
    using Slot = HeartTable::Slot;

    // The heart of these ids, which may be new; None when there is no room.
    Slot heartOf(std::span<const std::string_view> ids);
    AnswerKind kindOf(std::uint64_t beat, const HeartRow& row) const;
    void takeBeat(Slot slot, std::uint64_t beat, AnswerKind kind);
    void takeOldBeat(Slot slot, std::uint64_t beat, bool progress);
    // A beat counts, as in time or late: everything but what it makes of the heart's state.
    void count(Slot slot, std::uint64_t mark, AnswerKind kind);
    void noteConnection(Slot slot, int descriptor);
    void noteSwap(HeartRow& row, int descriptor);

    MonitorState& m_state;
    HeartWitness& m_witness;
    Nanoseconds m_now;
};

} // namespace zeroloom
