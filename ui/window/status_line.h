// The line at the foot of the window: what the hosts do, what flows, whether the file is saved. Its three parts keep
// their places while figures change. GUI thread only.
#pragma once

#include <QWidget>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"

namespace zeroloom {

class StatusLine final : public QWidget {
    Q_OBJECT
public:
    StatusLine(Document& document, RunController& run, QWidget* parent = nullptr);

    // "host local · pid 41822 · running 00:02:14"
    const QString& hostText() const { return m_host; }
    // "767 messages/s in, 1,000 out · 0 lost"
    const QString& flowText() const { return m_flow; }
    // "saved · task-pipeline.zeroloom"
    const QString& fileText() const { return m_file; }

    QSize sizeHint() const override { return {600, 24}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refreshRun();
    void refreshFile();
    void announce();

    Document& m_document;
    RunController& m_run;
    QString m_host, m_flow, m_file;
};

} // namespace zeroloom
