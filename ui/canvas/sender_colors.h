// The colours of moving messages: one for each node that makes messages. Pure functions.
#pragma once

#include <cstddef>

#include <QColor>

#include "ui/theme/theme.h"

namespace zeroloom {

// Okabe and Ito's, which colour-blind people can tell apart, the eighth being the theme's neutral.
inline constexpr std::size_t SenderColorCount = 8;
QColor senderColor(std::size_t index, const ThemeColors& colors);

} // namespace zeroloom
