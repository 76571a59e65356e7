// What the observer remembers of the monitors of hearts between batches. Plain values, one thread.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "core/control/samples.h"
#include "core/observe/observation.h"

namespace zeroloom {

class ObservedHearts {
public:
    struct Monitor {
        HostId host;
        std::uint32_t hostLife = 0; // of the last sample
        std::uint64_t life = 0;     // its own
        std::uint64_t timeNs = 0;   // of the last batch of its host in that life
        HeartMonitorFigures figures;
        // In the order of their numbers; never changed once it is made, because observations share it. Never null.
        std::shared_ptr<const std::vector<Heart>> hearts = std::make_shared<const std::vector<Heart>>();
    };

    // `hostLife` grows when the host's process was started anew. Rows of an earlier life of a monitor, of its host's or
    // of its own, never stand beside those of a later one.
    void addBatch(const HostBatch& batch, std::uint32_t hostLife);
    void forget(const NodeId& monitor) { m_monitors.erase(monitor); }
    void keepOnly(const std::set<NodeId>& nodes);

    const std::map<NodeId, Monitor>& monitors() const { return m_monitors; }

private:
    std::map<NodeId, Monitor> m_monitors;
};

} // namespace zeroloom
