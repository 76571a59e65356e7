// Paints the cells of a table of hearts that are more than text: a state with its mark, and the strip of the last
// beats. GUI thread only.
#pragma once

#include <QStyledItemDelegate>

namespace zeroloom {

class HeartCells final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int BeatPitch = 4; // px from beat to beat
    // The model's data of this role: a HeartState as int, and Heart::strip.
    static constexpr int StateRole = Qt::UserRole, StripRole = Qt::UserRole + 1;

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace zeroloom
