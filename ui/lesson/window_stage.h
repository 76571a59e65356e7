// The run of a window as a lesson plays on it: what the lesson does is done to the same run that the canvas shows, and
// can be seen, undone and stopped there like everything else.
//
// Document and run outlive it. GUI thread only.
#pragma once

#include <functional>

#include "core/base/clock.h"
#include "core/gallery/lesson_player.h"
#include "ui/document/document.h"
#include "ui/document/run_controller.h"

namespace zeroloom {

class WindowStage final : public LessonStage {
public:
    WindowStage(Document& document, RunController& run) : m_document(document), m_run(run) {}

    Status startRun(const RunConditions& conditions) override;
    void stopRun() override;
    Status perform(const Act& act) override;
    bool isRunning() const override;
    bool isEnding() const override { return isStopped() || m_run.state() == RunState::Stopping; }
    bool isStopped() const override { return m_run.state() == RunState::Stopped; }
    ObservationPtr observation() const override { return m_run.observation(); }
    Nanoseconds now() const override { return m_clock.now(); }

private:
    Status refusing(const std::function<bool()>& act);

    Document& m_document;
    RunController& m_run;
    SteadyClock m_clock;
};

} // namespace zeroloom
