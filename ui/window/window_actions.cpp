#include "ui/window/window_actions.h"

#include <array>

#include <QActionGroup>
#include <QCoreApplication>
#include <QWidget>

#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

struct Spec {
    QAction* WindowActions::*action;
    const char* text;
    const char* icon;
    const char* keys; // alternatives separated by "; "
    const char* tip;
};

constexpr const char* Context = "WindowActions";

// clang-format off
const Spec Specs[] = {
    {&WindowActions::newTopology, QT_TRANSLATE_NOOP("WindowActions", "&New"), "new", "Ctrl+N", QT_TRANSLATE_NOOP("WindowActions", "Start a new topology")},
    {&WindowActions::newWindow, QT_TRANSLATE_NOOP("WindowActions", "New &Window"), "window", "Ctrl+Shift+N", ""},
    {&WindowActions::open, QT_TRANSLATE_NOOP("WindowActions", "&Open…"), "open", "Ctrl+O", QT_TRANSLATE_NOOP("WindowActions", "Open a topology file")},
    {&WindowActions::save, QT_TRANSLATE_NOOP("WindowActions", "&Save"), "save", "Ctrl+S", ""},
    {&WindowActions::saveAs, QT_TRANSLATE_NOOP("WindowActions", "Save &As…"), "", "Ctrl+Shift+S", ""},
    {&WindowActions::exportAs, QT_TRANSLATE_NOOP("WindowActions", "&Export…"), "export", "Ctrl+E", QT_TRANSLATE_NOOP("WindowActions", "Make pictures, code, configuration or deployments of this topology")},
    {&WindowActions::importFile, QT_TRANSLATE_NOOP("WindowActions", "&Import…"), "import", "Ctrl+I", QT_TRANSLATE_NOOP("WindowActions", "Take in a topology that another program wrote, or merge one into this")},
    {&WindowActions::closeWindow, QT_TRANSLATE_NOOP("WindowActions", "&Close Window"), "close", "Ctrl+W", ""},
    {&WindowActions::quit, QT_TRANSLATE_NOOP("WindowActions", "&Quit"), "", "Ctrl+Q", ""},
    {&WindowActions::undo, QT_TRANSLATE_NOOP("WindowActions", "&Undo"), "undo", "Ctrl+Z", ""},
    {&WindowActions::redo, QT_TRANSLATE_NOOP("WindowActions", "&Redo"), "redo", "Ctrl+Shift+Z; Ctrl+Y", ""},
    {&WindowActions::cut, QT_TRANSLATE_NOOP("WindowActions", "Cu&t"), "cut", "Ctrl+X", ""},
    {&WindowActions::copy, QT_TRANSLATE_NOOP("WindowActions", "&Copy"), "copy", "Ctrl+C", ""},
    {&WindowActions::paste, QT_TRANSLATE_NOOP("WindowActions", "&Paste"), "paste", "Ctrl+V", ""},
    {&WindowActions::duplicate, QT_TRANSLATE_NOOP("WindowActions", "Dup&licate"), "duplicate", "Ctrl+D", ""},
    {&WindowActions::remove, QT_TRANSLATE_NOOP("WindowActions", "&Delete"), "delete", "Del; Backspace", ""},
    {&WindowActions::selectAll, QT_TRANSLATE_NOOP("WindowActions", "Select &All"), "select-all", "Ctrl+A", ""},
    {&WindowActions::rename, QT_TRANSLATE_NOOP("WindowActions", "Re&name"), "edit", "F2", QT_TRANSLATE_NOOP("WindowActions", "Change the label of the selected node")},
    {&WindowActions::find, QT_TRANSLATE_NOOP("WindowActions", "&Find…"), "search", "Ctrl+K; Ctrl+F", QT_TRANSLATE_NOOP("WindowActions", "Find a node, a socket or an endpoint")},
    {&WindowActions::commands, QT_TRANSLATE_NOOP("WindowActions", "Co&mmands…"), "list", "Ctrl+Shift+P", QT_TRANSLATE_NOOP("WindowActions", "Every command, by typing a part of its name")},
    {&WindowActions::zoomIn, QT_TRANSLATE_NOOP("WindowActions", "Zoom &In"), "zoom-in", "Ctrl++; Ctrl+=", ""},
    {&WindowActions::zoomOut, QT_TRANSLATE_NOOP("WindowActions", "Zoom &Out"), "zoom-out", "Ctrl+-", ""},
    {&WindowActions::zoomWhole, QT_TRANSLATE_NOOP("WindowActions", "&Actual Size"), "", "Ctrl+0", ""},
    {&WindowActions::zoomFit, QT_TRANSLATE_NOOP("WindowActions", "&Fit"), "fit", "Ctrl+9", QT_TRANSLATE_NOOP("WindowActions", "Show the whole topology")},
    {&WindowActions::zoomSelection, QT_TRANSLATE_NOOP("WindowActions", "Fit &Selection"), "", "Ctrl+8", ""},
    {&WindowActions::minimap, QT_TRANSLATE_NOOP("WindowActions", "&Minimap"), "minimap", "Ctrl+M", ""},
    {&WindowActions::grid, QT_TRANSLATE_NOOP("WindowActions", "&Grid"), "grid", "Ctrl+'", ""},
    {&WindowActions::movingMessages, QT_TRANSLATE_NOOP("WindowActions", "M&oving Messages"), "", "Ctrl+Shift+M", QT_TRANSLATE_NOOP("WindowActions", "Each message as a dot on its wire, where at most 20 a second pass")},
    {&WindowActions::showPalette, QT_TRANSLATE_NOOP("WindowActions", "&Palette"), "", "Ctrl+Alt+1", ""},
    {&WindowActions::showInspector, QT_TRANSLATE_NOOP("WindowActions", "Inspector and P&roblems"), "", "Ctrl+Alt+2", ""},
    {&WindowActions::showPlots, QT_TRANSLATE_NOOP("WindowActions", "P&lots and Events"), "plot", "Ctrl+Alt+3", ""},
    {&WindowActions::showMessages, QT_TRANSLATE_NOOP("WindowActions", "M&essages"), "list", "Ctrl+Alt+4", QT_TRANSLATE_NOOP("WindowActions", "Read the messages of what is selected, frame by frame")},
    {&WindowActions::showSequence, QT_TRANSLATE_NOOP("WindowActions", "Se&quence"), "sequence", "Ctrl+Alt+5", QT_TRANSLATE_NOOP("WindowActions", "See the messages between the selected nodes as arrows, one after the other")},
    {&WindowActions::light, QT_TRANSLATE_NOOP("WindowActions", "&Light Theme"), "sun", "", ""},
    {&WindowActions::dark, QT_TRANSLATE_NOOP("WindowActions", "&Dark Theme"), "moon", "", ""},
    {&WindowActions::addNote, QT_TRANSLATE_NOOP("WindowActions", "Add &Note"), "note", "Ctrl+T", ""},
    {&WindowActions::arrange, QT_TRANSLATE_NOOP("WindowActions", "&Arrange"), "arrange", "Ctrl+L", QT_TRANSLATE_NOOP("WindowActions", "Lay the nodes out along their wires: the selected ones where several are selected, all otherwise")},
    {&WindowActions::alignLeft, QT_TRANSLATE_NOOP("WindowActions", "Align &Left"), "align-left", "", ""},
    {&WindowActions::alignCentre, QT_TRANSLATE_NOOP("WindowActions", "Align &Centres"), "align-centre", "", ""},
    {&WindowActions::alignRight, QT_TRANSLATE_NOOP("WindowActions", "Align &Right"), "align-right", "", ""},
    {&WindowActions::alignTop, QT_TRANSLATE_NOOP("WindowActions", "Align &Top"), "align-top", "", ""},
    {&WindowActions::alignMiddle, QT_TRANSLATE_NOOP("WindowActions", "Align &Middles"), "align-middle", "", ""},
    {&WindowActions::alignBottom, QT_TRANSLATE_NOOP("WindowActions", "Align &Bottom"), "align-bottom", "", ""},
    {&WindowActions::distributeAcross, QT_TRANSLATE_NOOP("WindowActions", "Distribute &Horizontally"), "distribute-horizontally", "", ""},
    {&WindowActions::distributeDown, QT_TRANSLATE_NOOP("WindowActions", "Distribute &Vertically"), "distribute-vertically", "", ""},
    {&WindowActions::check, QT_TRANSLATE_NOOP("WindowActions", "Chec&k"), "check", "F7", QT_TRANSLATE_NOOP("WindowActions", "Look for problems now and show them")},
    {&WindowActions::watchHeartbeats, QT_TRANSLATE_NOOP("WindowActions", "&Heartbeats…"), "heart", "Ctrl+Shift+H", QT_TRANSLATE_NOOP("WindowActions", "Watch programs that echo beats: pyzmq's hearts, and others like them")},
    {&WindowActions::watchKernels, QT_TRANSLATE_NOOP("WindowActions", "&Jupyter Kernels…"), "", "", QT_TRANSLATE_NOOP("WindowActions", "Ping the heartbeat ports of Jupyter kernels, as they come and go")},
    {&WindowActions::watchHub, QT_TRANSLATE_NOOP("WindowActions", "&ipyparallel…"), "", "", QT_TRANSLATE_NOOP("WindowActions", "Hear the beats of an ipyparallel hub without disturbing it")},
    {&WindowActions::run, QT_TRANSLATE_NOOP("WindowActions", "&Run"), "run", "F5", QT_TRANSLATE_NOOP("WindowActions", "Run the topology on real sockets")},
    {&WindowActions::stop, QT_TRANSLATE_NOOP("WindowActions", "&Stop"), "stop", "Shift+F5", QT_TRANSLATE_NOOP("WindowActions", "Sources stop, queues drain, then the hosts end; once more: at once")},
    {&WindowActions::pause, QT_TRANSLATE_NOOP("WindowActions", "&Pause"), "pause", "F6", QT_TRANSLATE_NOOP("WindowActions", "Sources hold; everything else goes on")},
    {&WindowActions::restartLost, QT_TRANSLATE_NOOP("WindowActions", "Start &Lost Hosts Again"), "restart", "Ctrl+F5", ""},
    {&WindowActions::slower, QT_TRANSLATE_NOOP("WindowActions", "Slo&wer"), "", "Ctrl+,", QT_TRANSLATE_NOOP("WindowActions", "The clocks of all roles run slower: rates, work and timers")},
    {&WindowActions::faster, QT_TRANSLATE_NOOP("WindowActions", "&Faster"), "", "Ctrl+.", QT_TRANSLATE_NOOP("WindowActions", "The clocks of all roles run faster, up to what is drawn")},
    {&WindowActions::hold, QT_TRANSLATE_NOOP("WindowActions", "&Hold Socket"), "hold", "Shift+F8", QT_TRANSLATE_NOOP("WindowActions", "Let no message through the chosen socket")},
    {&WindowActions::step, QT_TRANSLATE_NOOP("WindowActions", "S&tep One Message"), "step", "F8", QT_TRANSLATE_NOOP("WindowActions", "Let exactly one message through the chosen socket, and hold it")},
    {&WindowActions::undoAct, QT_TRANSLATE_NOOP("WindowActions", "&Undo Last Fault"), "undo", "Ctrl+Alt+Z", QT_TRANSLATE_NOOP("WindowActions", "Take back what was done to the run last; Undo is for edits")},
    {&WindowActions::clearFaults, QT_TRANSLATE_NOOP("WindowActions", "&Clear All Faults"), "clear", "Ctrl+Alt+C", QT_TRANSLATE_NOOP("WindowActions", "Everything runs again as it is drawn")},
    {&WindowActions::saveScenario, QT_TRANSLATE_NOOP("WindowActions", "&Save What Was Done as a Scenario…"), "", "", QT_TRANSLATE_NOOP("WindowActions", "Keep the acts of this run, with their times, to play them again")},
    {&WindowActions::editScenarios, QT_TRANSLATE_NOOP("WindowActions", "&Edit Scenarios…"), "", "", QT_TRANSLATE_NOOP("WindowActions", "Write, change and remove scenarios as text, one act a line")},
    {&WindowActions::gallery, QT_TRANSLATE_NOOP("WindowActions", "&Gallery"), "gallery", "Ctrl+G", QT_TRANSLATE_NOOP("WindowActions", "Patterns to open and learn from, as pictures")},
    {&WindowActions::lesson, QT_TRANSLATE_NOOP("WindowActions", "&Lesson for This Pattern"), "pattern", "Ctrl+Shift+L", QT_TRANSLATE_NOOP("WindowActions", "Predict, try, and see it checked against the live figures")},
    {&WindowActions::help, QT_TRANSLATE_NOOP("WindowActions", "Zeroloom &Help"), "help", "F1", ""},
    {&WindowActions::shortcuts, QT_TRANSLATE_NOOP("WindowActions", "&Keyboard Shortcuts"), "keyboard", "Ctrl+/", ""},
    {&WindowActions::about, QT_TRANSLATE_NOOP("WindowActions", "&About Zeroloom"), "info", "", ""},
};
// clang-format on

} // namespace

