// The two sets of colours. Pure functions.
#pragma once

#include <QPalette>

#include "ui/theme/theme.h"

namespace zeroloom {

ThemeColors themeColors(ThemeKind kind);
// The same colours in the roles that Qt's own widgets ask for.
QPalette themePalette(const ThemeColors& colors);
// WCAG 2.1 contrast ratio of two opaque colours: 1 to 21.
double contrastRatio(const QColor& one, const QColor& other);

} // namespace zeroloom
