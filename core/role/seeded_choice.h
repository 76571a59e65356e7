// What a role leaves to chance, the same in every run with the same seed. Owned by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>

#include "core/role/role_catalogue.h"

namespace zeroloom {

class SeededChoice {
public:
    // 0: another one each time. The same seed again does not start anew.
    void setSeed(std::int64_t seed);
    // One of 0 .. count - 1; `count` is at least 1.
    std::size_t below(std::size_t count);
    // From 0 up to 1, without it.
    double fraction();

private:
    std::optional<std::int64_t> m_seed;
    std::mt19937_64 m_generator;
};

ParameterInfo seedParameter();

} // namespace zeroloom
