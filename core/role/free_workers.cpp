#include "core/role/free_workers.h"

#include <utility>

namespace zeroloom {

void FreeWorkers::add(std::string_view routingId)
{
    if (m_known.emplace(routingId).second)
        m_waiting.emplace_back(routingId);
}

std::string FreeWorkers::take()
{
    std::string longest = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_known.erase(longest);
    return longest;
}

} // namespace zeroloom
