// What is known of a heart and of the monitor that listens to it: plain values, as they travel from a host to its
// watchers. Callable from any thread.
//
// A heart is a process, or a part of one, whose sign of life is a beat: it answers a monitor's beats (pyzmq's heart, a
// Jupyter kernel), or it sends beats of its own (a hub's ping). All times are nanoseconds of the machine's monotonic
// clock unless said.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/duration.h"

namespace zeroloom {

enum class HeartState : std::uint8_t {
    Alive,
    Late, // a beat is overdue; not dead
    Lost, // so many beats in a row are overdue that the rule says so
    Left, // lost, and cannot come back under this id: it was made for a connection that is closed, or its file is gone
};
std::string_view name(HeartState state); // "alive"
// How much a person should care, from 0: lost before late before left before alive.
int gravity(HeartState state);

enum class HeartChangeKind : std::uint8_t {
    New,  // its first answer
    Late, // from alive
    Beat, // from late to alive
    Lost,
    Back, // from lost (or left) to alive
    Left,
};
std::string_view name(HeartChangeKind kind); // "new"

// How one beat went, two bits each in Heart::strip.
enum class BeatMark : std::uint8_t { None, InTime, Late, Missed };

enum class VerdictRule : std::uint8_t { Misses, Phi };

// When a heart is late and when it is lost. May be changed at any time.
struct HeartRule {
    Nanoseconds period = std::chrono::seconds(1); // between two beats; above 0
    int misses = 3;                               // beats in a row without a sign of life until it is lost; at least 1
    Nanoseconds grace{0};                         // how long an answer may take before its beat is missed; 0: a period
    VerdictRule verdict = VerdictRule::Misses;
    double threshold = 8; // Phi: the suspicion at which it is lost
    bool operator==(const HeartRule&) const = default;

    Nanoseconds allowedAnswer() const { return grace.count() > 0 ? grace : period; }
};

// How long after its death a heart is called lost at the latest, when the monitor itself is not late: the beat that it
// just answered, `misses` more beats, and the grace of the last.
Nanoseconds detectionBound(const HeartRule& rule);

struct Heart {
    std::uint32_t number = 0;      // from 0 in its monitor, in the order of coming; never given to another
    std::string id;                // printable; a made routing id as hexadecimal digits
    bool madeId = false;           // the ROUTER made the id up, so that it lasts as long as the connection
    std::string address;           // of the peer: "127.0.0.1:41234"; empty: not known
    std::int64_t processId = 0;    // on this machine; 0: not known
    std::string process;           // its name
    HeartState state = HeartState::Alive;
    std::uint64_t sinceNs = 0;     // of the state
    std::uint64_t firstNs = 0;     // when it came; 0: it never answered
    std::uint64_t lastBeatNs = 0;  // the last answer that counted; 0: none
    std::uint64_t beats = 0;       // answers that counted, in time or late
    std::uint64_t lateBeats = 0;   // of them, after their grace
    std::uint64_t missed = 0;      // beats without an answer in time
    std::uint32_t missedInRow = 0; // without a sign of life since the last
    std::uint64_t oldBeats = 0;    // answers to beats before the previous: a sign of life, not a beat
    std::uint64_t unjudged = 0;    // beats that could not be judged
    std::uint32_t rttUs = 0, rttMedianUs = 0, rttP99Us = 0; // of the last answer, and of the last 64; 0: none
    float suspicion = 0;           // phi of the accrual detector; 0 until it has learnt the rhythm
    std::uint64_t strip = 0;       // the last 32 beats, the newest in the lowest two bits
    std::string cause;             // in words, why it is late, lost or left, or why it can't be judged
    bool operator==(const Heart&) const = default;
};

// A change of state.
struct HeartChange {
    std::uint64_t timeNs = 0;
    std::uint32_t heart = 0;  // Heart::number
    HeartChangeKind kind = HeartChangeKind::New;
    std::string id;
    std::uint32_t rttUs = 0;  // of the answer that made the change; 0: none did
    std::uint32_t missedInRow = 0;
    std::string cause;
    bool operator==(const HeartChange&) const = default;
};

// A monitor's own condition and what it threw away.
struct HeartMonitorFigures {
    HeartRule rule;
    bool sendsBeats = true;         // false: it listens to beats that others send
    std::uint64_t beatsSent = 0;
    std::uint64_t lastSentNs = 0;
    std::uint64_t ownDelayNs = 0;   // until the last beat had left this process; taken off what hearts are allowed
    std::uint64_t worstDelayNs = 0;
    std::uint64_t unjudgedBeats = 0; // beats of which at least one heart could not be judged
    std::string cannotJudge;        // in words, why verdicts wait now; empty: they don't
    std::uint64_t garbage = 0;      // answers that are no beat of this monitor
    std::uint64_t wrongFrames = 0;  // answers of a wrong number of frames
    std::uint64_t tooLong = 0;      // ids or payloads beyond every bound
    std::uint64_t repeated = 0;     // answers to a beat that was answered before (a flood, or two hearts with one id)
    std::uint64_t refusedHearts = 0; // beyond the number of hearts that are kept
    std::uint32_t silentPeers = 0;  // connected, and never answered
    std::string problem;            // in words, the last thing that came in wrong
    std::uint32_t alive = 0, late = 0, lost = 0, left = 0;
    bool operator==(const HeartMonitorFigures&) const = default;
};

} // namespace zeroloom
