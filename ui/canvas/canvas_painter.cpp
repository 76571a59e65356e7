#include "ui/canvas/canvas_painter.h"

#include <cmath>

#include "ui/canvas/canvas_geometry.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/fault_mark.h"

namespace zeroloom {

using namespace canvas_metrics;

PaintStyle::PaintStyle(double scale)
    : colors(Theme::instance().colors()), title(Theme::instance().titleFont()), small(Theme::instance().smallFont()),
      strong(small), zoom(scale), detail(detailFor(scale))
{
    strong.setWeight(QFont::DemiBold);
}

void CanvasPainter::scene(const CanvasScene& scene, const QRectF& rect, bool withGrid)
{
    m_painter.fillRect(rect, m_style.colors.canvas);
    if (withGrid)
        grid(rect);
    items(scene, rect, false);
}

void CanvasPainter::lifted(const CanvasScene& scene, const QRectF& rect)
{
    m_painter.setCompositionMode(QPainter::CompositionMode_Source);
    m_painter.fillRect(rect, Qt::transparent);
    m_painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    items(scene, rect, true);
}

void CanvasPainter::items(const CanvasScene& scene, const QRectF& rect, bool areLifted)
{
    m_clip = rect.adjusted(-1, -1, 1, 1);
    for (const auto& [id, item] : scene.notes())
        if (item.lifted == areLifted && item.paintRect().intersects(rect))
            note(item);
    std::vector<const WireItem*> wires = scene.wiresIn(rect);
    std::erase_if(wires, [&](const WireItem* item) { return item->lifted != areLifted || (areLifted && item->loose); });
    for (const WireItem* item : wires)
        wire(*item);
    // After all wires, so that none of them runs through the words and signs on another.
    for (const WireItem* item : wires)
        wireMarks(*item);
    for (const NodeItem* item : scene.nodesIn(rect))
        if (item->lifted == areLifted)
            node(*item);
}

void CanvasPainter::sketch(const CanvasScene& scene, const QRectF& rect)
{
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.fillRect(rect, m_style.colors.canvas);
    QPen pen(m_style.colors.idle, 1);
    pen.setCosmetic(true);
    m_painter.setPen(pen);
    for (const WireItem* item : scene.wiresIn(rect))
        if (!item->lifted)
            m_painter.drawLine(item->start, item->end);
    for (const NodeItem* item : scene.nodesIn(rect))
        if (!item->lifted)
            m_painter.fillRect(item->rect, m_style.colors.surface);
}

void CanvasPainter::grid(const QRectF& rect)
{
    const double step = (m_style.detail == Detail::Full ? 3 : 6) * Grid;
    if (m_style.detail == Detail::Boxes)
        return;
    const double size = std::max(1.0, std::round(1.8 * m_style.zoom)) / m_style.zoom;
    for (double x = std::ceil(rect.left() / step - 1) * step; x <= rect.right() + step; x += step)
        for (double y = std::ceil(rect.top() / step - 1) * step; y <= rect.bottom() + step; y += step)
            m_painter.fillRect(QRectF(x - size / 2, y - size / 2, size, size), m_style.colors.grid);
}

void CanvasPainter::text(const QPointF& at, const QStaticText& words)
{
    if (passes(QRectF(at, words.size())))
        m_painter.drawStaticText(at, words);
}

void CanvasPainter::node(const NodeItem& item)
{
    if (m_style.detail == Detail::Boxes) {
        boxNode(item);
        return;
    }
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    const bool full = m_style.detail == Detail::Full;
    // The card grows by a line for a jam's words. Ports, wires and what the mouse meets stay where they are.
    const bool footed = full && !item.look.footer.isEmpty();
    const QRectF rect = footed ? item.rect.adjusted(0, 0, 0, FooterHeight) : item.rect;
    card(item, rect);
    bar(item, rect);
    stateDot(item);
    m_painter.setPen(m_style.colors.text);
    if (full) {
        m_painter.setFont(m_style.title);
        text(item.rect.topLeft() + QPointF(16, 21 - item.title.size().height() * 0.72), item.title);
        m_painter.setFont(m_style.small);
        m_painter.setPen(m_style.colors.textMuted);
        text(item.rect.topLeft() + QPointF(16, 38 - item.subtitle.size().height() * 0.76), item.subtitle);
        portTexts(item);
    } else {
        m_painter.save();
        m_painter.translate(item.rect.topLeft() + QPointF(16, 22));
        m_painter.scale(NodeItem::ShortTitleScale, NodeItem::ShortTitleScale);
        m_painter.setFont(m_style.small);
        m_painter.drawStaticText(QPointF(0, 0), item.shortTitle);
        m_painter.restore();
    }
    if (footed)
        footer(item);
    ports(item);
    heldBars(item);
    nodeFault(item);
}

void CanvasPainter::nodeFault(const NodeItem& item)
{
    if (!item.fault.is())
        return;
    if (m_style.detail == Detail::Full)
        drawMark(m_painter, item.faultRect(), item.fault, m_style.colors, m_style.small);
    else
        drawMarkDisc(m_painter, item.rect.topLeft() + QPointF(20, 2), 14, item.fault.glyph, m_style.colors);
}

// A bar across the way of a socket through which nothing passes.
void CanvasPainter::heldBars(const NodeItem& item)
{
    for (const PortItem& port : item.ports) {
        if (port.heldText.isEmpty())
            continue;
        const double out = (PortRadius + 4) * (port.left ? -1 : 1);
        const QPointF middle = port.position + QPointF(out, 0);
        QPen pen(m_style.colors.surface, 7, Qt::SolidLine, Qt::RoundCap);
        m_painter.setPen(pen);
        m_painter.drawLine(middle + QPointF(0, -9), middle + QPointF(0, 9));
        pen.setColor(m_style.colors.warning);
        pen.setWidthF(4);
        m_painter.setPen(pen);
        m_painter.drawLine(middle + QPointF(0, -9), middle + QPointF(0, 9));
    }
}

void CanvasPainter::card(const NodeItem& item, const QRectF& rect)
{
    const ThemeColors& colors = m_style.colors;
    const bool broken =
        (item.look.live && (item.look.state == NodeState::Failed || item.look.state == NodeState::Lost)) ||
        item.fault.glyph == FaultGlyph::Killed;
    QPen pen(item.selected ? colors.accent : broken ? colors.alarm : colors.border, item.selected || broken ? 2 : 1);
    if (item.node.role == "outside" || broken)
        pen.setStyle(Qt::DashLine);
    pen.setCosmetic(m_style.zoom < 1);
    m_painter.setPen(pen);
    m_painter.setBrush(colors.surface);
    const double inset = item.selected || broken ? 0 : 0.5;
    m_painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), CornerRadius, CornerRadius);
}

