// Rows of "label   figure   how well it is known": figures right-aligned in digits of one width. GUI thread only.
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace zeroloom {

struct FigureRow {
    QString label;
    QString figure;
    QString note; // "exact", "estimated", "unknown", "ledger closes"
    QString tip;
};

class FigureGrid final : public QWidget {
    Q_OBJECT
public:
    explicit FigureGrid(QWidget* parent = nullptr);

    // Labels are reused, so that a tick only changes texts that differ.
    void setRows(const std::vector<FigureRow>& rows);

private:
    struct Labels {
        QLabel* label;
        QLabel* figure;
        QLabel* note;
    };
    QGridLayout* m_grid;
    std::vector<Labels> m_rows;
};

} // namespace zeroloom
