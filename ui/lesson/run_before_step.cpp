#include "ui/lesson/run_before_step.h"

#include <algorithm>

#include "core/gallery/lesson_player.h"

namespace zeroloom {

namespace {

bool startsRun(const LessonStep& step)
{
    return std::ranges::find(step.acts, LessonAct::Kind::Run, &LessonAct::kind) != step.acts.end();
}

// Lays the acts of one step over what runs.
std::optional<RunConditions> afterStep(std::optional<RunConditions> running, const LessonStep& step,
                                       const Topology& topology)
{
    bool runs = running.has_value();
    RunConditions conditions = startsRun(step) || !runs ? RunConditions() : *std::move(running);
    for (const LessonAct& one : step.acts) {
        switch (one.kind) {
        case LessonAct::Kind::Run:
            runs = true;
            break;
        case LessonAct::Kind::Stop:
            runs = false;
            conditions = {};
            break;
        case LessonAct::Kind::Do:
            if (auto after = afterAct(conditions, one.act, topology))
                conditions = std::move(*after);
            break;
        }
    }
    return runs ? std::optional(std::move(conditions)) : std::nullopt;
}

} // namespace

std::optional<RunConditions> runBeforeStep(const Lesson& lesson, std::size_t step, const Topology& topology)
{
    if (step >= lesson.steps.size() || startsRun(lesson.steps[step]))
        return std::nullopt;
    std::optional<RunConditions> running;
    for (std::size_t i = 0; i < step; ++i)
        running = afterStep(std::move(running), lesson.steps[i], topology);
    if (!running)
        return std::nullopt;
    return withRelays(*std::move(running), actsOfTheLesson(lesson));
}

} // namespace zeroloom
