// The speed of the run in the tool bar: shows it and lets it be chosen. GUI thread only.
#pragma once

#include <QToolButton>

#include "ui/document/run_controller.h"
#include "ui/window/window_actions.h"

namespace zeroloom {

class SpeedControl final : public QToolButton {
    Q_OBJECT
public:
    SpeedControl(RunController& run, const WindowActions& actions, QWidget* parent);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fill();
    void showSpeed();

    RunController& m_run;
    const WindowActions& m_actions;
};

} // namespace zeroloom
