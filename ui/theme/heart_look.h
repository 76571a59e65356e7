// How the states of a heart and its beats look: shape and colour both tell them, the same wherever hearts are shown.
// GUI thread only.
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

#include "core/liveness/heart.h"
#include "ui/theme/theme.h"

class QPainter;

namespace zeroloom {

QColor heartColor(HeartState state, const ThemeColors& colors);
QString heartStateText(HeartState state); // "alive"

// Fills a square: whole while it is alive, its lower half as a triangle when it is late, a frame with a cross when it
// is lost, a dot where it left. Can be told apart from five pixels on.
void drawHeartMark(QPainter& painter, const QRectF& square, HeartState state, const ThemeColors& colors);

// The last beats, the newest at the right: a bar as high as `strip` in time, one of half the height when late, a stroke
// on the ground when missed, nothing before the first. As many as have room at `pitch` pixels each, at most 32.
void drawBeatStrip(QPainter& painter, const QRectF& strip, std::uint64_t marks, double pitch,
                   const ThemeColors& colors);

// The marks of a strip, the newest first.
BeatMark beatMark(std::uint64_t strip, int ago);

} // namespace zeroloom
