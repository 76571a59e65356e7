// Asks where to watch hearts: ping and pong endpoints, who binds, and the rule by which they are judged. Remembers what
// was given last. GUI thread only.
#pragma once

#include <optional>

#include <QDialog>

#include "core/model/monitor_nodes.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace zeroloom {

class HeartRuleFields;

class HeartbeatsDialog final : public QDialog {
    Q_OBJECT
public:
    struct Answer {
        HeartbeatEndpoints endpoints;
        HeartRule rule;
    };
    explicit HeartbeatsDialog(QWidget* parent);

    // What is typed; nullopt while it cannot be used.
    std::optional<Answer> answer() const;
    // nullopt: the person thought better of it.
    static std::optional<Answer> ask(QWidget* parent);

private:
    void judge();
    QString problem() const;
    QString plan() const;
    WireEnd bind() const;
    void remember() const;

    QLineEdit *m_ping, *m_pong;
    QComboBox* m_bind;
    HeartRuleFields* m_rule;
    QLabel *m_plan, *m_problem;
    QPushButton* m_watch;
};

} // namespace zeroloom
