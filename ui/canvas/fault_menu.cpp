#include "ui/canvas/fault_menu.h"

#include <map>

#include "ui/canvas/fault_value_dialog.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

void performWith(std::vector<Act> acts, const FaultTools& tools, const std::function<void(Act&)>& change)
{
    for (Act& act : acts)
        change(act);
    tools.run.perform(acts);
}

} // namespace

QString whyNoFaults(const RunController& run)
{
    switch (run.state()) {
    case RunState::Stopped:
        return QObject::tr("Only a running network can be disturbed: run it first");
    case RunState::Stopping:
        return QObject::tr("The network is stopping");
    default:
        return {};
    }
}

void doFault(const FaultChoice& choice, const FaultTools& tools)
{
    if (choice.acts.empty())
        return;
    const Act& first = choice.acts.front();
    switch (choice.doing) {
    case FaultChoice::Doing::Perform:
        tools.run.perform(choice.acts);
        break;
    case FaultChoice::Doing::AskTime:
        if (const auto time = FaultValueDialog::askTime(choice.title, first.time, &tools.window))
            performWith(choice.acts, tools, [&](Act& act) { act.time = *time; });
        break;
    case FaultChoice::Doing::AskShare:
        if (const auto share = FaultValueDialog::askShare(choice.title, first.fraction, &tools.window))
            performWith(choice.acts, tools, [&](Act& act) { act.fraction = *share; });
        break;
    case FaultChoice::Doing::OwnProcess: {
        std::vector<NodeId> nodes;
        for (const Act& act : choice.acts)
            nodes.push_back(act.node);
        if (const Status done = giveOwnProcesses(tools.document.editor(), nodes); !done)
            tools.say(toQString(done.error().text()));
        break;
    }
    }
}

void addFaults(QMenu& menu, const std::vector<FaultChoice>& choices, const FaultTools& tools)
{
    menu.setToolTipsVisible(true);
    const QString why = whyNoFaults(tools.run);
    std::map<QString, QMenu*> below;
    for (const FaultChoice& choice : choices) {
        QMenu* place = &menu;
        if (!choice.submenu.isEmpty()) {
            QMenu*& sub = below[choice.submenu];
            if (sub == nullptr) {
                sub = menu.addMenu(choice.submenu);
                sub->setToolTipsVisible(true);
                // The whole of it where none of it can be done, so that its reason is seen from outside.
                const QString reason = why.isEmpty() ? choice.why : why;
                sub->menuAction()->setEnabled(reason.isEmpty());
                sub->menuAction()->setToolTip(reason.isEmpty() ? choice.submenu : reason);
            }
            place = sub;
        }
        if (choice.newGroup)
            place->addSeparator();
        QAction* action = place->addAction(choice.text);
        const QString reason = why.isEmpty() ? choice.why : why;
        action->setEnabled(reason.isEmpty());
        action->setToolTip(reason.isEmpty() ? choice.title : reason);
        action->setStatusTip(action->toolTip());
        action->setCheckable(choice.checkable);
        action->setChecked(choice.checked);
        QObject::connect(action, &QAction::triggered, &tools.window, [choice, tools] { doFault(choice, tools); });
    }
}

} // namespace zeroloom
