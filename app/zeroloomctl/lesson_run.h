// A lesson that plays by itself: it always makes the right choice, and writes down what came of each claim.
//
// Owned and called by the main thread. Its run has a session of its own, whose thread leaves its news in a guarded inbox.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/gallery/gallery.h"
#include "core/gallery/lesson_player.h"

namespace zeroloom {

// What came of one step.
struct StepOutcome {
    std::size_t step = 0; // of the lesson's steps
    std::vector<ClaimResult> results;
    std::string problem; // why it could not be played; empty: it was
};

struct LessonOutcome {
    std::vector<StepOutcome> steps; // as far as it came
    std::vector<std::string> notes; // what a host told meanwhile: a process that was lost, a change that was refused
    bool finished = false;          // every step was played
    double seconds = 0;

    // It was played to its end, and all that it claims came true.
    bool cameTrue() const;
};

class LessonRun final : private LessonStage {
public:
    // `reading`: how long each step is read before it is gone on with, while what runs goes on.
    LessonRun(GalleryEntry entry, std::filesystem::path hostProgram, Nanoseconds reading);
    ~LessonRun() override; // ends what runs

    const GalleryEntry& entry() const { return m_entry; }
    // Plays on; at least ten times a second. Returns at once, but for the end of a run: that takes up to a second.
    void advance();
    // Ends before its time.
    void abandon();
    // Nothing is played any more, and nothing runs.
    bool isOver() const { return m_played && isStopped(); }
    const LessonOutcome& outcome() const { return m_outcome; }

private:
    struct Run;
    void playOn();
    bool hasBeenRead();
    void keepStep();
    void endRunThatStopped();
    void end(bool finished);

    Status startRun(const RunConditions& conditions) override;
    void stopRun() override;
    Status perform(const Act& act) override;
    bool isRunning() const override;
    bool isEnding() const override;
    bool isStopped() const override { return m_run == nullptr; }
    ObservationPtr observation() const override;
    Nanoseconds now() const override { return m_clock.now(); }

    const GalleryEntry m_entry;
    const std::filesystem::path m_hostProgram;
    SteadyClock m_clock;
    const Nanoseconds m_reading;
    const Nanoseconds m_began;
    std::optional<Nanoseconds> m_readSince; // while a step is read
    ObservationPtr m_last; // of the run that ended
    std::unique_ptr<Run> m_run;
    LessonPlayer m_player;
    LessonOutcome m_outcome;
    bool m_played = false;
};

} // namespace zeroloom
