// The table of hearts. Its rows stand still while the pointer is over them and while the person moves in it by keys; a
// selection is of hearts and not of places. GUI thread only.
#pragma once

#include <vector>

#include <QElapsedTimer>
#include <QTableView>

#include "ui/liveness/heart_table_model.h"

namespace zeroloom {

class HeartTableView final : public QTableView {
    Q_OBJECT
public:
    static constexpr int RowHeight = 22; // px, the timeline's as well

    // `book` outlives the table.
    explicit HeartTableView(const HeartBook& book, QWidget* parent = nullptr);

    HeartTableModel& rows() const { return *m_model; }
    // The book shows something else.
    void refresh();
    // Selected hearts in the order of the table, at most `most`; the current one first.
    std::vector<HeartKey> chosen(std::size_t most) const;
    std::size_t chosenCount() const;
    // Selects the heart and brings it into view, if it is listed.
    void choose(HeartKey heart);
    // What stands where rows would, when there are none.
    void setPlaceholder(const QString& text);
    bool isHeld() const { return m_model->isHeld(); }

Q_SIGNALS:
    void chosenChanged();
    void orderChanged(); // other rows, or the same at other places

protected:
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fitColumns();
    void showColumnMenu(const QPoint& at);
    void rememberColumns() const;

    const HeartBook& m_book;
    HeartTableModel* m_model;
    QElapsedTimer m_sinceOrder, m_sinceKey;
    QString m_placeholder;
    bool m_pointerInside = false;
    bool m_severalMonitors = false;
};

} // namespace zeroloom
