// Random choices of roles that behave as people and work do: each node, and each run, differs. Owned by one thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>

#include "core/base/duration.h"

namespace zeroloom {

class RandomTimes {
public:
    // From `shortest` to `longest`; `shortest` where that is the longer one.
    Nanoseconds between(Nanoseconds shortest, Nanoseconds longest)
    {
        return Nanoseconds(whole(shortest.count(), std::max(shortest, longest).count()));
    }
    std::int64_t whole(std::int64_t least, std::int64_t most)
    {
        return std::uniform_int_distribution<std::int64_t>(least, most)(m_generator);
    }

private:
    std::mt19937_64 m_generator{std::random_device()()};
};

} // namespace zeroloom
