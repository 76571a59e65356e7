// Peers that are connected and have never answered: a second heart of an id that is taken is one, whose answers the
// ROUTER throws away. Plain value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/duration.h"

namespace zeroloom {

class SilentPeers {
public:
    void update(std::size_t connected, std::size_t answering, Nanoseconds now)
    {
        m_count = connected > answering ? static_cast<std::uint32_t>(connected - answering) : 0;
        if (m_count == 0)
            m_since.reset();
        else if (!m_since)
            m_since = now;
    }
    // 0 within the first two periods, which a peer that has just come may need.
    std::uint32_t count(Nanoseconds now, Nanoseconds period) const
    {
        return m_since && now - *m_since > 2 * period ? m_count : 0;
    }

private:
    std::uint32_t m_count = 0;
    std::optional<Nanoseconds> m_since;
};

} // namespace zeroloom
