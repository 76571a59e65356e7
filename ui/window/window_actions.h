// Every command of the window, once: menus, tool bar, command palette and the list of shortcuts are made from these.
#pragma once

#include <vector>

#include <QAction>

namespace zeroloom {

// Owned by the window that they were made for.
struct WindowActions {
    QAction *newTopology, *newWindow, *open, *save, *saveAs, *exportAs, *importFile, *closeWindow, *quit;
    QAction *undo, *redo, *cut, *copy, *paste, *duplicate, *remove, *selectAll, *rename, *find, *commands;
    QAction *zoomIn, *zoomOut, *zoomWhole, *zoomFit, *zoomSelection, *minimap, *grid, *movingMessages;
    QAction *showPalette, *showInspector, *showPlots, *showMessages, *showSequence, *light, *dark;
    QAction *addNote, *arrange, *alignLeft, *alignCentre, *alignRight, *alignTop, *alignMiddle, *alignBottom;
    QAction *distributeAcross, *distributeDown, *check;
    QAction *watchHeartbeats, *watchKernels, *watchHub;
    QAction *run, *stop, *pause, *restartLost;
    QAction *slower, *faster, *hold, *step, *undoAct, *clearFaults, *saveScenario, *editScenarios;
    QAction *gallery, *lesson, *help, *shortcuts, *about;
};

// With texts, icons and shortcuts, and nothing connected.
WindowActions makeActions(QWidget* window);

// All of them, in the order of the menus.
std::vector<QAction*> listed(const WindowActions& actions);

} // namespace zeroloom