// One piece for each socket, so that a node between two patterns shows both.
void CanvasPainter::bar(const NodeItem& item, const QRectF& rect)
{
    const QRectF all(rect.left(), rect.top() + Grid, 4, rect.height() - 2 * Grid);
    m_painter.setPen(Qt::NoPen);
    if (item.ports.empty()) {
        m_painter.setBrush(m_style.colors.idle);
        m_painter.drawRoundedRect(all, 2, 2);
        return;
    }
    const double piece = all.height() / static_cast<double>(item.ports.size());
    for (std::size_t i = 0; i < item.ports.size();) {
        const QColor color = Theme::instance().typeColor(item.ports[i].type);
        std::size_t next = i + 1;
        while (next < item.ports.size() && Theme::instance().typeColor(item.ports[next].type) == color)
            ++next;
        m_painter.setBrush(color);
        const double top = all.top() + piece * static_cast<double>(i);
        m_painter.drawRoundedRect(QRectF(all.left(), top, 4, piece * static_cast<double>(next - i)), 2, 2);
        i = next;
    }
}

// Shape and colour both tell the state: disc runs, ring is not running, triangle holds others up, cross is broken.
void CanvasPainter::stateDot(const NodeItem& item)
{
    const ThemeColors& colors = m_style.colors;
    const QPointF middle(item.rect.right() - 16, item.rect.top() + 17);
    // What the check found stays beside the state while it runs. A jam has the sign of a warning already.
    if (item.look.live && item.problem != Problem::None && !(item.look.jammed && item.problem == Problem::Warning))
        problemSign(middle - QPointF(18, 0), item.problem);
    if (!item.look.live) {
        if (item.problem != Problem::None) {
            problemSign(middle, item.problem);
            return;
        }
        m_painter.setPen(QPen(colors.idle, 1.5));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawEllipse(middle, 3.5, 3.5);
        return;
    }
    if (item.look.jammed) {
        problemSign(middle, Problem::Warning);
        return;
    }
    switch (item.look.state) {
    case NodeState::Running:
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colors.good);
        m_painter.drawEllipse(middle, 4, 4);
        break;
    case NodeState::Failed:
    case NodeState::Lost:
        m_painter.setPen(QPen(colors.alarm, 2));
        m_painter.drawLine(middle + QPointF(-4, -4), middle + QPointF(4, 4));
        m_painter.drawLine(middle + QPointF(-4, 4), middle + QPointF(4, -4));
        break;
    case NodeState::Starting:
        m_painter.setPen(QPen(colors.warning, 2, Qt::DotLine));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawEllipse(middle, 3.5, 3.5);
        break;
    case NodeState::Exited:
    case NodeState::Stopped:
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colors.idle);
        m_painter.drawRect(QRectF(middle.x() - 3.5, middle.y() - 3.5, 7, 7));
        break;
    }
}

