#include "core/picture/canvas_palette.h"

namespace zeroloom {

std::string hexColor(std::uint32_t color)
{
    constexpr char Digits[] = "0123456789abcdef";
    std::string text = "#";
    for (int shift = 20; shift >= 0; shift -= 4)
        text += Digits[color >> static_cast<unsigned>(shift) & 0xFU];
    return text;
}

} // namespace zeroloom
