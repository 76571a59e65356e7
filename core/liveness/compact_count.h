// A whole number in two bytes, rounded down by less than one part in 2,048 and exact below 2,048: what windows of past
// times need, of which a large network keeps millions. Orders as its value does.
#pragma once

#include <bit>
#include <compare>
#include <cstdint>

namespace zeroloom {

class CompactCount {
public:
    constexpr CompactCount() = default;
    explicit constexpr CompactCount(std::uint32_t value)
    {
        if (value < Exact) {
            m_code = static_cast<std::uint16_t>(value);
            return;
        }
        const int shift = std::bit_width(value) - MantissaBits - 1;
        m_code = static_cast<std::uint16_t>((static_cast<std::uint32_t>(shift + 1) << MantissaBits) |
                                            (value >> shift & (Exact - 1)));
    }
    constexpr std::uint32_t value() const
    {
        if (m_code < Exact)
            return m_code;
        return (Exact | (m_code & (Exact - 1))) << ((m_code >> MantissaBits) - 1);
    }
    auto operator<=>(const CompactCount&) const = default;

private:
    static constexpr int MantissaBits = 11;
    static constexpr std::uint32_t Exact = 1U << MantissaBits;

    std::uint16_t m_code = 0;
};

} // namespace zeroloom
