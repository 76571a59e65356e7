// Numbers and attributes as they stand in SVG. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace zeroloom::svg {

inline constexpr std::string_view FontFamily =
    "Inter, 'Noto Sans', 'Open Sans', 'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif";

// "12", "12.5": at most two decimals, never "-0", the same in every locale.
std::string number(double value);
// ` name="value"`; the value must be fit for double quotes (xml_text.h).
std::string attribute(std::string_view name, std::string_view value);
std::string attribute(std::string_view name, double value);
// "<title>...</title>", which viewers show as a tooltip, of any text.
std::string title(std::string_view text);

} // namespace zeroloom::svg
