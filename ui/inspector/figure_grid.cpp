#include "ui/inspector/figure_grid.h"

#include <QGridLayout>
#include <QLabel>

#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

void setTextIfOther(QLabel* label, const QString& text)
{
    if (label->text() != text)
        label->setText(text);
}

} // namespace

FigureGrid::FigureGrid(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(Theme::Unit);
    m_grid->setVerticalSpacing(Theme::Unit / 4);
    m_grid->setColumnStretch(1, 1);
}

void FigureGrid::setRows(const std::vector<FigureRow>& rows)
{
    while (m_rows.size() < rows.size()) {
        const Labels labels{new QLabel(this), new QLabel(this), new QLabel(this)};
        labels.label->setForegroundRole(QPalette::PlaceholderText);
        labels.figure->setFont(Theme::instance().figureFont());
        labels.figure->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        labels.figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
        labels.note->setFont(Theme::instance().smallFont());
        labels.note->setForegroundRole(QPalette::PlaceholderText);
        const int row = static_cast<int>(m_rows.size());
        m_grid->addWidget(labels.label, row, 0);
        m_grid->addWidget(labels.figure, row, 1);
        m_grid->addWidget(labels.note, row, 2);
        m_rows.push_back(labels);
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool used = i < rows.size();
        for (QLabel* label : {m_rows[i].label, m_rows[i].figure, m_rows[i].note})
            label->setVisible(used);
        if (!used)
            continue;
        setTextIfOther(m_rows[i].label, rows[i].label);
        setTextIfOther(m_rows[i].figure, rows[i].figure);
        setTextIfOther(m_rows[i].note, rows[i].note);
        m_rows[i].label->setToolTip(rows[i].tip);
        m_rows[i].figure->setToolTip(rows[i].tip);
        m_rows[i].figure->setAccessibleName(rows[i].label + QLatin1Char(' ') + rows[i].figure);
    }
}

} // namespace zeroloom
