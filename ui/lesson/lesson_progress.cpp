#include "ui/lesson/lesson_progress.h"

#include <QSettings>

namespace zeroloom {

namespace {

const QString FinishedKey = QStringLiteral("finished");
const QString PredictionKey = QStringLiteral("prediction");
const QString CameTrueKey = QStringLiteral("cameTrue");
constexpr std::size_t MostSteps = 1000;

QString group(const QString& lesson) { return QStringLiteral("lessons/") + lesson; }

// "lessons/hello-world/step-0"; empty: not one of ours.
std::optional<std::size_t> stepOf(const QString& name)
{
    const QString prefix = QStringLiteral("step-");
    bool isNumber = false;
    const std::size_t step = name.startsWith(prefix) ? name.mid(prefix.size()).toULong(&isNumber) : 0;
    return isNumber && step < MostSteps ? std::optional(step) : std::nullopt;
}

} // namespace

LessonProgress& LessonProgress::instance()
{
    static LessonProgress progress;
    return progress;
}

LessonRecord LessonProgress::of(const QString& lesson) const
{
    LessonRecord record;
    QSettings settings;
    settings.beginGroup(group(lesson));
    record.finished = settings.value(FinishedKey, false).toBool();
    for (const QString& name : settings.childGroups()) {
        const auto step = stepOf(name);
        if (!step)
            continue;
        settings.beginGroup(name);
        StepProgress progress;
        progress.cameTrue = settings.value(CameTrueKey, true).toBool();
        bool isNumber = false;
        const std::size_t choice = settings.value(PredictionKey).toULongLong(&isNumber);
        if (isNumber)
            progress.prediction = choice;
        settings.endGroup();
        record.steps.emplace(*step, progress);
    }
    return record;
}

void LessonProgress::setStep(const QString& lesson, std::size_t step, const StepProgress& progress)
{
    QSettings settings;
    settings.beginGroup(QStringLiteral("%1/step-%2").arg(group(lesson)).arg(step));
    settings.setValue(CameTrueKey, progress.cameTrue);
    if (progress.prediction)
        settings.setValue(PredictionKey, static_cast<qulonglong>(*progress.prediction));
    else
        settings.remove(PredictionKey);
    settings.endGroup();
    Q_EMIT changed(lesson);
}

void LessonProgress::setFinished(const QString& lesson)
{
    QSettings().setValue(group(lesson) + QLatin1Char('/') + FinishedKey, true);
    Q_EMIT changed(lesson);
}

void LessonProgress::forget(const QString& lesson)
{
    QSettings().remove(group(lesson));
    Q_EMIT changed(lesson);
}

} // namespace zeroloom
