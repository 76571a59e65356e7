#include "ui/inspector/figure_grid.h"

#include <algorithm>

#include "ui/inspector/elided_label.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

// The same in every grid, so that several below each other stand in line.
constexpr int LeastLabelWidth = 5 * Theme::Unit;
constexpr int NoteWidth = 9 * Theme::Unit - 2;
constexpr int Gap = Theme::Unit * 3 / 4;

bool setTextIfOther(QLabel* label, const QString& text)
{
    if (label->text() == text)
        return false;
    label->setText(text);
    return true;
}

} // namespace

FigureGrid::Labels FigureGrid::makeRow()
{
    const Labels labels{new ElidedLabel(Qt::ElideRight, this), new ElidedLabel(Qt::ElideMiddle, this),
                        new ElidedLabel(Qt::ElideRight, this)};
    labels.label->setForegroundRole(QPalette::PlaceholderText);
    labels.figure->setFont(Theme::instance().figureFont());
    labels.figure->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    labels.figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    labels.note->setFont(Theme::instance().smallFont());
    labels.note->setForegroundRole(QPalette::PlaceholderText);
    return labels;
}

void FigureGrid::setRows(const std::vector<FigureRow>& rows)
{
    while (m_rows.size() < rows.size())
        m_rows.push_back(makeRow());
    bool changed = m_used != rows.size();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool used = i < rows.size();
        for (QLabel* label : {m_rows[i].label, m_rows[i].figure, m_rows[i].note})
            label->setVisible(used);
        if (!used)
            continue;
        changed = setTextIfOther(m_rows[i].label, rows[i].label) || changed;
        changed = setTextIfOther(m_rows[i].figure, rows[i].figure) || changed;
        changed = setTextIfOther(m_rows[i].note, rows[i].note) || changed;
        m_rows[i].label->setTip(rows[i].tip);
        m_rows[i].figure->setTip(rows[i].tip);
        m_rows[i].figure->setAccessibleName(rows[i].label + QLatin1Char(' ') + rows[i].figure);
    }
    if (m_used != rows.size()) {
        m_used = rows.size();
        updateGeometry();
    }
    if (changed)
        place();
}

int FigureGrid::rowHeight() const { return QFontMetrics(Theme::instance().figureFont()).height() + Theme::Unit / 4; }

QSize FigureGrid::sizeHint() const { return {NoteWidth + 24 * Theme::Unit, static_cast<int>(m_used) * rowHeight()}; }

// A row that does not fit takes the room of a note that is not there; then its label gives way.
void FigureGrid::place()
{
    const int height = rowHeight();
    for (std::size_t i = 0; i < m_used; ++i) {
        const Labels& row = m_rows[i];
        const int top = static_cast<int>(i) * height;
        const int wanted = row.figure->sizeHint().width();
        int right = width() - NoteWidth - Gap;
        if (row.note->text().isEmpty() && row.label->sizeHint().width() + Gap + wanted > right)
            right = width();
        const int left = std::max(right - wanted - Gap, LeastLabelWidth);
        row.label->setGeometry(0, top, left, height);
        row.figure->setGeometry(left + Gap, top, std::max(0, right - left - Gap), height);
        row.note->setGeometry(width() - NoteWidth, top, NoteWidth, height);
    }
}

void FigureGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace zeroloom
