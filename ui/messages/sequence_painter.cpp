#include "ui/messages/sequence_painter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QCoreApplication>

#include "ui/messages/frame_look.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

class SequenceWords {
    Q_DECLARE_TR_FUNCTIONS(SequenceWords)
};

constexpr double FramePadding = 5;
constexpr double FrameGap = 3;
constexpr double LeastFrame = 20;
constexpr double HeadLength = 7;

// Widths of the boxes: as much as each needs, and when that is more than there is, the widest give way first.
std::vector<double> widthsIn(double room, std::vector<double> wanted)
{
    room -= FrameGap * static_cast<double>(wanted.size() - 1);
    double sum = std::accumulate(wanted.begin(), wanted.end(), 0.0);
    std::vector<double> sorted = wanted;
    std::sort(sorted.begin(), sorted.end());
    // The limit under which all fit: the small ones keep what they have and the others share the rest.
    double limit = sum;
    for (std::size_t i = 0; i < sorted.size() && sum > room; ++i) {
        const double small = std::accumulate(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(i), 0.0);
        limit = (room - small) / static_cast<double>(sorted.size() - i);
        if (limit <= sorted[i])
            break;
    }
    for (double& width : wanted)
        width = std::max(LeastFrame, std::min(width, limit));
    return wanted;
}

QColor arrowColor(const SequenceArrow& arrow, const Topology& topology)
{
    const Socket* socket = topology.socket(arrow.from.node.empty() ? arrow.to : arrow.from);
    return socket ? Theme::instance().typeColor(socket->type) : Theme::instance().colors().textMuted;
}

} // namespace

QString sequenceFrameText(const SequenceFrame& frame)
{
    QString text = toQString(frame.text);
    switch (frame.kind) {
    case FrameKind::RoutingId:
        text = SequenceWords::tr("id %1").arg(text);
        break;
    case FrameKind::Delimiter:
        text = SequenceWords::tr("empty");
        break;
    case FrameKind::Topic:
        text = SequenceWords::tr("topic %1").arg(text);
        break;
    case FrameKind::Subscription:
        text = SequenceWords::tr("subscription %1").arg(text);
        break;
    case FrameKind::Command:
    case FrameKind::Body:
        if (text.isEmpty())
            text = SequenceWords::tr("empty body");
        break;
    }
    if (frame.added)
        return QLatin1Char('+') + text;
    return frame.taken ? QStringLiteral("−") + text : text;
}

SequencePainter::SequencePainter(QPainter& painter, const Sequence& sequence, const Topology& topology,
                                 const SequenceGeometry& geometry)
    : m_painter(painter), m_sequence(sequence), m_topology(topology), m_geometry(geometry),
      m_colors(Theme::instance().colors())
{
    m_painter.setRenderHint(QPainter::Antialiasing);
}

void SequencePainter::paintLifelines(const QRectF& visible)
{
    m_painter.setPen(QPen(m_colors.border, 1, Qt::DashLine));
    for (std::size_t i = 0; i < m_geometry.lifelines(); ++i) {
        const double x = m_geometry.lifelineX(static_cast<int>(i));
        if (x >= visible.left() && x <= visible.right())
            m_painter.drawLine(QPointF(x, visible.top()), QPointF(x, visible.bottom()));
    }
}

void SequencePainter::paintHeader(const QRectF& visible)
{
    const QRectF header(visible.left(), visible.top(), visible.width(), SequenceGeometry::HeaderHeight);
    m_painter.fillRect(header, m_colors.surface);
    m_painter.setPen(m_colors.divider);
    m_painter.drawLine(header.bottomLeft(), header.bottomRight());
    m_painter.setFont(Theme::instance().titleFont());
    for (std::size_t i = 0; i < m_geometry.lifelines(); ++i) {
        const double x = m_geometry.lifelineX(static_cast<int>(i));
        const QRectF box(x - m_geometry.pitch() / 2 + 6, header.top() + 4, m_geometry.pitch() - 12,
                         SequenceGeometry::HeaderHeight - 9);
        if (!box.intersects(visible))
            continue;
        const Node* node = m_topology.node(m_sequence.lifelines[i]);
        const QString title = toQString(node ? node->title() : m_sequence.lifelines[i].text());
        m_painter.setPen(m_colors.text);
        m_painter.drawText(box, Qt::AlignCenter,
                           m_painter.fontMetrics().elidedText(title, Qt::ElideRight, static_cast<int>(box.width())));
    }
}

void SequencePainter::paintRows(const QRectF& visible, std::optional<std::size_t> current,
                                const std::set<WireId>& selected)
{
    const auto [first, last] = m_geometry.rowsIn(visible.top(), visible.bottom());
    for (std::size_t row = first; row < last; ++row)
        paintRow(row, visible, current == row, selected.contains(m_sequence.arrows[row].wire));
    m_rowsPainted = last - first;
}

