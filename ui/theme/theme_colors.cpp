#include "ui/theme/theme_colors.h"

#include <algorithm>
#include <cmath>

#include "core/picture/canvas_palette.h"

namespace zeroloom {

namespace {

// What exported pictures show, too.
ThemeColors shared(const CanvasPalette& palette)
{
    ThemeColors c;
    c.surface = QColor(palette.surface);
    c.raised = QColor(palette.raised);
    c.canvas = QColor(palette.canvas);
    c.border = QColor(palette.border);
    c.text = QColor(palette.text);
    c.textMuted = QColor(palette.textMuted);
    c.idle = QColor(palette.idle);
    c.requestReply = QColor(palette.requestReply);
    c.publishSubscribe = QColor(palette.publishSubscribe);
    c.pipeline = QColor(palette.pipeline);
    c.exclusivePair = QColor(palette.exclusivePair);
    c.raw = QColor(palette.raw);
    return c;
}

ThemeColors lightColors()
{
    ThemeColors c = shared(LightCanvas);
    c.window = QColor(0xFFFFFF);
    c.grid = QColor(0xE1E5EA);
    c.divider = QColor(0xDDE2E7);
    c.textOnAccent = QColor(0xFFFFFF);
    c.accent = QColor(0x2368A8);
    c.selection = QColor(0x2A79C4);
    c.highlight = QColor(0xDBE8F6);
    c.hover = QColor(0xE8EEF5);
    c.good = QColor(0x1F7A48);
    c.warning = QColor(0x8A5A00);
    c.alarm = QColor(0xB83227);
    return c;
}

ThemeColors darkColors()
{
    ThemeColors c = shared(DarkCanvas);
    c.window = QColor(0x1B2026);
    c.grid = QColor(0x262C33);
    c.divider = QColor(0x303840);
    c.textOnAccent = QColor(0x0E1216);
    c.accent = QColor(0x6CB4EE);
    c.selection = QColor(0x6CB4EE);
    c.highlight = QColor(0x24384A);
    c.hover = QColor(0x2A333D);
    c.good = QColor(0x4CC38A);
    c.warning = QColor(0xE0A84A);
    c.alarm = QColor(0xF2796B);
    return c;
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

ThemeColors themeColors(ThemeKind kind) { return kind == ThemeKind::Dark ? darkColors() : lightColors(); }

QPalette themePalette(const ThemeColors& c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, c.raised);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.textMuted);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.raised);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.alarm);
    // Quiet: a selected row keeps the colours of its text and icons.
    palette.setColor(QPalette::Highlight, c.highlight);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Light, c.raised.lighter(104));
    palette.setColor(QPalette::Midlight, c.raised);
    palette.setColor(QPalette::Mid, c.divider);
    palette.setColor(QPalette::Dark, c.border);
    palette.setColor(QPalette::Shadow, c.border);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = c.textMuted;
        faded.setAlphaF(0.6F);
        palette.setColor(QPalette::Disabled, role, faded);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.divider);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.textMuted);
    return palette;
}

double contrastRatio(const QColor& one, const QColor& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace zeroloom
