// The last 64 round trips of a heart. Plain value, one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/liveness/compact_count.h"

namespace zeroloom {

class RoundTripWindow {
public:
    static constexpr std::size_t Size = 64;

    // 0 stands for "none" where round trips are told, so the least is 1.
    void add(std::uint32_t microseconds);
    // The least of them that at least this share does not exceed (nearest rank), to one part in 2,048; 0 when there are
    // none.
    std::uint32_t quantile(double share) const;
    std::size_t size() const { return m_size; }

private:
    std::array<CompactCount, Size> m_microseconds{};
    std::uint8_t m_next = 0, m_size = 0;
};

} // namespace zeroloom
