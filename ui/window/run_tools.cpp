#include "ui/window/run_tools.h"

#include <QMenu>

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/fault_menu.h"
#include "ui/document/act_words.h"
#include "ui/document/fault_choices.h"
#include "ui/document/run_speed.h"
#include "ui/document/scenario_edits.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"
#include "ui/window/scenario_dialog.h"

namespace zeroloom {

namespace {

const QString FaultsKey = QStringLiteral("faults");
const QString ScenarioKey = QStringLiteral("scenario");

// An ampersand in a name is not a mnemonic.
QString literal(QString name) { return name.replace(QLatin1Char('&'), QLatin1String("&&")); }

// For a button beside a sentence.
QString shortened(const QString& words)
{
    constexpr qsizetype Most = 28;
    return words.size() <= Most ? words : words.left(Most - 1).trimmed() + QChar(0x2026);
}

FaultTools faultTools(const RunToolParts& parts)
{
    return {parts.document, parts.run, parts.window, [&messages = parts.messages](const QString& text) {
                messages.show(FaultsKey, MessageKind::Warning, text);
            }};
}

} // namespace

RunTools::RunTools(RunToolParts parts)
    : QObject(&parts.window), m(parts), m_acts(parts.document, parts.run), m_player(parts.document, parts.run)
{
    connectActions();
    connect(&m_acts, &RunActs::changed, this, &RunTools::onActs);
    connect(&m.run, &RunController::stateChanged, this, &RunTools::updateActions);
    connect(&m.document, &Document::selectionChanged, this, &RunTools::updateActions);
    connect(&m.document, &Document::changed, this, &RunTools::onActs); // names
    connect(&m.canvas, &CanvasView::socketChosen, this, &RunTools::updateActions);
    connect(&m_player, &ScenarioPlayer::failed, this, &RunTools::onScenarioFailed);
    updateActions();
}

void RunTools::connectActions()
{
    const WindowActions& actions = m.actions;
    actions.step->setIconText(tr("Step")); // in the tool bar
    connect(actions.slower, &QAction::triggered, this, [this] { changeSpeed(m.run, false); });
    connect(actions.faster, &QAction::triggered, this, [this] { changeSpeed(m.run, true); });
    connect(actions.hold, &QAction::triggered, this, &RunTools::hold);
    connect(actions.step, &QAction::triggered, this, &RunTools::step);
    connect(actions.undoAct, &QAction::triggered, &m_acts, &RunActs::undo);
    connect(actions.clearFaults, &QAction::triggered, &m_acts, &RunActs::clearFaults);
    connect(actions.saveScenario, &QAction::triggered, this, &RunTools::saveScenario);
    connect(actions.editScenarios, &QAction::triggered, this, &RunTools::editScenarios);
    connect(actions.movingMessages, &QAction::toggled, &m.canvas, &CanvasView::setMessagesVisible);
}

void RunTools::onActs()
{
    updateActions();
    showFaults();
}

void RunTools::updateActions()
{
    const WindowActions& actions = m.actions;
    const QString undo = m_acts.undoText();
    actions.undoAct->setEnabled(!undo.isEmpty());
    actions.undoAct->setText(undo.isEmpty() ? tr("&Undo Last Fault") : tr("&Undo “%1”").arg(literal(undo)));
    actions.clearFaults->setEnabled(m_acts.hasFaults());
    const bool runs = whyNoFaults(m.run).isEmpty();
    const std::vector<SocketRef> sockets = stepped();
    const auto choices = socketChoices(sockets, m.document.topology(), m.run.conditions());
    for (QAction* action : {actions.hold, actions.step}) {
        const std::size_t place = action == actions.hold ? 0 : 1;
        const bool can = runs && choices.size() > place && choices[place].why.isEmpty();
        action->setEnabled(can);
        QString tip = !runs             ? whyNoFaults(m.run)
                      : choices.empty() ? tr("Click a port first: a socket is held, and stepped message by message")
                      : can             ? choices[place].title
                                        : choices[place].why;
        action->setStatusTip(tip);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, action->shortcut().toString(QKeySequence::NativeText)));
    }
    const bool held =
        !choices.empty() && !choices.front().acts.empty() && choices.front().acts.front().kind == ActKind::Open;
    actions.hold->setChecked(held);
    actions.saveScenario->setEnabled(!m_acts.recorded().empty());
}

