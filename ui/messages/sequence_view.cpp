#include "ui/messages/sequence_view.h"

#include <algorithm>
#include <cmath>

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "ui/messages/frame_look.h"
#include "ui/messages/sequence_painter.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr double ZoomStep = 1.2;

QString framesText(const std::vector<SequenceFrame>& frames)
{
    QStringList lines;
    for (const SequenceFrame& frame : frames) {
        QString line = QStringLiteral("  %1  %2").arg(frameKindText(frame.kind), toQString(frame.text).left(400));
        if (frame.added)
            line += SequenceView::tr("  (put before it on the way)");
        if (frame.taken)
            line += SequenceView::tr("  (taken off on the way)");
        lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

// The same message in another sequence: the rows of those before it may have changed.
std::optional<std::size_t> same(const Sequence& sequence, const SequenceArrow& wanted)
{
    const auto alike = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    const auto found = std::find_if(sequence.arrows.begin(), sequence.arrows.end(), [&](const SequenceArrow& arrow) {
        return arrow.wire == wanted.wire && arrow.from == wanted.from && alike(arrow.sentSeconds, wanted.sentSeconds) &&
               (!std::isnan(wanted.sentSeconds) || alike(arrow.receivedSeconds, wanted.receivedSeconds));
    });
    return found == sequence.arrows.end() ? std::nullopt
                                          : std::optional(static_cast<std::size_t>(found - sequence.arrows.begin()));
}

} // namespace

SequenceView::SequenceView(const Document& document, QWidget* parent)
    : QAbstractScrollArea(parent), m_document(document)
{
    setAccessibleName(tr("Sequence of messages"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&document, &Document::selectionChanged, viewport(), qOverload<>(&QWidget::update));
}

void SequenceView::showSequence(Sequence sequence)
{
    const bool follows = atEnd();
    const std::optional<SequenceArrow> current =
        m_current ? std::optional(m_sequence.arrows[*m_current]) : std::nullopt;
    m_sequence = std::move(sequence);
    m_current = current ? same(m_sequence, *current) : std::nullopt;
    layOut();
    if (follows)
        scrollToEnd();
}

void SequenceView::layOut()
{
    m_geometry = SequenceGeometry(m_sequence, m_document.topology(), viewport()->width() / m_zoom);
    fitBars();
    viewport()->update();
}

void SequenceView::fitBars()
{
    const QSizeF size = m_geometry.size() * m_zoom;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(static_cast<int>(28 * m_zoom));
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(size.height())) - viewport()->height()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(40);
    // A pixel more or less is no reason for a bar.
    horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::floor(size.width())) - viewport()->width()));
}

bool SequenceView::atEnd() const { return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 1; }

void SequenceView::scrollToEnd() { verticalScrollBar()->setValue(verticalScrollBar()->maximum()); }

void SequenceView::setZoom(double zoom)
{
    zoom = std::clamp(zoom, LeastZoom, MostZoom);
    if (zoom == m_zoom)
        return;
    const bool follows = atEnd();
    const double middle = (verticalScrollBar()->value() + viewport()->height() / 2.0) / m_zoom;
    m_zoom = zoom;
    layOut();
    verticalScrollBar()->setValue(static_cast<int>(middle * m_zoom - viewport()->height() / 2.0));
    if (follows)
        scrollToEnd();
    Q_EMIT zoomChanged(m_zoom);
}

QPointF SequenceView::toScene(const QPoint& point) const
{
    return QPointF(point + QPoint(horizontalScrollBar()->value(), verticalScrollBar()->value())) / m_zoom;
}

QRect SequenceView::rowRect(std::size_t row) const
{
    const ArrowRow& of = m_geometry.rows()[row];
    return QRectF(-horizontalScrollBar()->value(), of.top * m_zoom - verticalScrollBar()->value(),
                  m_geometry.size().width() * m_zoom, of.height * m_zoom)
        .toAlignedRect();
}

void SequenceView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.translate(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    painter.scale(m_zoom, m_zoom);
    QRectF visible(toScene({0, 0}), QSizeF(viewport()->size()) / m_zoom);
    SequencePainter sequence(painter, m_sequence, m_document.topology(), m_geometry);
    sequence.paintLifelines(visible.adjusted(0, SequenceGeometry::HeaderHeight, 0, 0));
    sequence.paintRows(visible.adjusted(0, SequenceGeometry::HeaderHeight, 0, 0), m_current,
                       m_document.selection().wires);
    sequence.paintHeader(visible);
    m_rowsPainted = sequence.rowsPainted();
}

void SequenceView::resizeEvent(QResizeEvent* event)
{
    const bool follows = atEnd();
    QAbstractScrollArea::resizeEvent(event);
    layOut();
    if (follows)
        scrollToEnd();
}

void SequenceView::scrollContentsBy(int, int)
{
    viewport()->update();
    Q_EMIT scrolled();
}

