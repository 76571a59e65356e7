// All hearts that a run has seen, and what is to be told of them: made of observations and changes of state, in the
// order of time. Plain values, one thread; no output is made here.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/observe/observer.h"

namespace zeroloom {

// Something that happened to a heart.
struct HeartTold {
    double seconds = 0; // since the run started
    NodeId monitor;
    std::string heart; // its id
    HeartChangeKind kind = HeartChangeKind::New;
    bool change = false;      // of its state; false: one more beat
    std::uint32_t rttUs = 0;  // 0: not known
    std::uint32_t missed = 0; // in a row
    std::uint64_t beats = 0;  // in all, when it is told of a beat
    std::string cause;
};

struct BookedHeart {
    NodeId monitor;
    Heart heart;
    double ageSeconds = 0;   // of its last beat, when it was last heard of; less than 0: it has had none
    double stateSeconds = 0; // how long it has been in its state
};

struct HeartTotals {
    std::size_t hearts = 0, alive = 0, late = 0, lost = 0, left = 0;
    std::uint64_t beats = 0, missed = 0, timesLost = 0;
};

class HeartLedger {
public:
    // What is new since the last call: changes of state and beats. Beats between two observations are told of once.
    std::vector<HeartTold> take(const Observation& observation, std::span<const Observer::HeartEvent> events);
    // The monitor's hearts have left for good, and it will be taken away: they stay in the book.
    std::vector<HeartTold> leave(const NodeId& monitor, double seconds, const std::string& cause);

    // In an order that never changes: by monitor, then as they came.
    std::vector<BookedHeart> rows() const;
    HeartTotals totals() const;

private:
    struct Entry {
        Heart heart;
        std::uint64_t toldNs = 0; // beats up to then have been told of
    };
    struct Page {
        std::shared_ptr<const std::vector<Heart>> seen; // as last taken in
        std::map<std::uint32_t, Entry> entries;         // by the hearts' numbers
        std::uint64_t nowNs = 0;
        double nowSeconds = 0;
        bool gone = false;
    };

    void takeBeats(const NodeId& monitor, Page& page, const HeartMonitorObservation& now, std::vector<HeartTold>& told);

    std::map<NodeId, Page> m_pages;
    std::uint64_t m_timesLost = 0;
};

} // namespace zeroloom