// One row for as long as anything is disturbed: why the network does not do what was drawn.
void RunTools::showFaults()
{
    const QString faults = m_acts.faultsText();
    if (faults.isEmpty()) {
        m_shownFaults.clear();
        m.messages.clear(FaultsKey);
        return;
    }
    const QString undo = m_acts.undoText();
    const QString shown = faults + QLatin1Char('\n') + undo;
    if (shown == m_shownFaults)
        return;
    m_shownFaults = shown;
    std::vector<MessageAction> actions;
    if (!undo.isEmpty())
        actions.push_back({tr("Undo “%1”").arg(literal(shortened(undo))), [this] { m_acts.undo(); }});
    actions.push_back({tr("Clear All Faults"), [this] { m_acts.clearFaults(); }});
    m.messages.show(FaultsKey, MessageKind::Warning, faults, std::move(actions));
}

void RunTools::fillFaults(QMenu& menu)
{
    menu.clear();
    const std::vector<FaultChoice> choices =
        faultChoices(m.document.selection(), m.document.topology(), m.run.conditions());
    if (choices.empty()) {
        const QString why = whyNoFaults(m.run);
        menu.addAction(why.isEmpty() ? tr("Select nodes or wires first") : why)->setEnabled(false);
    }
    addFaults(menu, choices, faultTools(m));
    menu.addSeparator();
    menu.addActions({m.actions.undoAct, m.actions.clearFaults});
}

std::vector<PaletteEntry> RunTools::entries()
{
    std::vector<PaletteEntry> found;
    if (!whyNoFaults(m.run).isEmpty())
        return found;
    for (const FaultChoice& choice : faultChoices(m.document.selection(), m.document.topology(), m.run.conditions())) {
        if (!choice.why.isEmpty())
            continue;
        found.push_back({choice.title,
                         tr("Faults"),
                         Theme::instance().icon(QStringLiteral("fault")),
                         [choice, tools = faultTools(m)] { doFault(choice, tools); },
                         {}});
    }
    for (const Scenario& scenario : m.document.topology().scenarios)
        found.push_back({tr("Play “%1”").arg(toQString(scenario.name)),
                         tr("Scenarios"),
                         Theme::instance().icon(QStringLiteral("run")),
                         [this, scenario] { play(scenario); },
                         {}});
    return found;
}

std::vector<SocketRef> RunTools::stepped() const
{
    return steppedSockets(m.document.selection(), m.canvas.chosenSocket(), m.document.topology(), m.run.conditions());
}

void RunTools::hold()
{
    const auto choices = socketChoices(stepped(), m.document.topology(), m.run.conditions());
    if (!choices.empty())
        m.run.perform(choices.front().acts);
    updateActions();
}

void RunTools::step()
{
    const auto choices = socketChoices(stepped(), m.document.topology(), m.run.conditions());
    if (!choices.empty())
        m.run.perform(choices.back().acts);
}

void RunTools::fillScenarios(QMenu& menu)
{
    menu.clear();
    menu.setToolTipsVisible(true);
    for (const Scenario& scenario : m.document.topology().scenarios) {
        QAction* action = menu.addAction(Theme::instance().icon(QStringLiteral("run")),
                                         literal(tr("Play “%1”").arg(toQString(scenario.name))));
        action->setToolTip(scenarioText(scenario.acts));
        connect(action, &QAction::triggered, this, [this, scenario] { play(scenario); });
    }
    if (m_player.isPlaying())
        connect(menu.addAction(Theme::instance().icon(QStringLiteral("stop")),
                               literal(tr("Stop Playing “%1”").arg(m_player.name()))),
                &QAction::triggered, &m_player, &ScenarioPlayer::stop);
    if (!menu.isEmpty())
        menu.addSeparator();
    menu.addActions({m.actions.saveScenario, m.actions.editScenarios});
}

void RunTools::play(const Scenario& scenario)
{
    m.messages.clear(ScenarioKey);
    m_player.play(scenario);
    if (m.run.state() == RunState::Stopped)
        m.start();
    if (m.run.state() == RunState::Stopped)
        m_player.stop(); // it was not started after all: the reason is told already
}

void RunTools::saveScenario()
{
    const std::string name = freshScenarioName(m.document.topology());
    const Scenario recorded{name, m_acts.recorded(), {}};
    const auto edited = ScenarioDialog::ask(m.document.topology(), recorded, &m.window);
    if (edited)
        setScenarios(m.document.editor(), *edited);
}

void RunTools::editScenarios()
{
    const auto edited = ScenarioDialog::ask(m.document.topology(), std::nullopt, &m.window);
    if (edited)
        setScenarios(m.document.editor(), *edited);
}

void RunTools::onScenarioFailed(const QString& message) { m.messages.show(ScenarioKey, MessageKind::Error, message); }

} // namespace zeroloom
