#include "ui/document/run_acts.h"

#include <algorithm>

#include "ui/document/act_words.h"

namespace zeroloom {
namespace {

constexpr std::size_t MostDone = 200;
constexpr std::size_t MostRecorded = 10'000; // a lesson of hours, and no more

bool canBeTakenBack(const Act& act)
{
    const ActKind kind = act.kind;
    return kind != ActKind::Restart && kind != ActKind::Step && kind != ActKind::Speed && kind != ActKind::Pause &&
           kind != ActKind::Resume;
}

bool isHeld(const RunConditions& conditions, const SocketRef& socket)
{
    const auto found = conditions.sockets.find(socket);
    return found != conditions.sockets.end() && found->second.held;
}

} // namespace

RunActs::RunActs(Document& document, RunController& run, QObject* parent)
    : QObject(parent), m_document(document), m_run(run)
{
    connect(&run, &RunController::stateChanged, this, &RunActs::onState);
    connect(&run, &RunController::performed, this, &RunActs::onPerformed);
    connect(&run, &RunController::conditionsChanged, this, &RunActs::changed);
}

void RunActs::onState()
{
    switch (m_run.state()) {
    case RunState::Stopped:
        m_done.clear();
        m_sinceAllRan.invalidate();
        Q_EMIT changed();
        break;
    case RunState::Running:
    case RunState::Paused:
        if (!m_sinceAllRan.isValid()) {
            m_sinceAllRan.start();
            m_recorded.clear(); // those of the run before were kept until now, so that they can be saved after it
            Q_EMIT changed();
        }
        break;
    default:
        break;
    }
}

void RunActs::onPerformed(const std::vector<Act>& acts, const RunConditions& before)
{
    const Nanoseconds now(m_sinceAllRan.isValid() ? m_sinceAllRan.nsecsElapsed() / 1'000'000 * 1'000'000 : 0);
    for (const Act& act : acts)
        if (m_recorded.size() < MostRecorded)
            m_recorded.push_back({now, actText(act)});
    std::vector<Act> undoable = acts;
    for (Act& act : undoable)
        if (act.kind == ActKind::Step && !isHeld(before, act.socket))
            act.kind = ActKind::Hold; // the first step holds the socket, and that can be taken back
    std::erase_if(undoable, [](const Act& act) { return !canBeTakenBack(act); });
    if (!undoable.empty())
        m_done.push_back({actWords(undoable, m_document.topology()), before});
    if (m_done.size() > MostDone)
        m_done.erase(m_done.begin());
    Q_EMIT changed();
}

QString RunActs::undoText() const { return m_done.empty() ? QString() : m_done.back().text; }

void RunActs::undo()
{
    if (m_done.empty())
        return;
    const RunConditions before = wayBack(m_done.back().before);
    const QString said = tr("undone: %1").arg(m_done.back().text);
    m_done.pop_back();
    m_run.setConditions(before, said);
    Q_EMIT changed();
}

RunConditions RunActs::wayBack(const RunConditions& before) const
{
    const RunConditions& now = m_run.conditions();
    RunConditions back = before;
    back.speed = now.speed;
    back.paused = now.paused;
    back.tapEvery = now.tapEvery;
    back.taps = now.taps;
    for (const auto& [node, condition] : now.nodes)
        if (condition.restarts > 0)
            back.nodes[node].restarts = condition.restarts;
    for (const auto& [socket, condition] : now.sockets)
        if (condition.steps > 0)
            back.sockets[socket].steps = condition.steps;
    // A relay that a wire goes through stays: taking it away would break the connection once more.
    for (const auto& [wire, fault] : now.wires)
        back.wires[wire].relayed = fault.relayed;
    return back;
}

bool RunActs::hasFaults() const { return !faultsText().isEmpty(); }

QString RunActs::faultsText() const { return faultsLine(m_run.conditions(), m_document.topology()); }

void RunActs::clearFaults()
{
    const RunConditions before = m_run.conditions();
    RunConditions none = before;
    none.nodes.clear();
    none.sockets.clear();
    none.wires.clear();
    m_run.setConditions(wayBack(none), tr("all faults cleared"));
    m_done.push_back({tr("Clear All Faults"), before});
    Q_EMIT changed();
}

double RunActs::secondsIntoRun() const
{
    return m_sinceAllRan.isValid() ? static_cast<double>(m_sinceAllRan.nsecsElapsed()) / 1e9 : 0;
}

} // namespace zeroloom
