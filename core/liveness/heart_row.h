// One heart with all that is kept to judge it by. Plain values, one thread; HeartTable holds them.
//
// What every verdict looks at, of all hearts, stands by itself and close together (HeartPulse): when all is well a
// verdict over 20,000 hearts reads nothing else.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "core/liveness/heart.h"
#include "core/liveness/heart_witness.h"
#include "core/liveness/phi_accrual.h"
#include "core/liveness/round_trip_window.h"

namespace zeroloom {

struct HeartPulse {
    static constexpr std::uint64_t NoBeat = std::numeric_limits<std::uint64_t>::max();

    std::uint64_t highest = 0;         // of the beats that it answered
    std::uint64_t answered = 0;        // that one (lowest bit) and those before it
    std::uint64_t judgedFrom = NoBeat; // the first beat that it has to answer
    // When its silence is to be looked at apart from any beat's verdict: by its own clock, see `sendsItself`.
    Nanoseconds lookAt = Nanoseconds::max();
    bool sendsItself = false; // its beats are not answers: its clock is the machine's, not the BeatClock

    static constexpr std::uint64_t Remembered = 64;
    bool hasAnswered(std::uint64_t beat) const
    {
        return beat <= highest && highest - beat < Remembered && (answered >> (highest - beat) & 1U) != 0;
    }
    // Whether it is to be judged by this beat and has not answered it. What is further back than is remembered, behind
    // beats that it did answer, is not held against it.
    bool owes(std::uint64_t beat) const
    {
        return judgedFrom <= beat && !hasAnswered(beat) && (beat > highest || highest - beat < Remembered);
    }
    void answer(std::uint64_t beat)
    {
        if (beat > highest) {
            const std::uint64_t by = beat - highest;
            answered = by < Remembered ? answered << by : 0;
            highest = beat;
        }
        if (highest - beat < Remembered)
            answered |= std::uint64_t(1) << (highest - beat);
    }
};

struct HeartRow {
    Heart heart;
    PhiAccrual rhythm;
    RoundTripWindow roundTrips;

    std::uint64_t lastSignNs = 0;  // of life: a beat, or an answer to a newer beat than before; when expected, at first
    std::uint64_t stripBeat = 0;   // the beat that is newest in the strip
    std::uint64_t unreadBeat = 0;  // the last beat whose answer lay unread in this machine at its verdict
    Nanoseconds dueAt{0};          // sends by itself: the verdict of its next beat
    std::uint64_t leftLookNs = 0;  // lost: when to ask again whether it can still come back
    std::uint64_t lastPayload = 0; // sends by itself: hash of it
    std::uint64_t changed = 0;     // HeartTable's version
    std::uint32_t newer = None, older = None; // neighbours in the order of change
    int descriptor = -1;                      // of the connection of its last answer
    int otherDescriptor = -1;                 // ... and of the one before that
    std::uint64_t swapNs = 0;                 // when it went from one to the other
    std::uint32_t swaps = 0;                  // one soon after the other
    bool expected = false;
    bool connectionClosed = false; // as the witness last said
    bool countsAsPeer = false;     // HeartTable's: one of those who are connected and answer

    static constexpr std::uint32_t None = std::numeric_limits<std::uint32_t>::max();

    HeartPeer peer() const { return {descriptor, heart.address}; }
    bool everAnswered() const { return heart.firstNs != 0; }
    void mark(std::uint64_t beat, BeatMark mark);
};

// What a heart costs, beside long names and its place in the table of ids (about 100 bytes).
static_assert(sizeof(HeartRow) + sizeof(HeartPulse) <= 720);

} // namespace zeroloom
