// The rule by which monitors judge hearts: shown on a button, changed in a panel that it opens, also while it runs. The
// values are parameters of the monitors' nodes, so that every change can be undone and is saved. GUI thread only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QToolButton>

#include "core/liveness/heart.h"
#include "ui/document/document.h"

class QLabel;

namespace zeroloom {

class ValueField;

class RuleEditor final : public QToolButton {
    Q_OBJECT
public:
    explicit RuleEditor(Document& document, QWidget* parent = nullptr);

    // Those whose rule is changed, and the rule that is in force at the first. None: nothing to edit.
    void show(const std::vector<NodeId>& monitors, const std::optional<HeartRule>& rule);
    QWidget* panel() const { return m_panel; } // as it is open; nullptr before

private:
    void open();
    void buildPanel(const std::string& role);
    void refresh();
    void commit(const std::string& parameter, const std::optional<Value>& value);

    Document& m_document;
    std::vector<NodeId> m_monitors;
    QWidget* m_panel = nullptr;
    QLabel* m_bound = nullptr;
    QLabel* m_problem = nullptr;
    std::map<std::string, ValueField*> m_fields;
    std::string m_role;
    std::optional<HeartRule> m_rule;
};

QString ruleText(const HeartRule& rule);      // "every 1 s, 3 misses"
QString detectionText(const HeartRule& rule); // "a dead heart is called lost within 4 s"

} // namespace zeroloom
