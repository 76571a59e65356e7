// The workers that wait for a request, in the order in which they became free: what a load-balancing broker keeps.
//
// Pure; owned by one thread.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>

namespace zeroloom {

class FreeWorkers {
public:
    // Behind the others. Who waits already keeps its place.
    void add(std::string_view routingId);
    bool empty() const { return m_waiting.empty(); }
    std::size_t size() const { return m_waiting.size(); }
    // The one that has waited longest, who waits no more. There must be one.
    std::string take();

private:
    std::deque<std::string> m_waiting;
    std::unordered_set<std::string> m_known; // the same ones, to be found
};

} // namespace zeroloom
