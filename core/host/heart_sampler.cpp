#include "core/host/heart_sampler.h"

#include <algorithm>
#include <utility>

#include "core/host/event_loop.h"
#include "core/host/heart_events.h"

namespace zeroloom {

void HeartSampler::collectFrom(const NodeRecordPtr& node, HeartWatch& watch, HostBatch& batch)
{
    const Nanoseconds now = EventLoop::now();
    Known& known = m_monitors[node->id];
    if (known.node.lock() != node)
        known = {.node = node, .life = static_cast<std::uint64_t>(now.count())};
    known.seen = true;
    // Those that the watch had no room for are a gap in the numbers.
    m_lastChange += watch.takeChanges(m_changes);
    logHeartChanges(node->id, m_changes, m_log);
    for (HeartChange& change : m_changes)
        batch.heartChanges.push_back({++m_lastChange, node->id, std::move(change)});
    m_changes.clear();
    batch.monitors.push_back({node->id, known.life, watch.figures(now)});
    for (Heart& heart : watch.heartsSince(known.stamp))
        batch.hearts.push_back({node->id, std::move(heart)});
}

void HeartSampler::collect(const std::vector<NodeRecordPtr>& nodes, HostBatch& batch)
{
    std::vector<std::weak_ptr<NodeRecord>> monitors;
    for (const NodeRecordPtr& node : nodes) {
        HeartWatch* watch = node->role ? node->role->hearts() : nullptr;
        if (!watch)
            continue;
        monitors.push_back(node);
        collectFrom(node, *watch, batch);
    }
    m_processes.setMonitors(std::move(monitors));
    std::erase_if(m_monitors, [](const auto& entry) { return !entry.second.seen; });
    for (auto& [id, known] : m_monitors)
        known.seen = false;
}

} // namespace zeroloom
