#include "ui/liveness/round_trips.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zeroloom {

void RoundTrips::record(const HeartBook& book)
{
    const std::size_t most = std::clamp(MostPoints / std::max<std::size_t>(1, book.size()), FewestOfOne, MostOfOne);
    for (std::uint32_t monitor = 0; monitor < book.monitors(); ++monitor)
        for (const Heart& heart : book.hearts(monitor)) {
            const HeartKey key{monitor, heart.number};
            if (const Heart* before = book.heartBefore(key); before == &heart)
                break; // nothing of this monitor changed
            const bool lost = heart.state == HeartState::Lost || heart.state == HeartState::Left;
            Track& track = m_tracks[key];
            if (heart.lastBeatNs > track.lastBeatNs && heart.rttUs > 0) {
                track.lastBeatNs = heart.lastBeatNs;
                track.broken = false;
                add(track,
                    {static_cast<float>(book.runSeconds(monitor, heart.lastBeatNs)),
                     static_cast<float>(heart.rttUs) / 1000},
                    most);
            } else if (lost && !track.broken && !track.points.empty()) {
                track.broken = true;
                const auto since = static_cast<float>(book.runSeconds(monitor, heart.sinceNs));
                add(track, {std::max(since, track.points.back().seconds), std::numeric_limits<float>::quiet_NaN()},
                    most);
            }
        }
}

void RoundTrips::add(Track& track, Point point, std::size_t most)
{
    if (track.points.size() >= most) {
        const std::size_t surplus = track.points.size() - most * 3 / 4;
        track.points.erase(track.points.begin(), track.points.begin() + static_cast<std::ptrdiff_t>(surplus));
    }
    track.points.push_back(point);
}

std::vector<SeriesPoint> RoundTrips::history(HeartKey heart, double since, double until) const
{
    std::vector<SeriesPoint> points;
    if (const auto found = m_tracks.find(heart); found != m_tracks.end())
        for (const Point& point : found->second.points)
            if (point.seconds >= since && point.seconds <= until)
                points.push_back({point.seconds, point.milliseconds});
    return points;
}

std::size_t RoundTrips::size() const
{
    std::size_t sum = 0;
    for (const auto& [key, track] : m_tracks)
        sum += track.points.size();
    return sum;
}

} // namespace zeroloom
