#include "ui/canvas/sender_colors.h"

#include <array>

namespace zeroloom {

QColor senderColor(std::size_t index, const ThemeColors& colors)
{
    // In an order in which neighbours differ most.
    static const std::array<QColor, SenderColorCount - 1> Colors = {
        QColor(0xE69F00), QColor(0x0072B2), QColor(0x009E73), QColor(0xCC79A7),
        QColor(0x56B4E9), QColor(0xD55E00), QColor(0xF0E442)};
    const std::size_t place = index % SenderColorCount;
    return place < Colors.size() ? Colors[place] : colors.textMuted;
}

} // namespace zeroloom
