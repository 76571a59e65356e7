#include "ui/theme/type_glyph.h"

#include <array>

namespace zeroloom {

namespace {

void line(QPainterPath& path, std::initializer_list<QPointF> points)
{
    const QPointF* point = points.begin();
    path.moveTo(*point);
    while (++point != points.end()) {
        path.lineTo(*point);
    }
}

void dot(QPainterPath& path, QPointF centre, qreal radius) { path.addEllipse(centre, radius, radius); }

// The message that leaves (or, mirrored, arrives): one arrow.
TypeGlyph arrow()
{
    TypeGlyph glyph;
    line(glyph.strokes, {{5, 10}, {14.5, 10}});
    line(glyph.strokes, {{11, 6.2}, {14.8, 10}, {11, 13.8}});
    return glyph;
}

TypeGlyph bothWays()
{
    TypeGlyph glyph;
    line(glyph.strokes, {{4.5, 7.5}, {15, 7.5}});
    line(glyph.strokes, {{12.2, 4.7}, {15, 7.5}, {12.2, 10.3}});
    line(glyph.strokes, {{15.5, 12.5}, {5, 12.5}});
    line(glyph.strokes, {{7.8, 9.7}, {5, 12.5}, {7.8, 15.3}});
    return glyph;
}

// One way that forks: each message takes one branch.
TypeGlyph fork()
{
    TypeGlyph glyph;
    line(glyph.strokes, {{4.5, 10}, {9, 10}, {15, 5}});
    line(glyph.strokes, {{9, 10}, {15.5, 10}});
    line(glyph.strokes, {{9, 10}, {15, 15}});
    return glyph;
}

// As the fork, to peers that are addressed: each branch ends at somebody.
TypeGlyph addressed()
{
    TypeGlyph glyph = fork();
    for (const QPointF& end : {QPointF(15, 5), QPointF(15.5, 10), QPointF(15, 15)}) {
        dot(glyph.fills, end, 1.7);
    }
    return glyph;
}

// One point whose rays all carry the same message; an open point also hears subscriptions.
TypeGlyph broadcast(bool open)
{
    TypeGlyph glyph;
    dot(open ? glyph.strokes : glyph.fills, {5.4, 10}, 2.1);
    line(glyph.strokes, {{9.4, 8}, {14.8, 4.8}});
    line(glyph.strokes, {{9.9, 10}, {15.5, 10}});
    line(glyph.strokes, {{9.4, 12}, {14.8, 15.2}});
    return glyph;
}

TypeGlyph pairLines()
{
    TypeGlyph glyph;
    line(glyph.strokes, {{5, 8}, {15, 8}});
    line(glyph.strokes, {{5, 12}, {15, 12}});
    return glyph;
}

TypeGlyph stream()
{
    TypeGlyph glyph;
    for (const qreal y : {7.5, 12.5}) {
        glyph.strokes.moveTo(4.5, y);
        glyph.strokes.cubicTo(7.5, y - 3, 8.5, y - 3, 10, y);
        glyph.strokes.cubicTo(11.5, y + 3, 12.5, y + 3, 15.5, y);
    }
    return glyph;
}

TypeGlyph draft()
{
    TypeGlyph glyph;
    dot(glyph.strokes, {10, 10}, 5);
    return glyph;
}

TypeGlyph mirrored(const TypeGlyph& glyph)
{
    const QTransform flip(-1, 0, 0, 1, GlyphBox, 0);
    return {flip.map(glyph.strokes), flip.map(glyph.fills)};
}

TypeGlyph makeGlyph(SocketType type)
{
    switch (type) {
    case SocketType::Req:
        return arrow();
    case SocketType::Rep:
        return mirrored(arrow());
    case SocketType::Dealer:
        return bothWays();
    case SocketType::Router:
        return addressed();
    case SocketType::Pub:
        return broadcast(false);
    case SocketType::Sub:
        return mirrored(broadcast(false));
    case SocketType::XPub:
        return broadcast(true);
    case SocketType::XSub:
        return mirrored(broadcast(true));
    case SocketType::Push:
        return fork();
    case SocketType::Pull:
        return mirrored(fork());
    case SocketType::Pair:
        return pairLines();
    case SocketType::Stream:
        return stream();
    default:
        return draft();
    }
}

} // namespace

const TypeGlyph& typeGlyphPath(SocketType type)
{
    constexpr std::size_t Types = static_cast<std::size_t>(SocketType::Channel) + 1;
    static const std::array<TypeGlyph, Types> glyphs = [] {
        std::array<TypeGlyph, Types> made;
        for (std::size_t i = 0; i < Types; ++i) {
            made[i] = makeGlyph(static_cast<SocketType>(i));
        }
        return made;
    }();
    return glyphs[std::min(static_cast<std::size_t>(type), Types - 1)];
}

void drawTypeGlyph(QPainter& painter, const QRectF& box, SocketType type, const QColor& color)
{
    const TypeGlyph& glyph = typeGlyphPath(type);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / GlyphBox, box.height() / GlyphBox);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, GlyphStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(glyph.strokes);
    painter.fillPath(glyph.fills, color);
    painter.restore();
}

} // namespace zeroloom
