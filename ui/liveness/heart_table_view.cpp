#include "ui/liveness/heart_table_view.h"

#include <algorithm>

#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QSettings>

#include "ui/liveness/heart_cells.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr qint64 ReorderMs = 1500;  // rows take other places no more often
constexpr qint64 KeysHoldMs = 4000; // after a key: the person reads

const QString HiddenKey = QStringLiteral("liveness/hidden-columns");

int usualWidth(HeartColumn column)
{
    switch (column) {
    case HeartColumn::Heart:
        return 120;
    case HeartColumn::State:
        return 68;
    case HeartColumn::Strip:
        return BeatsOfStrip * HeartCells::BeatPitch + Theme::Unit;
    case HeartColumn::Address:
    case HeartColumn::Process:
        return 136;
    case HeartColumn::Monitor:
        return 96;
    case HeartColumn::Suspicion:
        return 44;
    default:
        return 68;
    }
}

} // namespace

HeartTableView::HeartTableView(const HeartBook& book, QWidget* parent)
    : QTableView(parent), m_book(book), m_model(new HeartTableModel(book, this))
{
    setModel(m_model);
    setItemDelegate(new HeartCells(this));
    setAccessibleName(tr("Hearts"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(RowHeight);
    verticalHeader()->setDefaultSectionSize(RowHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setMinimumSectionSize(36);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    horizontalHeader()->setSortIndicatorClearable(true);
    setSortingEnabled(true);
    fitColumns();
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, &HeartTableView::showColumnMenu);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &HeartTableView::chosenChanged);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, &HeartTableView::orderChanged);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &HeartTableView::orderChanged);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &HeartTableView::orderChanged);
}

void HeartTableView::fitColumns()
{
    for (int column = 0; column < HeartColumns; ++column)
        setColumnWidth(column, usualWidth(static_cast<HeartColumn>(column)));
    const QStringList hidden = QSettings().value(HiddenKey).toStringList();
    for (int column = 1; column < HeartColumns; ++column)
        setColumnHidden(column, hidden.contains(columnTitle(static_cast<HeartColumn>(column))));
    hideColumn(static_cast<int>(HeartColumn::Monitor));
}

// The id stays: without it no row says whose it is.
void HeartTableView::showColumnMenu(const QPoint& at)
{
    QMenu menu(this);
    for (int column = 1; column < HeartColumns; ++column) {
        if (column == static_cast<int>(HeartColumn::Monitor) && m_book.monitors() < 2)
            continue;
        QAction* action = menu.addAction(columnTitle(static_cast<HeartColumn>(column)));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setColumnHidden(column, !shown);
            rememberColumns();
        });
    }
    menu.exec(horizontalHeader()->mapToGlobal(at));
}

void HeartTableView::rememberColumns() const
{
    QStringList hidden;
    for (int column = 1; column < HeartColumns; ++column)
        if (isColumnHidden(column) && (column != static_cast<int>(HeartColumn::Monitor) || m_book.monitors() > 1))
            hidden << columnTitle(static_cast<HeartColumn>(column));
    QSettings().setValue(HiddenKey, hidden);
}

void HeartTableView::refresh()
{
    // One monitor needs no column; it is shown when the second comes, and may be hidden then.
    if (const bool several = m_book.monitors() > 1; several != m_severalMonitors) {
        m_severalMonitors = several;
        setColumnHidden(static_cast<int>(HeartColumn::Monitor), !several);
    }
    m_model->setHeld(m_pointerInside || (m_sinceKey.isValid() && m_sinceKey.elapsed() < KeysHoldMs));
    const bool due = !m_sinceOrder.isValid() || m_sinceOrder.elapsed() >= ReorderMs;
    if (due && !isHeld())
        m_sinceOrder.start();
    m_model->update(due);
}

std::vector<HeartKey> HeartTableView::chosen(std::size_t most) const
{
    std::vector<HeartKey> keys;
    const auto add = [&](int row) {
        if (keys.size() < most && std::ranges::find(keys, m_model->key(row)) == keys.end())
            keys.push_back(m_model->key(row));
    };
    const QModelIndex current = currentIndex();
    if (current.isValid() && selectionModel()->isRowSelected(current.row()))
        add(current.row());
    // Ranges and not rows: all of many thousands may be selected.
    for (const QItemSelectionRange& range : selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom() && keys.size() < most; ++row)
            add(row);
    return keys;
}

std::size_t HeartTableView::chosenCount() const
{
    std::size_t count = 0;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        count += static_cast<std::size_t>(range.height());
    return count;
}

void HeartTableView::choose(HeartKey heart)
{
    if (const int row = m_model->rowOf(heart); row >= 0) {
        selectRow(row);
        scrollTo(m_model->index(row, 0));
    }
}

void HeartTableView::setPlaceholder(const QString& text)
{
    if (text == m_placeholder)
        return;
    m_placeholder = text;
    viewport()->update();
}

void HeartTableView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport()->rect().adjusted(Theme::Unit, 0, -Theme::Unit, 0), Qt::AlignCenter | Qt::TextWordWrap,
                     m_placeholder);
}

bool HeartTableView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Enter)
        m_pointerInside = true;
    else if (event->type() == QEvent::Leave)
        m_pointerInside = false;
    return QTableView::viewportEvent(event);
}

void HeartTableView::keyPressEvent(QKeyEvent* event)
{
    m_sinceKey.start();
    QTableView::keyPressEvent(event);
}

} // namespace zeroloom
