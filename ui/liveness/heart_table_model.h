// The rows of the table of hearts: those that the filter takes, in an order that stays until it may change. One model
// and not a proxy over another: when thousands of hearts change their state at once, a proxy would take each in or out
// with signals of its own, and the window would stand still. GUI thread only.
#pragma once

#include <unordered_map>
#include <vector>

#include <QAbstractTableModel>

#include "ui/liveness/heart_order.h"

namespace zeroloom {

class HeartTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    // `book` outlives the model.
    explicit HeartTableModel(const HeartBook& book, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    // By a person: at once. -1: the order of coming.
    void sort(int column, Qt::SortOrder order) override;

    void setFilter(const HeartFilter& filter); // by a person: at once
    const HeartFilter& filter() const { return m_filter; }
    // Somebody points at a row: no row moves or goes, new ones come at the end.
    void setHeld(bool held);
    bool isHeld() const { return m_held; }

    // The book shows something else. `reorders`: rows may take other places, unless they are held.
    void update(bool reorders);

    HeartKey key(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    const std::vector<HeartKey>& rows() const { return m_rows; }
    const Heart* heart(int row) const { return m_book.heart(key(row)); }
    int rowOf(HeartKey key) const; // -1: not listed

private:
    void arrange(std::vector<HeartKey> wanted);
    void moveTo(std::vector<HeartKey> order);
    bool takeNew();
    void noteNewest();
    void tellChanges();
    bool anyIsGone() const;

    const HeartBook& m_book;
    HeartFilter m_filter;
    HeartSort m_sort;
    std::vector<HeartKey> m_rows;
    std::vector<std::uint32_t> m_next; // for each monitor: the number that is not considered yet
    bool m_held = false;
};

} // namespace zeroloom
