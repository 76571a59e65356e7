// The tool bar: run and stop, pause, the acts that are wanted all the time, and the search field. GUI thread only.
#pragma once

#include <QToolBar>

#include "ui/document/run_controller.h"
#include "ui/window/window_actions.h"

class QToolButton;

namespace zeroloom {

class FindField;

class ToolBar final : public QToolBar {
    Q_OBJECT
public:
    ToolBar(const WindowActions& actions, RunController& run, QWidget* parent);

    FindField* findField() const { return m_find; }

private:
    QToolButton* addButton(QAction* action, bool bordered);
    void showState();

    const WindowActions& m_actions;
    RunController& m_run;
    QToolButton* m_runButton;
    FindField* m_find;
};

} // namespace zeroloom
