#include "core/exchange/hidden_characters.h"

#include <algorithm>
#include <array>

namespace zeroloom {

namespace {

struct CodeRange {
    char32_t first, last;
};

// What does not show, or changes how its neighbours show: controls, separators, joiners, bidirectional marks, tags.
constexpr auto Hidden = std::to_array<CodeRange>(
    {{0x00, 0x1f},     {0x7f, 0xa0},     {0xad, 0xad},     {0x34f, 0x34f},     {0x61c, 0x61c},
     {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x2000, 0x200f},   {0x2028, 0x202f},
     {0x205f, 0x206f}, {0x3000, 0x3000}, {0x3164, 0x3164}, {0xe000, 0xf8ff},   {0xfe00, 0xfe0f},
     {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff0, 0xffff}, {0x1d173, 0x1d17a}, {0xe0000, 0x10ffff}});

} // namespace

bool isHiddenCharacter(char32_t code)
{
    return std::ranges::any_of(Hidden,
                               [&](const CodeRange& range) { return code >= range.first && code <= range.last; });
}

} // namespace zeroloom
