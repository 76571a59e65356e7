// Rows of "label   figure   how well it is known": figures right-aligned in digits of one width. Never wider than the
// room it is given: words give way, labels and notes first. GUI thread only.
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

namespace zeroloom {

class ElidedLabel;

struct FigureRow {
    QString label;
    QString figure;
    QString note; // "exact", "estimated", "unknown", "ledger closes"
    QString tip;
};

class FigureGrid final : public QWidget {
    Q_OBJECT
public:
    explicit FigureGrid(QWidget* parent = nullptr) : QWidget(parent) {}

    // Labels are reused, so that a tick only changes texts that differ.
    void setRows(const std::vector<FigureRow>& rows);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Labels {
        ElidedLabel* label;
        ElidedLabel* figure;
        ElidedLabel* note;
    };
    Labels makeRow();
    void place();
    int rowHeight() const;

    std::vector<Labels> m_rows;
    std::size_t m_used = 0; // of m_rows
};

} // namespace zeroloom
