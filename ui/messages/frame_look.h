// How the kinds of frames look: a word in a small frame, in the colour of the pattern that the kind belongs to. The
// word tells it, the colour helps. GUI thread only.
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

#include "core/observe/message_words.h"
#include "ui/theme/theme.h"

class QPainter;

namespace zeroloom {

QString frameKindText(FrameKind kind); // "routing id"
QColor frameColor(FrameKind kind, const ThemeColors& colors);

// The word in its frame, at the left of `room` and in its middle.
void drawFrameTag(QPainter& painter, const QRectF& room, FrameKind kind, const ThemeColors& colors);
// The widest of all tags, in pixels.
int frameTagWidth();

} // namespace zeroloom
