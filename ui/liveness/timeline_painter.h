// Paints one heart's row of the timeline and the axis of time above. States differ in height and pattern as well as in
// colour: alive is a thin bar, late a hatched one, lost a high frame with a cross hatch, left a dotted line. Pure
// functions on a painter; GUI thread only.
#pragma once

#include <span>

#include <QRectF>

#include "ui/liveness/timeline_store.h"

class QPainter;

namespace zeroloom {

// Which time is where, in pixels.
struct TimeScale {
    double left = 0, width = 1;  // px
    double begin = 0, span = 60; // seconds

    double x(double seconds) const { return left + (seconds - begin) / span * width; }
    double seconds(double x) const { return begin + (x - left) / width * span; }
};

// `until`: the last moment that is known of the heart, in seconds since the run started.
void paintTimelineRow(QPainter& painter, const QRectF& row, const TimeScale& scale, std::span<const TimelineMark> marks,
                      double until);
// Seconds before `now`, at round times.
void paintTimeAxis(QPainter& painter, const QRectF& header, const QRectF& below, const TimeScale& scale, double now);
QString agoText(double seconds); // "−30 s", "−2 min", "now"

} // namespace zeroloom
