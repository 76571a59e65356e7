// Payload pools whose socket has gone or has another size now, until libzmq has given back all that was lent.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "core/host/payload_pool.h"

namespace zeroloom {

// Callable from any thread. Must outlive the ZeroMQ context: only then everything has surely come back.
class RetiredPools {
public:
    void add(std::unique_ptr<PayloadPool> pool)
    {
        const std::lock_guard lock(m_mutex);
        m_pools.push_back(std::move(pool));
    }
    // Frees those that are whole again.
    void sweep()
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_pools, [](const auto& pool) { return pool->reclaimed(); });
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<PayloadPool>> m_pools; // guarded by m_mutex
};

} // namespace zeroloom
