#include "core/exchange/svg_text.h"

#include <cmath>
#include <cstdlib>

#include "core/exchange/xml_text.h"
#include "core/picture/clean_text.h"

namespace zeroloom::svg {

std::string number(double value)
{
    const auto hundredths = static_cast<long long>(std::llround(value * 100));
    const long long absolute = std::abs(hundredths);
    std::string text = hundredths < 0 ? "-" : "";
    text += std::to_string(absolute / 100);
    if (const long long rest = absolute % 100; rest != 0) {
        text += rest < 10 ? ".0" : ".";
        text += std::to_string(rest % 10 == 0 ? rest / 10 : rest);
    }
    return text;
}

std::string attribute(std::string_view name, std::string_view value)
{
    return std::string(" ").append(name).append("=\"").append(value).append("\"");
}

std::string attribute(std::string_view name, double value) { return attribute(name, number(value)); }

std::string title(std::string_view text) { return "<title>" + xmlText(onOneLine(text)) + "</title>"; }

} // namespace zeroloom::svg
