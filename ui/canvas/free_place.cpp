#include "ui/canvas/free_place.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "ui/canvas/canvas_geometry.h"

namespace zeroloom {
namespace {

constexpr double Step = 3 * canvas_metrics::Grid;
constexpr double Gap = 1.5 * canvas_metrics::Grid; // around what is there
constexpr int Rings = 60;

class Search {
public:
    Search(const QRectF& wanted, const std::vector<QRectF>& taken) : m_wanted(wanted), m_taken(taken) {}

    // In growing squares around the wanted place; of each square the nearest.
    std::optional<QRectF> nearest(const QRectF& within) const
    {
        for (int ring = 0; ring <= Rings; ++ring) {
            std::optional<QRectF> best;
            double bestDistance = std::numeric_limits<double>::max();
            const auto consider = [&](int x, int y) {
                const QRectF place = m_wanted.translated(x * Step, y * Step);
                const double distance = std::hypot(x, y);
                if (distance < bestDistance && (within.isNull() || within.contains(place)) && isFree(place)) {
                    best = place;
                    bestDistance = distance;
                }
            };
            for (int along = -ring; along <= ring; ++along) {
                consider(along, ring);
                consider(along, -ring);
                consider(ring, along);
                consider(-ring, along);
            }
            if (best)
                return best;
        }
        return std::nullopt;
    }

private:
    bool isFree(const QRectF& place) const
    {
        const QRectF room = place.adjusted(-Gap, -Gap, Gap, Gap);
        return std::none_of(m_taken.begin(), m_taken.end(), [&](const QRectF& each) { return each.intersects(room); });
    }

    const QRectF m_wanted;
    const std::vector<QRectF>& m_taken;
};

} // namespace

QPointF freePlace(const QRectF& wanted, const std::vector<QRectF>& taken, const QRectF& preferred)
{
    const QRectF onGrid(QPointF(snapped(wanted.x()), snapped(wanted.y())), wanted.size());
    const Search search(onGrid, taken);
    if (!preferred.isNull())
        if (const auto place = search.nearest(preferred))
            return place->topLeft();
    if (const auto place = search.nearest({}))
        return place->topLeft();
    // Nothing near is free: below everything.
    double bottom = onGrid.top();
    for (const QRectF& each : taken)
        bottom = std::max(bottom, each.bottom());
    return {onGrid.x(), snapped(bottom + Step)};
}

} // namespace zeroloom
