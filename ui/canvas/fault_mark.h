// The mark that a fault has on the canvas: a glyph and words in a pill. GUI thread only.
#pragma once

#include <QPainter>

#include "core/plan/conditions.h"
#include "ui/canvas/canvas_items.h"
#include "ui/theme/theme.h"

namespace zeroloom {

FaultGlyph glyphOf(const NodeCondition& condition);
FaultGlyph glyphOf(const WireFault& fault);
// Words are shortened so that the whole mark is no wider than `room`. Returns whether the mark changed.
bool setMark(FaultMark& mark, FaultGlyph glyph, const QString& words, double room);

// What it breaks is an alarm, what it only disturbs a warning.
QColor faultColor(FaultGlyph glyph, const ThemeColors& colors);
// In scene units; `font` is the theme's small one.
void drawMark(QPainter& painter, const QRectF& rect, const FaultMark& mark, const ThemeColors& colors,
              const QFont& font);
// The glyph alone, in a disc.
void drawMarkDisc(QPainter& painter, const QPointF& middle, double radius, FaultGlyph glyph, const ThemeColors& colors);

} // namespace zeroloom
