// The hearts of all monitors of a host as they were last read, each with the number of the batch in which it last
// changed. A host samples only those that changed, so unlike ChangedRows these rows stay until their monitor goes.
// Used by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "core/control/samples.h"
#include "core/liveness/heart_watch.h"

namespace zeroloom {

class HeartRows {
public:
    explicit HeartRows(std::size_t mostOfMonitor = HeartWatch::MostHearts) : m_most(mostOfMonitor) {}

    // What was read now, as batch `number`: all monitors, and of their hearts those that changed. Rows of monitors that
    // are not among them, or that were started anew, are forgotten.
    void update(const std::vector<HeartMonitorSample>& monitors, std::vector<HeartSample>&& changed,
                std::uint64_t number);

    // Hearts that changed after batch `have`, by monitor and number.
    std::vector<HeartSample> since(std::uint64_t have) const;

private:
    struct Row {
        Heart heart;
        std::uint64_t changed = 0;
    };
    struct Rows {
        std::uint64_t life = 0;
        std::uint64_t changed = 0; // the newest of its rows
        std::vector<Row> rows;     // by Heart::number
    };

    void keepMonitors(const std::vector<HeartMonitorSample>& monitors);
    void makeRoom(std::vector<Row>& rows) const;

    const std::size_t m_most;
    std::map<NodeId, Rows> m_monitors;
};

} // namespace zeroloom
