// Where there is room for something new. Pure.
#pragma once

#include <vector>

#include <QRectF>

namespace zeroloom {

// The top left of a place as large as `wanted` and clear of everything in `taken`, as near to `wanted` as there is one:
// inside `preferred` where that is possible. In steps of the grid.
QPointF freePlace(const QRectF& wanted, const std::vector<QRectF>& taken, const QRectF& preferred);

} // namespace zeroloom
