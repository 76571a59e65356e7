#include "core/host/heart_rows.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace zeroloom {

void HeartRows::keepMonitors(const std::vector<HeartMonitorSample>& monitors)
{
    std::map<NodeId, Rows> kept;
    for (const HeartMonitorSample& monitor : monitors) {
        const auto before = m_monitors.find(monitor.monitor);
        const bool same = before != m_monitors.end() && before->second.life == monitor.life;
        Rows& rows = kept[monitor.monitor];
        if (same)
            rows = std::move(before->second);
        rows.life = monitor.life;
    }
    m_monitors = std::move(kept);
}

// A watch that has no room for a new heart gives up one that is gone, and what it said of that last is that it left. So
// the same ones go here: those that left, then those that are lost, the ones that have been so for longest first.
void HeartRows::makeRoom(std::vector<Row>& rows) const
{
    if (rows.size() <= m_most)
        return;
    std::vector<std::tuple<bool, std::uint64_t, std::uint32_t>> gone; // lost, since when, which
    for (const Row& row : rows) {
        if (row.heart.state == HeartState::Lost || row.heart.state == HeartState::Left)
            gone.emplace_back(row.heart.state == HeartState::Lost, row.heart.sinceNs, row.heart.number);
    }
    std::ranges::sort(gone);
    gone.resize(std::min(rows.size() - m_most, gone.size()));
    std::unordered_set<std::uint32_t> going;
    for (const auto& [lost, since, number] : gone)
        going.insert(number);
    std::erase_if(rows, [&](const Row& row) { return going.contains(row.heart.number); });
}

void HeartRows::update(const std::vector<HeartMonitorSample>& monitors, std::vector<HeartSample>&& changed,
                       std::uint64_t number)
{
    keepMonitors(monitors);
    for (HeartSample& sample : changed) {
        const auto monitor = m_monitors.find(sample.monitor);
        if (monitor == m_monitors.end())
            continue;
        std::vector<Row>& rows = monitor->second.rows;
        const auto numberOf = [](const Row& row) { return row.heart.number; };
        auto place = std::ranges::lower_bound(rows, sample.heart.number, {}, numberOf);
        if (place == rows.end() || place->heart.number != sample.heart.number)
            place = rows.emplace(place);
        *place = {std::move(sample.heart), number};
        monitor->second.changed = number;
    }
    for (auto& [monitor, rows] : m_monitors)
        makeRoom(rows.rows);
}

std::vector<HeartSample> HeartRows::since(std::uint64_t have) const
{
    std::vector<HeartSample> found;
    for (const auto& [monitor, rows] : m_monitors) {
        if (rows.changed <= have)
            continue;
        for (const Row& row : rows.rows) {
            if (row.changed > have)
                found.push_back({monitor, row.heart});
        }
    }
    return found;
}

} // namespace zeroloom
