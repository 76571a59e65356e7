#include "core/exchange/code_points.h"

#include <array>

namespace zeroloom {

namespace {

constexpr std::uint32_t Replacement = 0xfffd;

} // namespace

std::uint32_t nextCodePoint(std::string_view text, std::size_t& place)
{
    const auto first = static_cast<unsigned char>(text[place++]);
    if (first < 0x80)
        return first;
    const int more = first >= 0xf0 && first < 0xf5   ? 3
                     : first >= 0xe0 && first < 0xf0 ? 2
                     : first >= 0xc2 && first < 0xe0 ? 1
                                                     : 0;
    constexpr std::array<std::uint32_t, 4> Least{0, 0x80, 0x800, 0x10000};
    if (more == 0 || place + static_cast<std::size_t>(more) > text.size())
        return Replacement;
    std::uint32_t point = first & (0x3fU >> more);
    for (int i = 0; i < more; ++i) {
        const auto byte = static_cast<unsigned char>(text[place + static_cast<std::size_t>(i)]);
        if ((byte & 0xc0U) != 0x80)
            return Replacement;
        point = (point << 6U) | (byte & 0x3fU);
    }
    if (point < Least[static_cast<std::size_t>(more)] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
        return Replacement;
    place += static_cast<std::size_t>(more);
    return point;
}

} // namespace zeroloom
