// What can be done to what is selected while it runs: the one source of the context menus, of Run > Faults and of the
// command palette. Pure functions of the topology and of what was done to the run so far.
#pragma once

#include <vector>

#include <QString>

#include "core/model/editor.h"
#include "core/plan/conditions.h"

namespace zeroloom {

struct FaultChoice {
    enum class Doing {
        Perform,    // the acts as they are
        AskTime,    // the acts with a time that the person says
        AskShare,   // the same with a share of the messages
        OwnProcess, // an edit: the nodes get hosts of their own
    };
    QString text;          // "Kill", "10 ms", "Other…"
    QString submenu;       // "Slow Down": the menu below in which it stands; empty: none
    QString title;         // what it does, for who sees it alone: "Slow Down Worker 1 by 10 ms"
    std::vector<Act> acts; // to those that it can be done to
    QString why;           // why it cannot be done; empty: it can
    bool checkable = false, checked = false;
    bool newGroup = false; // a line above it
    Doing doing = Doing::Perform;
};

// Of the nodes, or where none is selected of the wires.
std::vector<FaultChoice> faultChoices(const Selection& selection, const Topology& topology,
                                      const RunConditions& conditions);
// Hold, step, open.
std::vector<FaultChoice> socketChoices(const std::vector<SocketRef>& sockets, const Topology& topology,
                                       const RunConditions& conditions);

// The sockets that a hold or a step is of: the chosen one; else those of the selected nodes that are held, or the first
// of a single node that sends; else the sending end of the selected wire; and with nothing selected all that are held.
std::vector<SocketRef> steppedSockets(const Selection& selection, const SocketRef& chosen, const Topology& topology,
                                      const RunConditions& conditions);

// A host for each of these nodes that shares its own, as one step of undo.
Status giveOwnProcesses(Editor& editor, const std::vector<NodeId>& nodes);

} // namespace zeroloom
