// What is done to a run from the menu bar, the keys, the command palette and the message bar: faults, pace, holding and
// stepping, scenarios. GUI thread only.
#pragma once

#include <vector>

#include <QObject>

#include "ui/document/run_acts.h"
#include "ui/document/scenario_player.h"
#include "ui/window/command_palette.h"
#include "ui/window/message_bar.h"
#include "ui/window/window_actions.h"

class QMenu;

namespace zeroloom {

class CanvasView;

// All outlive the tools.
struct RunToolParts {
    Document& document;
    RunController& run;
    CanvasView& canvas;
    MessageBar& messages;
    const WindowActions& actions;
    QWidget& window;
    std::function<void()> start; // runs the topology, asking first where it must
};

class RunTools final : public QObject {
    Q_OBJECT
public:
    explicit RunTools(RunToolParts parts);

    // What can be done to what is selected now.
    void fillFaults(QMenu& menu);
    void fillScenarios(QMenu& menu);
    std::vector<PaletteEntry> entries();

private:
    void connectActions();
    void onActs();
    void updateActions();
    void showFaults();
    std::vector<SocketRef> stepped() const;
    void hold();
    void step();
    void play(const Scenario& scenario);
    void saveScenario();
    void editScenarios();
    void onScenarioFailed(const QString& message);

    RunToolParts m;
    RunActs m_acts;
    ScenarioPlayer m_player;
    QString m_shownFaults;
};

} // namespace zeroloom