void SequenceView::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(m_zoom * std::pow(ZoomStep, event->angleDelta().y() / 120.0));
        event->accept();
    } else {
        QAbstractScrollArea::wheelEvent(event);
    }
}

void SequenceView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_drag = Drag{event->position().toPoint(), {horizontalScrollBar()->value(), verticalScrollBar()->value()}};
}

void SequenceView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_drag)
        return;
    const QPoint by = event->position().toPoint() - m_drag->from;
    if (!m_drag->moved && by.manhattanLength() < QApplication::startDragDistance())
        return;
    m_drag->moved = true;
    viewport()->setCursor(Qt::ClosedHandCursor);
    horizontalScrollBar()->setValue(m_drag->scroll.x() - by.x());
    verticalScrollBar()->setValue(m_drag->scroll.y() - by.y());
}

void SequenceView::mouseReleaseEvent(QMouseEvent* event)
{
    viewport()->unsetCursor();
    const bool clicked = m_drag && !m_drag->moved;
    m_drag.reset();
    if (!clicked || event->position().y() < SequenceGeometry::HeaderHeight * m_zoom)
        return;
    setCurrent(m_geometry.rowAt(toScene(event->position().toPoint()).y()));
    chooseCurrent();
}

void SequenceView::setCurrent(std::optional<std::size_t> row)
{
    m_current = row;
    viewport()->update();
    if (!row)
        return;
    setAccessibleDescription(rowText(*row));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    const QRect rect = rowRect(*row);
    const int header = static_cast<int>(SequenceGeometry::HeaderHeight * m_zoom);
    if (rect.top() < header)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.top() - header);
    else if (rect.bottom() > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.bottom() - viewport()->height());
}

void SequenceView::moveCurrent(int by)
{
    const auto count = static_cast<int>(m_geometry.rows().size());
    if (count == 0)
        return;
    const int from = m_current ? static_cast<int>(*m_current) : (by > 0 ? -1 : count);
    setCurrent(static_cast<std::size_t>(std::clamp(from + by, 0, count - 1)));
}

void SequenceView::chooseCurrent()
{
    if (m_current && !m_sequence.arrows[*m_current].wire.empty())
        Q_EMIT wireChosen(m_sequence.arrows[*m_current].wire);
}

void SequenceView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        return moveCurrent(-1);
    case Qt::Key_Down:
        return moveCurrent(1);
    case Qt::Key_Home:
        return verticalScrollBar()->setValue(0);
    case Qt::Key_End:
        return scrollToEnd();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return chooseCurrent();
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return setZoom(m_zoom * ZoomStep);
    case Qt::Key_Minus:
        return setZoom(m_zoom / ZoomStep);
    case Qt::Key_0:
        return setZoom(1);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

QString SequenceView::rowText(std::size_t row) const
{
    const SequenceArrow& arrow = m_sequence.arrows[row];
    const bool sent = !std::isnan(arrow.sentSeconds);
    const bool arrived = !std::isnan(arrow.receivedSeconds);
    const QString from = arrow.from.node.empty() ? tr("somebody") : toQString(arrow.from.text());
    const QString to = arrow.to.node.empty() ? tr("somebody") : toQString(arrow.to.text());
    QStringList lines;
    lines << tr("%1 → %2").arg(from, to) +
                 (arrow.wire.empty() ? QString() : tr(" through %1").arg(toQString(arrow.wire.text())));
    if (sent && arrived)
        lines << tr("sent at %1 s, there %2 later")
                     .arg(QString::number(arrow.sentSeconds, 'f', 3),
                          microsecondsText((arrow.receivedSeconds - arrow.sentSeconds) * 1e6));
    else if (sent)
        lines << tr("sent at %1 s, not seen to arrive").arg(QString::number(arrow.sentSeconds, 'f', 3));
    else
        lines << tr("there at %1 s, not seen to be sent").arg(QString::number(arrow.receivedSeconds, 'f', 3));
    if (!arrow.origin.node.empty() && arrow.origin != arrow.from)
        lines << tr("made by %1").arg(toQString(arrow.origin.text()));
    if (m_geometry.rows()[row].twice)
        lines << tr("sent:") << framesText(arrow.sent) << tr("received:") << framesText(arrow.received);
    else
        lines << framesText(sent ? arrow.sent : arrow.received);
    return lines.join(QLatin1Char('\n'));
}

QString SequenceView::tipAt(const QPoint& point) const
{
    if (point.y() < SequenceGeometry::HeaderHeight * m_zoom)
        return {};
    const auto row = m_geometry.rowAt(toScene(point).y());
    return row ? rowText(*row) : QString();
}

bool SequenceView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(help->pos());
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            // Frames are others' text: never read as markup.
            QToolTip::showText(help->globalPos(), QStringLiteral("<pre>%1</pre>").arg(tip.toHtmlEscaped()), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace zeroloom
