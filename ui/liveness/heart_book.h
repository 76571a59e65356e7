// All hearts of all monitors of a run as the last observation has them, each by a key that stays. GUI thread only.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/observe/observation.h"

namespace zeroloom {

struct HeartKey {
    std::uint32_t monitor = 0; // its place in the book
    std::uint32_t heart = 0;   // Heart::number
    auto operator<=>(const HeartKey&) const = default;
};

struct HeartKeyHash {
    std::size_t operator()(const HeartKey& key) const
    {
        return std::hash<std::uint64_t>()((std::uint64_t(key.monitor) << 32) | key.heart);
    }
};

class HeartBook {
public:
    // `wallMs`: milliseconds since 1970 at this observation, to tell times of the monotonic clock as times of day.
    void show(ObservationPtr observation, std::int64_t wallMs);
    void clear();

    std::uint32_t monitors() const { return static_cast<std::uint32_t>(m_places.size()); }
    const NodeId& monitorId(std::uint32_t monitor) const { return m_places[monitor].node; }
    // The monitor's place, made when it is new.
    std::uint32_t placeOf(const NodeId& monitor);
    // nullptr: it is gone from the topology.
    const HeartMonitorObservation* monitor(std::uint32_t monitor) const { return m_places[monitor].now; }
    const std::vector<Heart>& hearts(std::uint32_t monitor) const; // by number; empty when it is gone
    // nullptr: no such heart, or its room was given to another.
    const Heart* heart(HeartKey key) const;
    // As the observation before had it; the same object when nothing of its monitor changed.
    const Heart* heartBefore(HeartKey key) const;
    std::size_t size() const; // hearts of all monitors

    // A time of the heart's machine as seconds since the run started, and as milliseconds since 1970.
    double runSeconds(std::uint32_t monitor, std::uint64_t timeNs) const;
    std::int64_t wallMs(std::uint32_t monitor, std::uint64_t timeNs) const;

private:
    struct Place {
        NodeId node;
        const HeartMonitorObservation* now = nullptr;
        const HeartMonitorObservation* before = nullptr;
        std::optional<std::int64_t> wallOffsetMs; // kept from the first observation, so that told times never waver
    };

    ObservationPtr m_now, m_before; // own what the places point to
    std::vector<Place> m_places;
};

} // namespace zeroloom
