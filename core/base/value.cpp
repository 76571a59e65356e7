#include "core/base/value.h"

#include <array>
#include <charconv>

namespace zeroloom {

namespace {

std::string realText(double real)
{
    std::array<char, 32> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), real);
    return std::string(buffer.data(), written.ptr);
}

std::string listText(const TextList& list)
{
    std::string text;
    for (const std::string& item : list) {
        if (&item != &list.front()) {
            text += ", ";
        }
        text += item;
    }
    return text;
}

struct TextOf {
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double real) const { return realText(real); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const TextList& list) const { return listText(list); }
};

} // namespace

std::string toText(const Value& value) { return std::visit(TextOf{}, value); }

} // namespace zeroloom
