#include "ui/liveness/timeline_view.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "ui/liveness/heart_table_view.h"
#include "ui/liveness/timeline_painter.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr int RowHeight = HeartTableView::RowHeight;
constexpr int NamesWidth = 14 * Theme::Unit;

} // namespace

TimelineView::TimelineView(const HeartTableModel& rows, const HeartBook& book, const TimelineStore& store,
                           std::function<QString(std::uint64_t)> cause, QWidget* parent)
    : QAbstractScrollArea(parent), m_rows(rows), m_book(book), m_store(store), m_cause(std::move(cause))
{
    setAccessibleName(tr("Timeline of hearts"));
    setAccessibleDescription(tr(
        "One row for each heart of the table. Left and Right move in time, Plus and Minus zoom, Home returns to now."));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    setMinimumSize(15 * Theme::Unit, 8 * Theme::Unit);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void TimelineView::setNow(double now)
{
    m_now = now;
    if (isVisible())
        viewport()->update();
}

void TimelineView::setBesideTable(bool beside, int headerHeight)
{
    m_beside = beside;
    m_headerHeight = headerHeight;
    setVerticalScrollBarPolicy(beside ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    fitScroll();
    viewport()->update();
}

void TimelineView::setChosen(const std::vector<HeartKey>& hearts)
{
    m_chosen = {hearts.begin(), hearts.end()};
    viewport()->update();
}

void TimelineView::rowsChanged()
{
    fitScroll();
    viewport()->update();
}

int TimelineView::namesWidth() const { return m_beside ? 0 : std::min(NamesWidth, viewport()->width() / 3); }

QRect TimelineView::bars() const { return viewport()->rect().adjusted(namesWidth(), m_headerHeight, -Theme::Unit, 0); }

void TimelineView::fitScroll()
{
    const int height = std::max(0, viewport()->height() - m_headerHeight);
    verticalScrollBar()->setPageStep(std::max(1, height));
    verticalScrollBar()->setSingleStep(RowHeight);
    // Beside the table its bar says where, and it may have less height for a bar of its own below.
    const int slack = m_beside ? 4 * RowHeight : 0;
    verticalScrollBar()->setRange(0, std::max(0, m_rows.rowCount() * RowHeight - height + slack));
}

double TimelineView::secondsAt(double x) const
{
    const QRect rect = bars();
    return end() - m_span + (x - rect.left()) / std::max(1, rect.width()) * m_span;
}

int TimelineView::rowAt(int y) const
{
    if (y < m_headerHeight)
        return -1;
    const int row = (y - m_headerHeight + verticalScrollBar()->value()) / RowHeight;
    return row < m_rows.rowCount() ? row : -1;
}

void TimelineView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const ThemeColors& colors = Theme::instance().colors();
    const QRect rect = bars();
    const TimeScale scale{static_cast<double>(rect.left()), static_cast<double>(rect.width()), end() - m_span, m_span};
    const QRectF header(0, 0, viewport()->width(), m_headerHeight);
    paintTimeAxis(painter, header, rect, scale, m_now);
    painter.setClipRect(QRect(0, m_headerHeight, viewport()->width(), viewport()->height() - m_headerHeight));
    const int first = verticalScrollBar()->value() / RowHeight;
    const int last = std::min(m_rows.rowCount() - 1, (verticalScrollBar()->value() + viewport()->height()) / RowHeight);
    for (int row = first; row <= last; ++row)
        paintRow(painter, row, scale);
    if (!m_follows) {
        painter.setClipping(false);
        painter.setFont(Theme::instance().smallFont());
        painter.setPen(colors.accent);
        painter.drawText(header.adjusted(4, 0, -4, 0), Qt::AlignLeft | Qt::AlignVCenter, tr("Double click: now"));
    }
}

void TimelineView::paintRow(QPainter& painter, int row, const TimeScale& scale)
{
    const ThemeColors& colors = Theme::instance().colors();
    const QRect rect = bars();
    const int top = m_headerHeight + row * RowHeight - verticalScrollBar()->value();
    const HeartKey key = m_rows.key(row);
    if (m_chosen.contains(key))
        painter.fillRect(QRect(0, top, viewport()->width(), RowHeight), colors.highlight);
    const HeartMonitorObservation* monitor = m_book.monitor(key.monitor);
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    paintTimelineRow(painter, QRectF(rect.left(), top, rect.width(), RowHeight), scale, m_store.marks(key),
                     monitor ? monitor->nowSeconds : m_now);
    painter.restore();
    const Heart* heart = m_book.heart(key);
    if (namesWidth() == 0 || !heart)
        return;
    painter.setFont(Theme::instance().smallFont());
    painter.setPen(colors.text);
    const QRect name(Theme::Unit / 2, top, namesWidth() - Theme::Unit, RowHeight);
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(toQString(heart->id), Qt::ElideMiddle, name.width()));
}

