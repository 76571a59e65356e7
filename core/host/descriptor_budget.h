// Whether a node's sockets find enough descriptors: libzmq ends the process when it finds none, so that is asked
// before.
//
// Made for one change of what runs, on the runtime's thread.
#pragma once

#include <cstddef>
#include <map>

#include "core/base/result.h"
#include "core/plan/plan.h"

namespace zeroloom {

class DescriptorBudget {
public:
    // `open` of at most `limit` are in use. `plan` is all that shall run, for what comes to meet its sockets.
    DescriptorBudget(const HostPlan& plan, std::size_t open, std::size_t limit);
    // Of this process.
    explicit DescriptorBudget(const HostPlan& plan);

    // About how many the node's sockets take, with their monitors and connections.
    std::size_t neededBy(const PlannedNode& node) const;
    // Sets them aside. Refuses in words when there are not so many.
    [[nodiscard]] Status take(const PlannedNode& node);

private:
    std::map<SocketRef, std::size_t> m_copies; // of the sockets that are opened several times
    const std::size_t m_limit;
    std::size_t m_taken;
};

} // namespace zeroloom
