// All hearts of one monitor: which there are, how each is, and every change of state. Pure: time and evidence are
// given.
//
// Guarded inside: the monitor's loop feeds it while a sampler reads it.
//
// A monitor that sends beats calls, in this order: beat() for each, beatsLeft() when all that was sent had left the
// process, answer() for all that came in, and judge() with a time up to which everything that had reached this process
// has been given to answer(). A beat is judged when its allowed time, counted from when it had left, has passed by
// then: whatever delays this process delays its verdicts and never a heart. A monitor that only listens calls
// heard() and judge().
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/liveness/heart.h"
#include "core/liveness/heart_witness.h"

namespace zeroloom {

enum class AnswerKind : std::uint8_t {
    Beat,        // of the last beat, in time
    LateBeat,    // of the beat before, or of the last after its allowed time
    OldBeat,     // of an earlier one
    Repeated,    // of a beat that this heart has answered
    Garbage,     // no beat of this monitor
    WrongFrames, // not one id and one payload, nor ids of a broker between them
    TooLong,
    Refused, // a new heart beyond the most that are kept
};

// Who sends the beats.
enum class BeatSide : std::uint8_t {
    Sends,   // the monitor does, and hearts answer
    Listens, // the hearts do by themselves
};

class HeartWatch {
public:
    // Hearts that are kept. For a new one beyond, the one that left or was lost first makes room, if any.
    static constexpr std::size_t MostHearts = 100'000;
    // Changes that are kept until they are taken.
    static constexpr std::size_t MostChanges = 400'000;

    explicit HeartWatch(BeatSide side = BeatSide::Sends);
    ~HeartWatch();

    // Also while it runs: verdicts that were given stay, those that are due follow the new rule.
    void setRule(const HeartRule& rule, Nanoseconds now);
    HeartRule rule() const;

    // --- The loop's side ---

    // The payload of the next beat, decimal seconds as pyzmq's heartbeater sends them; different from all before.
    std::string beat(Nanoseconds now);
    std::uint64_t lastBeat() const; // its number, from 1
    // Every beat up to `number` had left this process at `at`.
    void beatsLeft(std::uint64_t number, Nanoseconds at);

    // A heart that is known before it answers (a kernel of which there is a file). `id` is how it is called: it is the
    // routing id in its answers.
    void expect(std::string_view id, const std::string& address, Nanoseconds now);
    // It is not expected any more: it becomes Left.
    void dismiss(std::string_view id, Nanoseconds now);

    // `frames` as a ROUTER gives them: the routing id, ids that a broker put between, the payload. Frames must be of
    // this call's life only. `descriptor`: of the connection that it came through; -1: not known.
    AnswerKind answer(std::span<const std::string_view> frames, int descriptor, Nanoseconds now, HeartWitness& witness);
    // A beat that a heart sent by itself. Any payload will do; the same one twice is no progress.
    AnswerKind heard(std::string_view id, std::string_view payload, int descriptor, Nanoseconds now,
                     HeartWitness& witness);

    // Gives all verdicts that are due. `clearAt`: see above. `witness` is asked about those who are overdue.
    void judge(Nanoseconds clearAt, Nanoseconds now, HeartWitness& witness);
    // When the next verdict is due, if everything that comes by then is seen at once; Nanoseconds::max(): none. In the
    // past while verdicts wait for clearAt to come that far.
    Nanoseconds nextVerdict() const;

    // Peers that are connected to the monitor, from which those that never answered follow.
    void setConnectedPeers(std::size_t count, Nanoseconds now);

    // --- The sampler's side, from any thread ---

    // Copies of hearts that changed since `stamp`, which becomes that of this call; all for 0.
    std::vector<Heart> heartsSince(std::uint64_t& stamp) const;
    HeartMonitorFigures figures(Nanoseconds now) const;
    // Appends the changes since the last call; returns how many (the oldest) were lost for want of room.
    std::uint64_t takeChanges(std::vector<HeartChange>& into);
    // Hearts whose process is not known yet, with their peers, at most `most`; and what was found out.
    std::vector<std::pair<std::uint32_t, HeartPeer>> unresolved(std::size_t most) const;
    void setProcess(std::uint32_t heart, const HeartPeer& peer, std::int64_t processId, std::string name);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace zeroloom
