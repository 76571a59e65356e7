// The log of changes of hearts' states. Stands still under the pointer, says how many wait and how many it left out,
// can be saved whole. Costs nothing while hidden. GUI thread only.
#pragma once

#include <QWidget>

#include "ui/liveness/liveness_source.h"

class QLabel;
class QToolButton;
class QTreeView;

namespace zeroloom {

class ChangeLogModel;

class ChangeLog final : public QWidget {
    Q_OBJECT
public:
    // `source` outlives the log.
    explicit ChangeLog(const LivenessSource& source, QWidget* parent = nullptr);

    void fetch();                            // what came since the last call, if it may move
    void setWords(const QStringList& words); // from the first change on
    void clear();                            // another run counts its changes anew
    bool isFrozen() const;
    const ChangeLogModel& model() const { return *m_model; }

Q_SIGNALS:
    void heartChosen(const zeroloom::NodeId& monitor, quint32 heart); // its number

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void updateStatus();
    void fitColumns();
    void save();

    const LivenessSource& m_source;
    ChangeLogModel* m_model;
    QTreeView* m_view;
    QToolButton* m_resume;
    QLabel* m_status;
    bool m_pointerInside = false;
};

} // namespace zeroloom
