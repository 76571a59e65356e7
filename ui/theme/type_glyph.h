// The glyph of each socket type: lines and dots in a box of 20 by 20, one stroke width. Pure functions.
#pragma once

#include <QPainter>
#include <QPainterPath>

#include "core/zmq/socket_type.h"

namespace zeroloom {

struct TypeGlyph {
    QPainterPath strokes; // drawn with a pen of GlyphStroke and round caps
    QPainterPath fills;
};
inline constexpr qreal GlyphBox = 20;
inline constexpr qreal GlyphStroke = 1.6;

// Constant for the life of the program.
const TypeGlyph& typeGlyphPath(SocketType type);

// In `color`, filling `box`, which should be square.
void drawTypeGlyph(QPainter& painter, const QRectF& box, SocketType type, const QColor& color);

} // namespace zeroloom
