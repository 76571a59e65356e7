// What the canvas says of hearts: over a cell, above a frame, and to screen readers. Pure functions.
#pragma once

#include <QString>

#include "ui/canvas/heart_field.h"

namespace zeroloom {

// "3,000 hearts · 2 lost · 5 late"; what has no room, what can't be judged and what is not known now come first.
QString heartsHeader(const HeartCluster& cluster);
// "0.41 ms"; a dash before the first answer.
QString roundTripText(std::uint32_t microseconds);
// Rich text: state, round trips, age of the last beat, and why it is late or lost.
QString heartTooltip(const HeartCluster& cluster, const Heart& heart);
// "engine-3, lost, 3 beats missed in a row, last beat 4.2 s ago".
QString heartDescription(const HeartCluster& cluster, const Heart& heart);
// "Hearts of Monitor: 3,000 hearts, 2 lost".
QString clusterDescription(const QString& monitor, const HeartCluster& cluster);
QString clusterTooltip(const QString& monitor, const HeartCluster& cluster);

} // namespace zeroloom
