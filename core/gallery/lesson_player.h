// Plays a lesson on a real run, step by step: does what a step says and checks what it claims. Knows no thread, no window
// and no session: whoever owns it calls advance() whenever there is news and at least ten times a second.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/gallery/lesson.h"
#include "core/observe/observation.h"
#include "core/plan/conditions.h"

namespace zeroloom {

// All that the steps of a lesson do to its run.
std::vector<Act> actsOfTheLesson(const Lesson& lesson);

// The run that a lesson is played on: the window's, or the command line's.
class LessonStage {
public:
    virtual ~LessonStage() = default;
    // Starts the topology under these conditions (from the acts before `run`), or ends it. Returns at once. Called when
    // nothing runs, and when something does.
    virtual Status startRun(const RunConditions& conditions) = 0;
    virtual void stopRun() = 0;
    virtual Status perform(const Act& act) = 0;
    // Whether everything is up (core/gallery/run_readiness.h); whether the run is being stopped or has ended, whoever
    // ended it; whether nothing runs any more.
    virtual bool isRunning() const = 0;
    virtual bool isEnding() const = 0;
    virtual bool isStopped() const = 0;
    // Of the run that was started last: its counts begin at 0. Never null.
    virtual ObservationPtr observation() const = 0;
    virtual Nanoseconds now() const = 0; // monotonic
};

enum class ClaimState { Waiting, Checking, CameTrue, DidNotComeTrue };

struct ClaimResult {
    ClaimState state = ClaimState::Waiting;
    std::string figures; // what it was judged by, or is being: "received by client.req: 0"
    double seconds = 0;  // how long it was checked
    double timeLeft = 0; // of `for` or `within`, while Checking
    // Why it did not come true before its time had passed: "the run ended", "host 'local' was lost: killed by signal 9".
    // Then `figures` is empty when it was not this claim's turn yet. Empty: its time passed.
    std::string ended = {};
    bool operator==(const ClaimResult&) const = default;
};

// What a run shows proves something only while it goes on: what is stopped, or loses a host, receives nothing either.
// So a claim that was not decided by then did not come true. A node that an act killed is part of the run, and counts.
class LessonPlayer {
public:
    enum class Phase {
        Reading,  // waits for goOn(); with a prediction, for choose() first
        Acting,   // does the acts
        Checking, // makes the checks
        Told,     // the step is over: its results are there, goOn() leads to the next
        Done,     // no step is left
        Failed,   // an act could not be done: `problem()`
    };

    // What an act changes shows only a moment later in the figures: a claim `for` some time that is broken within this
    // time of the acts begins anew.
    static constexpr Nanoseconds Settling = std::chrono::seconds(5);

    // Lesson, topology and stage outlive the player.
    LessonPlayer(const Lesson& lesson, const Topology& topology, LessonStage& stage);
    ~LessonPlayer();

    std::size_t step() const;
    Phase phase() const;
    const std::vector<ClaimResult>& results() const; // of this step's claims
    std::optional<std::size_t> chosen() const;       // of this step's prediction
    const std::string& problem() const;
    // Of this step's acts, in their order. The one after them is under way while Acting, and could not be done if Failed.
    std::size_t actsDone() const;

    // While Reading; another choice replaces it.
    void choose(std::size_t choice);
    // Reading: begins with the acts. Told: the next step. Failed: the step again.
    void goOn();
    // To the beginning of a step. Steps before it that act are needed: it plays on from where the run is.
    void goTo(std::size_t step);
    // Returns whether anything changed that is shown.
    bool advance();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace zeroloom
