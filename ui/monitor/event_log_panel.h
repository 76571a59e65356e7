// The event log: connection events, node starts and ends, program output. Bounded; stands still under the pointer;
// says how many lines it left out. Costs nothing while hidden. GUI thread only.
#pragma once

#include <QWidget>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace zeroloom {

class EventFilterModel;
class EventLogModel;

class EventLogPanel final : public QWidget {
    Q_OBJECT
public:
    EventLogPanel(Document& document, RunController& run, QWidget* parent = nullptr);

    // What the log shows now, all columns, as comma-separated values or as JSON lines.
    QString toCsv() const;
    QString toJsonLines() const;
    // Whether new events wait because the pointer rests on the list or it was scrolled up.
    bool isFrozen() const;

Q_SIGNALS:
    void totalChanged(quint64 events); // of this run, whether shown, waiting or left out

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fetch();
    void updateStatus();
    void fitColumns();
    void save();
    void copySelected();

    Document& m_document;
    RunController& m_run;
    EventLogModel* m_model;
    EventFilterModel* m_filter;
    QTreeView* m_view;
    QLineEdit* m_search;
    QComboBox* m_severity;
    QPushButton* m_onlySelection;
    QPushButton* m_resume;
    QLabel* m_status;
    bool m_pointerInside = false;
    bool m_fitsColumns = false;
    bool m_widthsByHand = false; // then they stay
};

} // namespace zeroloom