void SequencePainter::paintRow(std::size_t index, const QRectF& visible, bool current, bool selected)
{
    const ArrowRow& row = m_geometry.rows()[index];
    const SequenceArrow& arrow = m_sequence.arrows[index];
    if (current)
        m_painter.fillRect(QRectF(visible.left(), row.top, visible.width(), row.height), m_colors.highlight);
    m_painter.setFont(Theme::instance().smallFigureFont());
    m_painter.setPen(m_colors.textMuted);
    m_painter.drawText(QRectF(0, row.top, SequenceGeometry::Gutter - 8, row.height), Qt::AlignRight | Qt::AlignVCenter,
                       QString::number(row.sent ? arrow.sentSeconds : arrow.receivedSeconds, 'f', 3));
    const SequenceGeometry::Reach reach = m_geometry.reach(index);
    const double left = std::min(reach.begin, reach.end);
    const double right = std::max(reach.begin, reach.end);
    if (right < visible.left() || left > visible.right())
        return;
    paintArrow(index, arrowColor(arrow, m_topology), selected ? 2.5 : 1.4);
    const double line = m_geometry.lineY(index);
    // A row has one message: what needs more room than its arrow may stand beside it, too.
    const bool leftwards = reach.end < reach.begin;
    const double top = line - 3 - SequenceGeometry::FrameHeight;
    const auto from = [&](bool atRight, double y) {
        return atRight
                   ? QRectF(QPointF(SequenceGeometry::Gutter, y), QPointF(right - 8, y + SequenceGeometry::FrameHeight))
                   : QRectF(QPointF(left + 8, y),
                            QPointF(m_geometry.size().width() - 4, y + SequenceGeometry::FrameHeight));
    };
    const bool received = !row.sent;
    paintFrames(received ? arrow.received : arrow.sent, from(leftwards != received, top), leftwards != received);
    if (row.twice)
        paintFrames(arrow.received, from(!leftwards, top + SequenceGeometry::FrameHeight + 6), !leftwards);
}

void SequencePainter::paintArrow(std::size_t index, const QColor& color, double width)
{
    const ArrowRow& row = m_geometry.rows()[index];
    const SequenceGeometry::Reach reach = m_geometry.reach(index);
    const double y = m_geometry.lineY(index);
    const double towards = reach.end > reach.begin ? 1 : -1;
    const bool whole = row.sent && row.arrived;
    // One that was not seen to arrive ends before the lifeline that it went to, with a cross.
    const double end = row.arrived ? reach.end : reach.end - towards * 2 * HeadLength;
    m_painter.setPen(QPen(color, width, whole ? Qt::SolidLine : Qt::DashLine));
    m_painter.drawLine(QPointF(reach.begin, y), QPointF(end, y));
    m_painter.setPen(QPen(color, std::max(1.4, width)));
    if (row.arrived) {
        const QPointF tip(end, y);
        m_painter.setBrush(color);
        m_painter.drawPolygon(QPolygonF{tip, tip + QPointF(-towards * HeadLength, -HeadLength * 0.5),
                                        tip + QPointF(-towards * HeadLength, HeadLength * 0.5)});
    } else {
        m_painter.drawLine(QPointF(end - 4, y - 4), QPointF(end + 4, y + 4));
        m_painter.drawLine(QPointF(end - 4, y + 4), QPointF(end + 4, y - 4));
    }
    if (row.from == row.to && row.from >= 0)
        m_painter.drawLine(QPointF(end, y), QPointF(end, y + HeadLength));
}

void SequencePainter::paintFrames(const std::vector<SequenceFrame>& frames, const QRectF& room, bool atRight)
{
    if (frames.empty() || room.width() < LeastFrame)
        return;
    m_painter.setFont(Theme::instance().smallFont());
    // As many as have room; the rest is said as a number.
    const auto most = static_cast<std::size_t>((room.width() + FrameGap) / (LeastFrame + FrameGap));
    const std::size_t count = std::min(frames.size(), std::max<std::size_t>(1, most));
    std::vector<double> widths;
    for (std::size_t i = 0; i < count; ++i)
        widths.push_back(m_painter.fontMetrics().horizontalAdvance(sequenceFrameText(frames[i])) + 2 * FramePadding);
    widths = widthsIn(room.width(), std::move(widths));
    const double sum = std::accumulate(widths.begin(), widths.end(), FrameGap * static_cast<double>(widths.size() - 1));
    double x = atRight ? std::max(room.left(), room.right() - sum) : room.left();
    for (std::size_t i = 0; i < count; ++i) {
        paintFrame(frames[i], {x, room.top(), widths[i], room.height()});
        x += widths[i] + FrameGap;
    }
}

void SequencePainter::paintFrame(const SequenceFrame& frame, const QRectF& box)
{
    const QColor color = frameColor(frame.kind, m_colors);
    m_painter.setPen(QPen(color, frame.added ? 1.6 : 1, frame.taken ? Qt::DashLine : Qt::SolidLine));
    m_painter.setBrush(m_colors.surface);
    m_painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    m_painter.setPen(frame.kind == FrameKind::Body ? m_colors.text : color);
    const QRectF inside = box.adjusted(FramePadding - 1, 0, -2, 0);
    m_painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter,
                       m_painter.fontMetrics().elidedText(sequenceFrameText(frame), Qt::ElideRight,
                                                          static_cast<int>(inside.width()) + 1));
}

} // namespace zeroloom
