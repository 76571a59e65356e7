// How far a learner has come in each lesson, remembered over windows and starts. GUI thread only.
#pragma once

#include <map>
#include <optional>

#include <QObject>
#include <QString>

namespace zeroloom {

// What is remembered of a step that was played to its end.
struct StepProgress {
    std::optional<std::size_t> prediction; // the choice
    bool cameTrue = true;                  // all that it claims
    bool operator==(const StepProgress&) const = default;
};

struct LessonRecord {
    std::map<std::size_t, StepProgress> steps; // those that were done, by their number
    bool finished = false;                     // came to the end at least once
    bool begun() const { return finished || !steps.empty(); }
};

class LessonProgress final : public QObject {
    Q_OBJECT
public:
    // One for all windows, so that a start page hears of what is learnt in another one.
    static LessonProgress& instance();

    LessonRecord of(const QString& lesson) const;
    void setStep(const QString& lesson, std::size_t step, const StepProgress& progress);
    void setFinished(const QString& lesson);
    void forget(const QString& lesson);

Q_SIGNALS:
    void changed(const QString& lesson);

private:
    LessonProgress() = default;
};

} // namespace zeroloom
