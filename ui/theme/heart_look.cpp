#include "ui/theme/heart_look.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/theme/text.h"

namespace zeroloom {
namespace {

constexpr int BeatsInStrip = 32;

} // namespace

QColor heartColor(HeartState state, const ThemeColors& colors)
{
    switch (state) {
    case HeartState::Alive:
        return colors.good;
    case HeartState::Late:
        return colors.warning;
    case HeartState::Lost:
        return colors.alarm;
    case HeartState::Left:
        return colors.idle;
    }
    return colors.idle;
}

QString heartStateText(HeartState state) { return toQString(name(state)); }

void drawHeartMark(QPainter& painter, const QRectF& square, HeartState state, const ThemeColors& colors)
{
    const QColor color = heartColor(state, colors);
    switch (state) {
    case HeartState::Alive:
        painter.fillRect(square, color);
        return;
    case HeartState::Late: {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        const QPointF corners[3] = {square.topLeft(), square.bottomRight(), square.bottomLeft()};
        painter.drawConvexPolygon(corners, 3);
        return;
    }
    case HeartState::Lost: {
        const double width = std::max(1.0, square.width() / 7);
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter.setBrush(Qt::NoBrush);
        const QRectF frame = square.adjusted(width / 2, width / 2, -width / 2, -width / 2);
        painter.drawRect(frame);
        painter.drawLine(frame.topLeft(), frame.bottomRight());
        painter.drawLine(frame.bottomLeft(), frame.topRight());
        return;
    }
    case HeartState::Left: {
        const double side = std::max(1.0, std::round(square.width() / 3));
        painter.fillRect(QRectF(square.center() - QPointF(side, side) / 2, QSizeF(side, side)), color);
        return;
    }
    }
}

BeatMark beatMark(std::uint64_t strip, int ago) { return static_cast<BeatMark>(strip >> (2 * ago) & 3U); }

void drawBeatStrip(QPainter& painter, const QRectF& strip, std::uint64_t marks, double pitch, const ThemeColors& colors)
{
    const int count = std::min(BeatsInStrip, static_cast<int>(strip.width() / pitch));
    const double bar = pitch >= 3 ? pitch - 1 : pitch;
    for (int ago = 0; ago < count; ++ago) {
        const double left = strip.right() - pitch * (ago + 1);
        switch (beatMark(marks, ago)) {
        case BeatMark::None:
            break;
        case BeatMark::InTime:
            painter.fillRect(QRectF(left, strip.top(), bar, strip.height()), colors.good);
            break;
        case BeatMark::Late:
            painter.fillRect(QRectF(left, strip.center().y(), bar, strip.height() / 2), colors.warning);
            break;
        case BeatMark::Missed:
            painter.fillRect(QRectF(left, strip.bottom() - 2, pitch, 2), colors.alarm);
            break;
        }
    }
}

} // namespace zeroloom
