#include "ui/lesson/window_stage.h"

#include "core/gallery/run_readiness.h"

namespace zeroloom {

// What `act` refuses, the controller says in a signal; here it becomes the error.
Status WindowStage::refusing(const std::function<bool()>& act)
{
    QString why;
    const auto listening =
        QObject::connect(&m_run, &RunController::failed, &m_run, [&why](const QString& message) { why = message; });
    const bool done = act();
    QObject::disconnect(listening);
    if (done)
        return {};
    return fail(ErrorCode::Runtime, why.isEmpty() ? std::string("nothing runs") : why.toStdString());
}

Status WindowStage::startRun(const RunConditions& conditions)
{
    // How the run is watched, and its pace where the lesson does not set one, are the window's.
    RunConditions wanted = conditions;
    const RunConditions& now = m_run.conditions();
    if (wanted.speed == RunConditions().speed)
        wanted.speed = now.speed;
    wanted.tapEvery = now.tapEvery;
    wanted.taps = now.taps;
    m_run.setConditions(wanted);
    return refusing([this] {
        m_run.start();
        return m_run.state() != RunState::Stopped;
    });
}

void WindowStage::stopRun()
{
    // A second stop would end it without letting its queues drain.
    if (!isEnding())
        m_run.stop();
}

Status WindowStage::perform(const Act& act)
{
    return refusing([this, &act] { return m_run.perform(act); });
}

bool WindowStage::isRunning() const
{
    const bool runs = m_run.state() == RunState::Running || m_run.state() == RunState::Paused;
    return runs && runIsUp(m_document.topology(), m_run.conditions(), *m_run.observation());
}

} // namespace zeroloom
