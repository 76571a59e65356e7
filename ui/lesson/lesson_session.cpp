#include "ui/lesson/lesson_session.h"

#include <algorithm>

#include <QScopedValueRollback>

#include "ui/lesson/lesson_fit.h"
#include "ui/lesson/run_before_step.h"
#include "ui/theme/text.h"

namespace zeroloom {

namespace {

constexpr int TickMs = 100;
constexpr qint64 PreparingPatienceMs = 60'000;

} // namespace

LessonSession::LessonSession(GalleryEntry entry, Document& document, RunController& run, QObject* parent)
    : QObject(parent), m_entry(std::move(entry)), m_document(document), m_run(run), m_stage(document, run),
      m_player(m_entry.lesson, document.topology(), m_stage),
      m_record(LessonProgress::instance().of(toQString(m_entry.name)))
{
    m_tick.setInterval(TickMs);
    connect(&m_tick, &QTimer::timeout, this, &LessonSession::advance);
    connect(&run, &RunController::observationChanged, this, &LessonSession::advance);
    connect(&run, &RunController::stateChanged, this, &LessonSession::advance);
    connect(&document, &Document::changed, this, &LessonSession::onDocumentChanged);
    for (const std::string& what : missingForLesson(m_entry, document.topology()))
        m_missing << toQString(what);
}

LessonSession::Phase LessonSession::phase() const
{
    if (m_preparing != Preparing::No)
        return Phase::Preparing;
    if (!m_problem.isEmpty())
        return Phase::Failed;
    switch (m_player.phase()) {
    case LessonPlayer::Phase::Reading:
        return Phase::Reading;
    case LessonPlayer::Phase::Acting:
        return Phase::Acting;
    case LessonPlayer::Phase::Checking:
        return Phase::Checking;
    case LessonPlayer::Phase::Failed:
        return Phase::Failed;
    case LessonPlayer::Phase::Told:
    case LessonPlayer::Phase::Done:
        break;
    }
    return Phase::Told;
}

QString LessonSession::problem() const { return m_problem.isEmpty() ? toQString(m_player.problem()) : m_problem; }

std::size_t LessonSession::nextStep() const
{
    std::size_t next = 0;
    while (next < lesson().steps.size() && m_record.steps.contains(next))
        ++next;
    // All were done: from the beginning.
    return next < lesson().steps.size() ? next : 0;
}

bool LessonSession::canGoTo(std::size_t step) const
{
    if (step >= lesson().steps.size() || !m_missing.isEmpty())
        return false;
    const bool isHere = m_page == Page::Step && step <= m_step;
    return isHere || step == 0 || m_record.steps.contains(step) || m_record.steps.contains(step - 1);
}

bool LessonSession::canGoOn() const
{
    if (!m_missing.isEmpty() || m_page == Page::End)
        return false;
    if (m_page == Page::Introduction)
        return !lesson().steps.empty();
    switch (phase()) {
    case Phase::Reading:
        return !current().prediction || chosen();
    case Phase::Told:
    case Phase::Failed:
        return true;
    case Phase::Preparing:
    case Phase::Acting:
    case Phase::Checking:
        break;
    }
    return false;
}

void LessonSession::choose(std::size_t choice)
{
    if (m_page != Page::Step || phase() != Phase::Reading)
        return;
    m_player.choose(choice);
    Q_EMIT changed();
}

void LessonSession::goOn()
{
    if (!canGoOn())
        return;
    if (m_page == Page::Introduction) {
        enterStep(nextStep(), true);
    } else if (phase() == Phase::Failed) {
        enterStep(m_step, true);
    } else if (phase() == Phase::Told) {
        if (m_step + 1 < lesson().steps.size())
            enterStep(m_step + 1, false);
        else
            end();
    } else {
        {
            const QScopedValueRollback advancing(m_advancing, true);
            m_player.goOn();
        }
        advance();
        watch();
        Q_EMIT changed();
    }
}

void LessonSession::goTo(std::size_t step)
{
    if (canGoTo(step))
        enterStep(step, true);
}

void LessonSession::goToIntroduction()
{
    m_page = Page::Introduction;
    m_preparing = Preparing::No;
    m_problem.clear();
    m_player.goTo(0);
    watch();
    Q_EMIT pageChanged();
}

void LessonSession::end()
{
    m_page = Page::End;
    m_record.finished = true;
    LessonProgress::instance().setFinished(toQString(m_entry.name));
    watch();
    Q_EMIT pageChanged();
}

// `anew`: whatever happened to the run meanwhile, it is made what the steps before have made of it.
void LessonSession::enterStep(std::size_t step, bool anew)
{
    m_page = Page::Step;
    m_step = step;
    m_problem.clear();
    m_player.goTo(step);
    prepare(anew);
    watch();
    Q_EMIT pageChanged();
}

void LessonSession::prepare(bool anew)
{
    m_preparing = Preparing::No;
    const bool stopped = m_stage.isStopped();
    auto before = runBeforeStep(lesson(), m_step, m_document.topology());
    if (!before || (!anew && !stopped))
        return;
    m_prepared = std::move(*before);
    m_preparingSince.start();
    if (stopped) {
        beginPreparedRun();
    } else {
        m_preparing = Preparing::Stops;
        m_stage.stopRun();
    }
}

void LessonSession::beginPreparedRun()
{
    m_preparing = Preparing::Starts;
    if (const Status started = m_stage.startRun(m_prepared); !started)
        interrupt(toQString(started.error().message));
}

void LessonSession::advancePreparing()
{
    if (m_preparing == Preparing::Stops && m_stage.isStopped()) {
        beginPreparedRun();
    } else if (m_preparing == Preparing::Starts && m_stage.isRunning()) {
        m_preparing = Preparing::No;
        watch();
        Q_EMIT changed();
    } else if (m_preparingSince.elapsed() > PreparingPatienceMs) {
        interrupt(tr("The network did not come up: not everything runs and is connected."));
    }
}

void LessonSession::advance()
{
    if (m_page != Page::Step || m_advancing)
        return;
    const QScopedValueRollback advancing(m_advancing, true);
    if (m_preparing != Preparing::No) {
        advancePreparing();
        return;
    }
    const LessonPlayer::Phase before = m_player.phase();
    if (!m_player.advance())
        return;
    if (m_player.phase() == LessonPlayer::Phase::Told && before != LessonPlayer::Phase::Told && !onTold())
        return;
    watch();
    Q_EMIT changed();
}

// Returns whether the step stays told: one whose run ended under its checks is begun again, and is not remembered.
bool LessonSession::onTold()
{
    const auto ended = std::ranges::find_if(m_player.results(), [](const ClaimResult& one) { return !one.ended.empty(); });
    if (ended != m_player.results().end()) {
        interrupt(tr("This step could not be checked: %1.").arg(toQString(ended->ended)));
        return false;
    }
    StepProgress progress;
    progress.prediction = m_player.chosen();
    progress.cameTrue = std::ranges::all_of(
        m_player.results(), [](const ClaimResult& result) { return result.state == ClaimState::CameTrue; });
    m_record.steps[m_step] = progress;
    LessonProgress::instance().setStep(toQString(m_entry.name), m_step, progress);
    return true;
}

void LessonSession::interrupt(const QString& why)
{
    m_preparing = Preparing::No;
    m_problem = why;
    m_player.goTo(m_step);
    watch();
    Q_EMIT changed();
}

void LessonSession::onDocumentChanged(const ChangeSet& changes)
{
    if (changes.replaced) {
        m_tick.stop();
        Q_EMIT replaced();
        return;
    }
    if (!changes.meaningChanged)
        return;
    QStringList missing;
    for (const std::string& what : missingForLesson(m_entry, m_document.topology()))
        missing << toQString(what);
    if (missing == m_missing)
        return;
    m_missing = missing;
    const bool atWork = m_page == Page::Step && (phase() == Phase::Acting || phase() == Phase::Checking);
    if (!missing.isEmpty() && atWork)
        interrupt(tr("The topology was changed, so this step could not be checked."));
    else
        Q_EMIT changed();
}

// Ticks while something is awaited.
void LessonSession::watch()
{
    const Phase now = phase();
    const bool waits = now == Phase::Preparing || now == Phase::Acting || now == Phase::Checking;
    if (m_page == Page::Step && waits)
        m_tick.start();
    else
        m_tick.stop();
}

} // namespace zeroloom