// As in the list of problems: a crossed circle is an error, a triangle a warning.
void CanvasPainter::problemSign(const QPointF& middle, Problem problem)
{
    if (problem == Problem::Error) {
        m_painter.setPen(QPen(m_style.colors.alarm, 1.5));
        m_painter.setBrush(m_style.colors.surface);
        m_painter.drawEllipse(middle, 6, 6);
        m_painter.drawLine(middle + QPointF(-2.5, -2.5), middle + QPointF(2.5, 2.5));
        m_painter.drawLine(middle + QPointF(-2.5, 2.5), middle + QPointF(2.5, -2.5));
        return;
    }
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_style.colors.warning);
    const QPointF corners[3] = {middle + QPointF(0, -5.5), middle + QPointF(6, 4.5), middle + QPointF(-6, 4.5)};
    m_painter.drawConvexPolygon(corners, 3);
}

void CanvasPainter::ports(const NodeItem& item)
{
    for (const PortItem& port : item.ports) {
        const QColor color = Theme::instance().typeColor(port.type);
        const bool open = !port.binds && !port.connects;
        m_painter.setPen(QPen(color, open ? 1.5 : 2));
        m_painter.setBrush(port.binds ? color : m_style.colors.surface);
        m_painter.drawEllipse(port.position, PortRadius, PortRadius);
        if (port.binds && port.connects) {
            m_painter.setBrush(m_style.colors.surface);
            m_painter.drawEllipse(port.position, 2, 2);
        }
    }
}

void CanvasPainter::portTexts(const NodeItem& item)
{
    for (std::size_t i = 0; i < item.ports.size(); ++i) {
        const PortItem& port = item.ports[i];
        m_painter.setPen(m_style.colors.text);
        text(port.labelAt, port.label);
        if (port.badgeText.isEmpty())
            continue;
        const bool mute = i < 64 && (item.look.mutedPorts >> i & 1) != 0;
        m_painter.setPen(mute ? m_style.colors.alarm : m_style.colors.textMuted);
        text(mute ? port.muteBadgeAt : port.badgeAt, mute ? port.muteBadge : port.badge);
    }
}

void CanvasPainter::footer(const NodeItem& item)
{
    m_painter.setFont(m_style.strong);
    m_painter.setPen(m_style.colors.alarm);
    text(QPointF(item.rect.left() + 16, item.rect.bottom() - 2), item.footer);
}

void CanvasPainter::boxNode(const NodeItem& item)
{
    const ThemeColors& colors = m_style.colors;
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    const bool broken = item.look.live && (item.look.state == NodeState::Failed || item.look.state == NodeState::Lost);
    const bool marked = broken || item.look.jammed || item.problem == Problem::Error || item.fault.is();
    const QColor edge = item.selected ? colors.accent : marked ? colors.alarm : colors.border;
    m_painter.fillRect(item.rect, edge);
    const double width = (item.selected || marked ? 2 : 1) / m_style.zoom;
    m_painter.fillRect(item.rect.adjusted(width, width, -width, -width), colors.surface);
    const QColor pattern = item.ports.empty() ? colors.idle : Theme::instance().typeColor(item.ports.front().type);
    m_painter.fillRect(QRectF(item.rect.left(), item.rect.top(), 3 / m_style.zoom, item.rect.height()), pattern);
}

void CanvasPainter::note(const NoteItem& item)
{
    const ThemeColors& colors = m_style.colors;
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    m_painter.setPen(QPen(item.selected ? colors.accent : colors.border, item.selected ? 2 : 1, Qt::DashLine));
    m_painter.setBrush(colors.raised);
    m_painter.drawRoundedRect(item.rect, 4, 4);
    if (m_style.detail == Detail::Boxes)
        return;
    m_painter.setFont(m_style.small);
    m_painter.setPen(colors.textMuted);
    m_painter.drawText(item.rect.adjusted(10, 8, -10, -8), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                       QString::fromStdString(item.note.text));
}

} // namespace zeroloom
