// Round-trip times of all hearts over time, as many of each as the bound allows: what the plot draws of a heart that is
// selected later has been kept by then. GUI thread only.
#pragma once

#include <unordered_map>
#include <vector>

#include "core/observe/observer.h"
#include "ui/liveness/heart_book.h"

namespace zeroloom {

class RoundTrips {
public:
    static constexpr std::size_t MostPoints = 2'000'000; // of all hearts, 8 bytes each
    static constexpr std::size_t MostOfOne = 1200, FewestOfOne = 60;

    // Takes what came since the last call. Beats between two calls are one point.
    void record(const HeartBook& book);
    void clear() { m_tracks.clear(); }
    // Milliseconds over seconds since the run started, from `since` to `until`; NaN where the heart was lost.
    std::vector<SeriesPoint> history(HeartKey heart, double since, double until) const;
    std::size_t size() const; // points

private:
    struct Point {
        float seconds, milliseconds;
    };
    struct Track {
        std::vector<Point> points;
        std::uint64_t lastBeatNs = 0;
        bool broken = false; // it was lost after the last point
    };
    void add(Track& track, Point point, std::size_t most);

    std::unordered_map<HeartKey, Track, HeartKeyHash> m_tracks;
};

} // namespace zeroloom