WindowActions makeActions(QWidget* window)
{
    WindowActions actions{};
    for (const Spec& spec : Specs) {
        auto* action = new QAction(QCoreApplication::translate(Context, spec.text), window);
        if (*spec.icon != '\0') {
            action->setIcon(Theme::instance().icon(QLatin1String(spec.icon)));
        }
        if (*spec.keys != '\0') {
            action->setShortcuts(QKeySequence::listFromString(QLatin1String(spec.keys)));
        }
        if (*spec.tip != '\0') {
            action->setStatusTip(QCoreApplication::translate(Context, spec.tip));
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            action->setToolTip(keys.isEmpty() ? action->statusTip()
                                              : QStringLiteral("%1 (%2)").arg(action->statusTip(), keys));
        }
        actions.*spec.action = action;
        window->addAction(action);
    }
    for (QAction* toggle :
         {actions.minimap, actions.grid, actions.movingMessages, actions.showPalette, actions.showInspector,
          actions.showPlots, actions.pause, actions.hold, actions.light, actions.dark}) {
        toggle->setCheckable(true);
        // An icon would be drawn pressed in place of a check mark.
        toggle->setIconVisibleInMenu(false);
    }
    for (QAction* on : {actions.minimap, actions.grid, actions.movingMessages, actions.showPalette, actions.showInspector,
                        actions.showPlots}) {
        on->setChecked(true);
    }
    auto* themes = new QActionGroup(window);
    themes->addAction(actions.light);
    themes->addAction(actions.dark);
    actions.quit->setMenuRole(QAction::QuitRole);
    actions.about->setMenuRole(QAction::AboutRole);
    return actions;
}

std::vector<QAction*> listed(const WindowActions& actions)
{
    std::vector<QAction*> all;
    for (const Spec& spec : Specs) {
        all.push_back(actions.*spec.action);
    }
    return all;
}

} // namespace zeroloom
