// One line of the monitors' own condition: what they sent, how late they are themselves, within what time a death is
// told, and what they can't judge. Which monitor is shown is chosen here. GUI thread only.
#pragma once

#include <optional>

#include <QWidget>

#include "ui/liveness/heart_book.h"
#include "ui/liveness/rule_editor.h"

class QComboBox;

namespace zeroloom {

class ElidedLabel;

class MonitorLine final : public QWidget {
    Q_OBJECT
public:
    MonitorLine(Document& document, const HeartBook& book, QWidget* parent = nullptr);

    void refresh();
    // Place in the book of the one that is shown; none: all.
    std::optional<std::uint32_t> chosen() const;
    RuleEditor& rule() const { return *m_rule; }
    QString facts() const;
    QString trouble() const;

Q_SIGNALS:
    void chosenChanged();

private:
    void fillChoice();

    Document& m_document;
    const HeartBook& m_book;
    QComboBox* m_choice;
    ElidedLabel* m_facts;
    ElidedLabel* m_trouble;
    RuleEditor* m_rule;
};

} // namespace zeroloom
