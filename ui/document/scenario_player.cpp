#include "ui/document/scenario_player.h"

#include <algorithm>

#include "ui/document/act_words.h"
#include "ui/theme/text.h"

namespace zeroloom {

ScenarioPlayer::ScenarioPlayer(Document& document, RunController& run, QObject* parent)
    : QObject(parent), m_document(document), m_run(run)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ScenarioPlayer::doDue);
    connect(&run, &RunController::stateChanged, this, &ScenarioPlayer::onState);
}

QString ScenarioPlayer::name() const { return toQString(m_scenario.name); }

void ScenarioPlayer::play(const Scenario& scenario)
{
    m_timer.stop();
    m_scenario = scenario;
    std::stable_sort(m_scenario.acts.begin(), m_scenario.acts.end(),
                     [](const TimedAct& a, const TimedAct& b) { return a.at < b.at; });
    m_playing = true;
    m_started = m_run.state() != RunState::Stopped;
    m_next = 0;
    m_clock.invalidate();
    if (!m_started)
        m_run.setConditions(withRelays(m_run.conditions(), readableActs()));
    Q_EMIT changed();
    onState();
}

// Those that cannot be read are told at their time.
std::vector<Act> ScenarioPlayer::readableActs() const
{
    std::vector<Act> acts;
    for (const TimedAct& timed : m_scenario.acts) {
        if (auto act = parseAct(timed.act, m_document.topology()))
            acts.push_back(std::move(*act));
    }
    return acts;
}

void ScenarioPlayer::stop()
{
    if (!m_playing)
        return;
    m_timer.stop();
    m_playing = false;
    if (!m_started) { // the next run is another's
        RunConditions conditions = m_run.conditions();
        conditions.wires.clear();
        m_run.setConditions(conditions);
    }
    Q_EMIT changed();
}

void ScenarioPlayer::onState()
{
    if (!m_playing)
        return;
    const RunState state = m_run.state();
    if (state == RunState::Stopped || state == RunState::Stopping) {
        if (m_started)
            stop();
        return;
    }
    m_started = true;
    if (!m_clock.isValid() && (state == RunState::Running || state == RunState::Paused)) {
        m_clock.start();
        doDue();
    }
}

void ScenarioPlayer::doDue()
{
    const std::vector<TimedAct>& acts = m_scenario.acts;
    const Nanoseconds now(m_clock.nsecsElapsed());
    while (m_playing && m_next < acts.size() && acts[m_next].at <= now) {
        const TimedAct timed = acts[m_next++];
        const auto act = parseAct(timed.act, m_document.topology());
        if (act)
            m_run.perform(*act);
        else
            Q_EMIT failed(
                tr("Scenario “%1”, at %2: %3").arg(name(), timeWords(timed.at), toQString(act.error().message)));
    }
    if (!m_playing)
        return;
    if (m_next == acts.size()) {
        stop();
        return;
    }
    using namespace std::chrono;
    m_timer.start(ceil<milliseconds>(acts[m_next].at - Nanoseconds(m_clock.nsecsElapsed())));
}

} // namespace zeroloom
