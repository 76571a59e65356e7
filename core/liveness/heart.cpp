#include "core/liveness/heart.h"

#include <array>

namespace zeroloom {

int gravity(HeartState state)
{
    switch (state) {
    case HeartState::Lost:
        return 3;
    case HeartState::Late:
        return 2;
    case HeartState::Left:
        return 1;
    case HeartState::Alive:
        break;
    }
    return 0;
}

std::string_view name(HeartState state)
{
    static constexpr std::array<std::string_view, 4> Names{"alive", "late", "lost", "left"};
    return Names[static_cast<std::size_t>(state)];
}

std::string_view name(HeartChangeKind kind)
{
    static constexpr std::array<std::string_view, 6> Names{"new", "late", "beat", "lost", "back", "left"};
    return Names[static_cast<std::size_t>(kind)];
}

Nanoseconds detectionBound(const HeartRule& rule)
{
    return rule.period * rule.misses + rule.allowedAnswer();
}

} // namespace zeroloom
