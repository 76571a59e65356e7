// What happened to each heart and when: the marks that the timeline draws. Bounded: of a heart that changes its state
// very often the oldest marks go first. GUI thread only.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/observe/observer.h"
#include "ui/liveness/heart_book.h"

namespace zeroloom {

struct TimelineMark {
    double seconds = 0; // since the run started
    HeartChangeKind kind = HeartChangeKind::New;
    std::uint64_t event = 0; // its number at the observer, which has the cause
};

// The state from a mark on.
HeartState stateAfter(HeartChangeKind kind);

class TimelineStore {
public:
    static constexpr std::size_t MostMarks = 1'000'000; // of all hearts
    static constexpr std::size_t FewestOfOne = 32;

    void add(HeartKey heart, const Observer::HeartEvent& event);
    void clear();
    std::span<const TimelineMark> marks(HeartKey heart) const;
    std::size_t size() const { return m_size; }
    // The mark that is in force at `seconds`; nullptr: none yet.
    const TimelineMark* markAt(HeartKey heart, double seconds) const;

private:
    std::size_t mostOfOne() const;

    std::unordered_map<HeartKey, std::vector<TimelineMark>, HeartKeyHash> m_marks;
    std::size_t m_size = 0;
};

} // namespace zeroloom
