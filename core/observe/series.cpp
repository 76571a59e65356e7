#include "core/observe/series.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace zeroloom {

namespace {

constexpr double FineStep = 0.1, CoarseStep = 1.0;
constexpr double Jitter = 0.04; // batches come a little early or late

} // namespace

void Series::add(double seconds, double value)
{
    m_begun = true;
    if (std::exchange(m_interrupted, false))
        value = std::numeric_limits<double>::quiet_NaN();
    const double step = m_fine ? FineStep : CoarseStep;
    if (!m_points.empty()) {
        const Point& newest = m_points[(m_oldest + m_points.size() - 1) % m_points.size()];
        const bool gapBegins = std::isnan(value) && !std::isnan(newest.value);
        if (seconds - newest.seconds < step - Jitter && !gapBegins)
            return;
    }
    const Point point{static_cast<float>(seconds), static_cast<float>(value)};
    const auto most = static_cast<std::size_t>(KeptSeconds / step);
    if (m_points.size() < most) {
        if (m_oldest != 0) { // it grew from coarse to fine: unroll the ring first
            std::rotate(m_points.begin(), m_points.begin() + static_cast<std::ptrdiff_t>(m_oldest), m_points.end());
            m_oldest = 0;
        }
        m_points.push_back(point);
        return;
    }
    m_points[m_oldest] = point;
    m_oldest = (m_oldest + 1) % m_points.size();
}

std::vector<SeriesPoint> Series::since(double seconds) const
{
    std::vector<SeriesPoint> points;
    if (m_points.empty())
        return points;
    const double newest = m_points[(m_oldest + m_points.size() - 1) % m_points.size()].seconds;
    const double from = std::max(seconds, newest - KeptSeconds);
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const Point& point = m_points[(m_oldest + i) % m_points.size()];
        if (point.seconds >= from)
            points.push_back({point.seconds, point.value});
    }
    return points;
}

std::vector<SeriesPoint> thinned(const std::vector<SeriesPoint>& points, std::size_t most)
{
    if (points.size() <= most)
        return points;
    std::vector<SeriesPoint> kept;
    const std::size_t parts = std::max<std::size_t>(1, most / 2);
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t begin = points.size() * part / parts, end = points.size() * (part + 1) / parts;
        std::size_t low = begin, high = begin;
        for (std::size_t i = begin; i < end; ++i) {
            // What is not known is neither high nor low, but better than nothing in a part that has nothing else.
            if (std::isnan(points[low].value) || points[i].value < points[low].value)
                low = i;
            if (std::isnan(points[high].value) || points[i].value > points[high].value)
                high = i;
        }
        if (kept.size() < most)
            kept.push_back(points[std::min(low, high)]);
        if (low != high && kept.size() < most)
            kept.push_back(points[std::max(low, high)]);
    }
    return kept;
}

} // namespace zeroloom
