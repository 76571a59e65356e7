#include "ui/liveness/timeline_painter.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QPainter>

#include "ui/theme/heart_look.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

constexpr double LeastTickWidth = 72; // px

QString words(const char* english) { return QCoreApplication::translate("Timeline", english); }

void paintState(QPainter& painter, const QRectF& row, double from, double to, HeartState state)
{
    const ThemeColors& colors = Theme::instance().colors();
    const QColor color = heartColor(state, colors);
    const double middle = row.center().y();
    const double width = std::max(1.0, to - from);
    switch (state) {
    case HeartState::Alive:
        painter.fillRect(QRectF(from, middle - 2, width, 4), color);
        break;
    case HeartState::Late: {
        const QRectF bar(from, middle - 4, width, 8);
        painter.fillRect(bar, width < 4 ? QBrush(color) : QBrush(color, Qt::BDiagPattern));
        painter.fillRect(QRectF(from, middle + 3, width, 1), color);
        painter.fillRect(QRectF(from, middle - 4, width, 1), color);
        break;
    }
    case HeartState::Lost: {
        const QRectF bar(from, row.top() + 3, width, row.height() - 6);
        QColor ground = color;
        ground.setAlphaF(0.22F);
        painter.fillRect(bar, width < 4 ? color : ground);
        painter.fillRect(bar, QBrush(color, Qt::DiagCrossPattern));
        if (width >= 4) {
            painter.setPen(QPen(color, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        break;
    }
    case HeartState::Left:
        painter.setPen(QPen(color, 1, Qt::DotLine));
        painter.drawLine(QPointF(from, middle), QPointF(from + width, middle));
        break;
    }
}

// A triangle that points up where a heart came back, a stroke where it came.
void paintComing(QPainter& painter, const QRectF& row, double x, HeartChangeKind kind)
{
    const QColor color = Theme::instance().colors().good;
    if (kind == HeartChangeKind::New) {
        painter.fillRect(QRectF(x, row.top() + 4, 2, row.height() - 8), color);
        return;
    }
    const QPointF corners[3] = {{x, row.top() + 4}, {x - 4, row.bottom() - 4}, {x + 4, row.bottom() - 4}};
    painter.setPen(QPen(Theme::instance().colors().surface, 1));
    painter.setBrush(color);
    painter.drawConvexPolygon(corners, 3);
}

double tickStep(const TimeScale& scale)
{
    for (const double step : {0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0})
        if (step / scale.span * scale.width >= LeastTickWidth)
            return step;
    return 4 * 3600.0;
}

} // namespace

void paintTimelineRow(QPainter& painter, const QRectF& row, const TimeScale& scale, std::span<const TimelineMark> marks,
                      double until)
{
    const double right = std::min(scale.left + scale.width, scale.x(until));
    auto mark = std::ranges::upper_bound(marks, scale.begin, {}, &TimelineMark::seconds);
    if (mark != marks.begin())
        --mark;
    double from = 0;
    std::optional<HeartState> state; // of the piece that begins at `from`
    for (; mark != marks.end(); ++mark) {
        const double x = std::max(scale.left, std::floor(scale.x(mark->seconds)));
        if (x > right)
            break;
        const HeartState next = stateAfter(mark->kind);
        if (state && x - from < 1) {
            // Less than a pixel: nothing that is bad is hidden by what follows at once.
            // The worst of what falls on the same pixel is what is seen.
            if (gravity(next) >= gravity(*state))
                state = next;
            else if (const auto after = std::next(mark); after == marks.end() || scale.x(after->seconds) - x >= 1) {
                paintState(painter, row, from, from + 1, *state);
                from += 1;
                state = next;
            }
            continue;
        }
        if (state)
            paintState(painter, row, from, x, *state);
        from = x;
        state = next;
    }
    if (state && right > from)
        paintState(painter, row, from, right, *state);
    for (mark = std::ranges::lower_bound(marks, scale.begin, {}, &TimelineMark::seconds); mark != marks.end(); ++mark) {
        const double x = scale.x(mark->seconds);
        if (x > right)
            break;
        if (mark->kind == HeartChangeKind::New || mark->kind == HeartChangeKind::Back)
            paintComing(painter, row, x, mark->kind);
    }
}

QString agoText(double seconds)
{
    if (seconds < 0.05)
        return words("now");
    if (seconds < 120)
        return words("−%1 s").arg(seconds, 0, 'f', seconds < 10 && seconds != std::floor(seconds) ? 1 : 0);
    if (seconds < 7200)
        return words("−%1 min").arg(seconds / 60, 0, 'f', std::fmod(seconds, 60) > 1 ? 1 : 0);
    return words("−%1 h").arg(seconds / 3600, 0, 'f', 1);
}

void paintTimeAxis(QPainter& painter, const QRectF& header, const QRectF& below, const TimeScale& scale, double now)
{
    const ThemeColors& colors = Theme::instance().colors();
    painter.fillRect(header, colors.raised);
    painter.setFont(Theme::instance().smallFigureFont());
    const double step = tickStep(scale);
    const double end = scale.begin + scale.span;
    // Ticks stand at round times before now, so that they do not crawl with the bars.
    for (double steps = std::max(0.0, std::ceil((now - end) / step - 1e-6));; ++steps) {
        const double at = now - steps * step;
        if (at < scale.begin)
            break;
        const double x = scale.x(at);
        painter.setPen(QPen(colors.divider, 1));
        painter.drawLine(QPointF(x, header.bottom()), QPointF(x, below.bottom()));
        painter.setPen(colors.textMuted);
        const QRectF label(x - 48, header.top(), 46, header.height());
        if (label.left() > header.left() - 24)
            painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, agoText(steps * step));
    }
    painter.setPen(QPen(colors.divider, 1));
    painter.drawLine(header.bottomLeft(), header.bottomRight());
}

} // namespace zeroloom
