#include "ui/canvas/heart_frame.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "ui/canvas/canvas_geometry.h"

namespace zeroloom {
namespace {

constexpr double Gap = 12;        // to other cards
constexpr double FooterRoom = 28; // below a card, for what it says there
constexpr double SideGap = 48;    // beside a card, clear of its ports
constexpr double LargestSide = 1200;
constexpr std::size_t SmallestMatrix = 64;
constexpr QSizeF CardPitch(176, 44);

struct Wish {
    HeartStyle style = HeartStyle::Cells;
    QSizeF pitch;
    int columns = 1;
    int rows = 1; // for all of them, in so many columns
};

double squarePitch(std::size_t hearts)
{
    if (hearts <= 600)
        return 14;
    return hearts <= 4'096 ? 10 : 7;
}

int cardColumns(std::size_t hearts)
{
    constexpr std::array<std::size_t, 4> Limits = {4, 8, 18, 40}; // for 1, 2, 3, 4 columns
    return 1 + static_cast<int>(std::lower_bound(Limits.begin(), Limits.end(), hearts) - Limits.begin());
}

int rowsFor(std::size_t hearts, int columns)
{
    return static_cast<int>((hearts + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns));
}

Wish wishFor(std::size_t hearts)
{
    Wish wish;
    if (hearts <= HeartFrame::MostCells) {
        wish.pitch = CardPitch;
        wish.columns = cardColumns(hearts);
    } else {
        wish.style = HeartStyle::Matrix;
        const double pitch = squarePitch(hearts);
        wish.pitch = {pitch, pitch};
        std::size_t step = SmallestMatrix;
        while (step < hearts)
            step *= 2;
        const int most = static_cast<int>(LargestSide / pitch);
        wish.columns = std::min(static_cast<int>(std::ceil(std::sqrt(static_cast<double>(step) * 1.7))), most);
    }
    wish.rows = std::min(rowsFor(hearts, wish.columns), static_cast<int>(LargestSide / wish.pitch.height()));
    return wish;
}

QSizeF frameSize(const QSizeF& pitch, int columns, int rows)
{
    constexpr double P = HeartFrame::Padding;
    return {columns * pitch.width() + 2 * P, rows * pitch.height() + HeartFrame::HeaderHeight + P};
}

enum class Side { Below, BelowToTheLeft, BelowInTheMiddle, ToTheRight, Above, ToTheLeft };

double leftEdge(Side side, const QRectF& anchor, double width)
{
    switch (side) {
    case Side::Below:
    case Side::Above:
        return anchor.left();
    case Side::BelowToTheLeft:
        return anchor.right() - width;
    case Side::BelowInTheMiddle:
        return anchor.center().x() - width / 2;
    case Side::ToTheRight:
        return anchor.right() + SideGap;
    case Side::ToTheLeft:
        return anchor.left() - SideGap - width;
    }
    return anchor.left();
}

// How high something of this width may be there until it meets what is in the way.
double roomAt(Side side, double left, double width, const QRectF& anchor, const std::vector<QRectF>& taken)
{
    double room = std::numeric_limits<double>::max();
    const bool up = side == Side::Above;
    const bool beside = side == Side::ToTheRight || side == Side::ToTheLeft;
    const double start = up ? anchor.top() - Gap : beside ? anchor.top() : anchor.bottom() + FooterRoom;
    for (const QRectF& each : taken) {
        if (each.right() + Gap <= left || each.left() - Gap >= left + width)
            continue;
        if (up) {
            if (each.top() < start)
                room = std::min(room, start - each.bottom() - Gap);
        } else if (each.bottom() + Gap > start) {
            room = std::min(room, each.top() - Gap - start);
        }
    }
    return room;
}

HeartFrame placed(Side side, const QRectF& anchor, std::size_t hearts, const Wish& wish, int columns,
                  const std::vector<QRectF>& taken)
{
    HeartFrame frame;
    frame.style = wish.style;
    frame.pitch = wish.pitch;
    frame.columns = columns;
    const double width = frameSize(wish.pitch, columns, 0).width();
    const double left = leftEdge(side, anchor, width);
    const double room = std::min(roomAt(side, left, width, anchor, taken), LargestSide);
    const double forRows = room - frameSize(wish.pitch, columns, 0).height();
    if (forRows < wish.pitch.height())
        return frame;
    frame.rows = std::min(rowsFor(hearts, columns), static_cast<int>(forRows / wish.pitch.height()));
    const QSizeF size = frameSize(wish.pitch, columns, frame.rows);
    const bool beside = side == Side::ToTheRight || side == Side::ToTheLeft;
    const double top = side == Side::Above ? anchor.top() - Gap - size.height()
                       : beside            ? anchor.top()
                                           : anchor.bottom() + FooterRoom;
    frame.rect = QRectF(QPointF(left, top), size);
    frame.shown = std::min(hearts, static_cast<std::size_t>(frame.rows) * static_cast<std::size_t>(columns));
    return frame;
}

} // namespace

QRectF HeartFrame::header() const
{
    return {rect.left() + Padding, rect.top(), rect.width() - 2 * Padding, HeaderHeight};
}

QRectF HeartFrame::cell(std::size_t index) const
{
    const auto column = static_cast<double>(index % static_cast<std::size_t>(columns));
    const auto row = static_cast<double>(index / static_cast<std::size_t>(columns));
    return {rect.left() + Padding + column * pitch.width(), rect.top() + HeaderHeight + row * pitch.height(),
            pitch.width(), pitch.height()};
}

std::optional<std::size_t> HeartFrame::indexAt(const QPointF& point) const
{
    const QPointF inside = point - QPointF(rect.left() + Padding, rect.top() + HeaderHeight);
    if (rect.isNull() || inside.x() < 0 || inside.y() < 0)
        return std::nullopt;
    const auto column = static_cast<std::size_t>(inside.x() / pitch.width());
    const auto row = static_cast<std::size_t>(inside.y() / pitch.height());
    const std::size_t index = row * static_cast<std::size_t>(columns) + column;
    if (column >= static_cast<std::size_t>(columns) || row >= static_cast<std::size_t>(rows) || index >= shown)
        return std::nullopt;
    return index;
}

std::pair<std::size_t, std::size_t> HeartFrame::indicesIn(const QRectF& part) const
{
    if (rect.isNull() || !part.intersects(rect))
        return {0, 0};
    const double top = rect.top() + HeaderHeight;
    const auto row = [&](double y) {
        return static_cast<std::size_t>(std::clamp(std::floor((y - top) / pitch.height()), 0.0, rows - 1.0));
    };
    const auto wide = static_cast<std::size_t>(columns);
    return {std::min(shown, row(part.top()) * wide), std::min(shown, (row(part.bottom()) + 1) * wide)};
}

HeartFrame heartFrame(const QRectF& anchor, std::size_t hearts, const std::vector<QRectF>& taken)
{
    const Wish wish = wishFor(hearts);
    HeartFrame best;
    int before = 0;
    // As wide as it wants to be; else narrower and higher.
    for (const double share : {1.0, 0.75, 0.5, 0.34, 0.25, 0.0}) {
        const int columns = std::max(1, static_cast<int>(std::lround(wish.columns * share)));
        if (columns == before)
            continue;
        before = columns;
        for (const Side side : {Side::Below, Side::BelowToTheLeft, Side::BelowInTheMiddle, Side::ToTheRight,
                                Side::Above, Side::ToTheLeft}) {
            HeartFrame frame = placed(side, anchor, hearts, wish, columns, taken);
            if (frame.shown == hearts)
                return frame;
            if (frame.shown > best.shown)
                best = frame;
        }
    }
    return best;
}

} // namespace zeroloom
