// Edits the scenarios of a topology as text, one act a line. GUI thread only; blocks until answered.
#pragma once

#include <optional>
#include <vector>

#include <QDialog>

#include "core/model/topology.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace zeroloom {

class ScenarioDialog final : public QDialog {
    Q_OBJECT
public:
    // `added`: one more, shown first, as it was recorded.
    ScenarioDialog(const Topology& topology, const std::optional<Scenario>& added, QWidget* parent);

    // The scenarios as they are to be; nullopt: nothing is to change.
    static std::optional<std::vector<Scenario>> ask(const Topology& topology, const std::optional<Scenario>& added,
                                                    QWidget* parent);

private:
    struct Draft {
        Scenario scenario;
        QString text;
        bool touched = false; // by typing: what was not may name what is not there any more
    };

    QWidget* makeListColumn();
    QWidget* makeTextColumn();
    void showDraft(int row);
    void takeFields();
    void addDraft();
    void removeDraft();
    void judge();
    std::vector<Scenario> scenarios() const;

    const Topology& m_topology;
    std::vector<Draft> m_drafts;
    QListWidget* m_list;
    QLineEdit* m_name;
    QPlainTextEdit* m_text;
    QLabel* m_hint;
    QPushButton *m_remove, *m_ok;
    bool m_showing = false;
};

} // namespace zeroloom
