// The hearts of one monitor: found by their ids, counted by state, listed in the order in which they changed, and
// bounded. Also the log of their changes. Plain, not guarded: HeartWatch is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "core/liveness/heart_judge.h"
#include "core/liveness/heart_row.h"

namespace zeroloom {

class HeartTable {
public:
    using Slot = std::uint32_t; // a heart's place, which another may take when it has made room
    static constexpr Slot None = HeartRow::None;

    HeartTable(std::size_t mostHearts, std::size_t mostChanges) : m_mostHearts(mostHearts), m_mostChanges(mostChanges)
    {
    }

    Slot find(std::span<const std::string_view> ids);
    // A new heart, late as long as nothing is known of it; None when there is no room.
    Slot add(std::span<const std::string_view> ids, Nanoseconds now);

    HeartRow& row(Slot slot) { return m_rows[slot]; }
    HeartPulse& pulse(Slot slot) { return m_pulses[slot]; }
    std::size_t size() const { return m_rows.size(); }
    std::span<HeartPulse> pulses() { return m_pulses; }

    // After any change of a row, so that heartsSince() tells of it.
    void touch(Slot slot);
    // Gives the heart the state and the cause, and logs what changed by it. `rttUs`: of the answer that did it.
    void apply(Slot slot, Verdict verdict, bool first, std::uint32_t rttUs, Nanoseconds now);
    // Its process is to be found out (again).
    void resolve(Slot slot);

    std::uint32_t count(HeartState state) const { return m_counts[static_cast<std::size_t>(state)]; }
    // Connections over which hearts answer, or did until they were lost with the connection still open.
    std::size_t answeringPeers() const { return m_plainPeers + m_sharedPeers.size(); }

    std::vector<Heart> heartsSince(std::uint64_t& stamp) const;
    std::uint64_t takeChanges(std::vector<HeartChange>& into);
    std::vector<std::pair<std::uint32_t, HeartPeer>> unresolved(std::size_t most) const;
    void setProcess(std::uint32_t heart, const HeartPeer& peer, std::int64_t processId, std::string name);

private:
    Slot freeSlot(Nanoseconds now);
    void link(Slot slot);
    void unlink(Slot slot);
    void countPeer(Slot slot);
    void record(HeartChange change);
    static Heart shown(const HeartRow& row);
    // In the order of making room: those that left before those that are lost, the oldest first.
    std::tuple<bool, std::uint64_t, Slot> turn(Slot slot) const;

    std::size_t m_mostHearts, m_mostChanges;
    std::deque<HeartRow> m_rows; // does not move rows when it grows
    std::vector<HeartPulse> m_pulses;
    std::unordered_map<std::string, Slot> m_slots; // by the ids' key
    std::vector<const std::string*> m_keys;        // of each slot; nullptr: it cannot come back
    std::string m_key;                             // the one that is looked for
    std::set<std::tuple<bool, std::uint64_t, Slot>> m_over;
    std::map<std::uint32_t, Slot> m_unresolved;                   // by number
    std::unordered_map<std::string, std::uint32_t> m_sharedPeers; // hearts by the routing id of a shared connection
    std::size_t m_plainPeers = 0;
    std::array<std::uint32_t, 4> m_counts{};
    std::uint32_t m_nextNumber = 0;

    std::uint64_t m_version = 0;
    Slot m_newest = None;
    std::deque<std::pair<std::uint64_t, Heart>> m_gone; // that made room, by version: their last state is told, too

    std::deque<HeartChange> m_changes;
    std::uint64_t m_changesLost = 0;
};

} // namespace zeroloom
