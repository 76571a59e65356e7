// Nodes that come and whose names are taken: what is here, what comes, and what a person decides about each, or about
// all at once. GUI thread only.
#pragma once

#include <vector>

#include <QWidget>

#include "core/model/merge.h"

class QComboBox;
class QLabel;
class QTreeWidget;

namespace zeroloom {

class ClashTable final : public QWidget {
    Q_OBJECT
public:
    explicit ClashTable(QWidget* parent = nullptr);

    // Nodes that are the same here and there are skipped to begin with, all others renamed: nothing is lost.
    void setClashes(const Topology& coming, const Topology& here);
    std::size_t count() const { return m_clashes.size(); }
    ClashChoices choices() const;
    // The names that renamed nodes get, beside their rows.
    void showNames(const std::map<NodeId, NodeId>& renamed);

Q_SIGNALS:
    void changed();

private:
    QComboBox* box(std::size_t row) const; // nullptr where a row has none
    void chooseForAll(int index);

    QLabel* m_words;
    QComboBox* m_forAll;
    QTreeWidget* m_table;
    std::vector<NodeClash> m_clashes;
    ClashChoices m_choices;
};

} // namespace zeroloom