void TimelineView::zoom(double factor, double atSeconds)
{
    const double span = std::clamp(m_span * factor, LeastSpan, MostSpan);
    // While it follows, the present stays at the right; else what is under the pointer stays there.
    if (!m_follows)
        m_end = atSeconds + (m_end - atSeconds) * span / m_span;
    m_span = span;
    viewport()->update();
}

void TimelineView::pan(double seconds)
{
    m_end = end() + seconds;
    m_follows = m_end >= m_now - m_span * 0.005;
    m_end = std::max(m_end, m_span * 0.1);
    viewport()->update();
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    const QPoint delta = event->angleDelta();
    if (event->modifiers() & Qt::ShiftModifier) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() - (delta.y() + delta.x()) * 3 * RowHeight / 120);
    } else if (delta.x() != 0 && std::abs(delta.x()) > std::abs(delta.y())) {
        pan(-delta.x() / 120.0 * m_span / 10);
    } else {
        zoom(std::pow(0.85, delta.y() / 120.0), secondsAt(event->position().x()));
    }
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_drag = Drag{event->position().toPoint(), end(), verticalScrollBar()->value()};
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_drag)
        return;
    const QPoint by = event->position().toPoint() - m_drag->from;
    if (!m_drag->moved && by.manhattanLength() < QApplication::startDragDistance())
        return;
    m_drag->moved = true;
    viewport()->setCursor(Qt::ClosedHandCursor);
    pan(m_drag->end - by.x() * m_span / std::max(1, bars().width()) - end());
    verticalScrollBar()->setValue(m_drag->scroll - by.y());
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event)
{
    viewport()->unsetCursor();
    const bool clicked = m_drag && !m_drag->moved;
    m_drag.reset();
    if (const int row = rowAt(static_cast<int>(event->position().y())); clicked && row >= 0)
        Q_EMIT heartClicked(m_rows.key(row));
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent*)
{
    m_follows = true;
    m_span = DefaultSpan;
    viewport()->update();
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = verticalScrollBar();
    const double middle = end() - m_span / 2;
    switch (event->key()) {
    case Qt::Key_Left:
        pan(-m_span / 10);
        break;
    case Qt::Key_Right:
        pan(m_span / 10);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(1 / 1.4, middle);
        break;
    case Qt::Key_Minus:
        zoom(1.4, middle);
        break;
    case Qt::Key_Home:
        m_follows = true;
        viewport()->update();
        break;
    case Qt::Key_Up:
        bar->setValue(bar->value() - RowHeight);
        break;
    case Qt::Key_Down:
        bar->setValue(bar->value() + RowHeight);
        break;
    case Qt::Key_PageUp:
        bar->setValue(bar->value() - bar->pageStep());
        break;
    case Qt::Key_PageDown:
        bar->setValue(bar->value() + bar->pageStep());
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    fitScroll();
}

void TimelineView::scrollContentsBy(int, int) { viewport()->update(); }

QString TimelineView::tipAt(const QPoint& point) const
{
    const int row = rowAt(point.y());
    const Heart* heart = row < 0 ? nullptr : m_book.heart(m_rows.key(row));
    if (!heart)
        return {};
    const double seconds = secondsAt(point.x());
    // A change under the pointer first, however short what followed it is.
    const double near = m_span / std::max(1, bars().width()) * 3;
    const TimelineMark* mark = m_store.markAt(m_rows.key(row), seconds + near);
    if (!mark || seconds > m_now)
        return toQString(heart->id);
    QString text = tr("%1: %2, %3 s after the start (%4)")
                       .arg(toQString(heart->id), changeText(mark->kind))
                       .arg(mark->seconds, 0, 'f', 3)
                       .arg(agoText(m_now - mark->seconds));
    if (const QString cause = m_cause(mark->event); !cause.isEmpty())
        text += QLatin1Char('\n') + cause;
    return text;
}

bool TimelineView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(help->pos());
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), tip, viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace zeroloom
