// Writes the histories of a run, within a bound of memory. One thread.
//
// A point takes 8 bytes and a full history of ten minutes 48 kB, so a thousand series are kept at ten points a second.
// What comes after those is kept at one point a second (5 kB), and only its rates and queue depths, until somebody asks
// for it. A series that has never been anything but 0 takes no room.
#pragma once

#include "core/observe/observed_run.h"

namespace zeroloom {

class HistoryRecorder {
public:
    // Called after every batch; records at most ten times a second.
    void record(ObservedRun& run, const Observation& now);

    // A host was lost: called once the run knows. No batch may come that would show the gap that begins here.
    void recordLoss(ObservedRun& run, const Observation& now);

    // The points of a series; asking for it makes it fine from now on.
    std::vector<SeriesPoint> points(ObservedRun& run, const SeriesKey& key, double since);

private:
    bool keeps(const Series& series, Metric metric) const;
    void add(Series& series, Metric metric, double seconds, double value);
    void recordAll(ObservedRun& run, const Observation& now);
    void recordSocket(SocketRow& row, const SocketObservation& seen, double seconds);
    void recordWire(WireRow& row, const WireObservation& seen, double seconds, std::uint64_t timeNs);

    std::size_t m_fine = 0;
    double m_last = -1;
};

} // namespace zeroloom
