#include "core/role/seeded_choice.h"

namespace zeroloom {

void SeededChoice::setSeed(std::int64_t seed)
{
    if (m_seed == seed)
        return;
    m_seed = seed;
    m_generator.seed(seed == 0 ? std::random_device()() : static_cast<std::uint64_t>(seed));
}

std::size_t SeededChoice::below(std::size_t count)
{
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_generator);
}

double SeededChoice::fraction() { return std::uniform_real_distribution<double>(0, 1)(m_generator); }

ParameterInfo seedParameter()
{
    return {.name = "seed",
            .label = "Seed",
            .kind = ParameterKind::Integer,
            .defaultValue = std::int64_t{0},
            .minimum = 0,
            .maximum = 1e9,
            .unit = "",
            .choices = {},
            .live = true,
            .help = "What its random choices follow from: the same ones each time; 0: others in every run."};
}

} // namespace zeroloom
