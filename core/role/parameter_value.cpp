// Parameters' values: checked, defaulted, and read from what a person typed.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/base/duration.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {
namespace {

std::string plainNumber(double number) { return toText(Value(number)); }

std::string rangeText(const ParameterInfo& parameter)
{
    if (parameter.kind == ParameterKind::Duration) {
        const auto time = [](double seconds) {
            return formatDuration(std::chrono::round<Nanoseconds>(std::chrono::duration<double>(seconds)));
        };
        return "a time from " + time(parameter.minimum) + " to " + time(parameter.maximum) + ", such as 250us or 1ms";
    }
    const std::string kind = parameter.kind == ParameterKind::Integer ? "a whole number" : "a number";
    return kind + " from " + plainNumber(parameter.minimum) + " to " + plainNumber(parameter.maximum) +
           (parameter.unit.empty() ? "" : " " + std::string(parameter.unit));
}

tl::unexpected<Error> wrong(const ParameterInfo& parameter, const std::string& wanted)
{
    return fail(ErrorCode::InvalidInput, "'" + std::string(parameter.name) + "' takes " + wanted);
}

Status checkNumber(const ParameterInfo& parameter, double number)
{
    if (!std::isfinite(number) || number < parameter.minimum || number > parameter.maximum)
        return wrong(parameter, rangeText(parameter));
    return {};
}

Status checkDuration(const ParameterInfo& parameter, const std::string& text)
{
    const Result<Nanoseconds> time = parseDuration(text);
    if (!time)
        return wrong(parameter, rangeText(parameter));
    return checkNumber(parameter, std::chrono::duration<double>(*time).count());
}

std::string choicesText(const ParameterInfo& parameter)
{
    std::string text;
    for (std::size_t i = 0; i < parameter.choices.size(); ++i) {
        if (i > 0)
            text += i + 1 == parameter.choices.size() ? " or " : ", ";
        text += parameter.choices[i];
    }
    return text;
}

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

template <typename Number>
std::optional<Number> readNumber(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

TextList readList(std::string_view text)
{
    TextList list;
    while (!trimmed(text).empty()) {
        const std::size_t comma = text.find(',');
        list.emplace_back(trimmed(text.substr(0, comma)));
        if (comma == std::string_view::npos)
            break;
        text.remove_prefix(comma + 1);
    }
    return list;
}

} // namespace

Status checkParameter(const ParameterInfo& parameter, const Value& value)
{
    switch (parameter.kind) {
    case ParameterKind::Integer:
        if (const auto* number = std::get_if<std::int64_t>(&value))
            return checkNumber(parameter, static_cast<double>(*number));
        return wrong(parameter, rangeText(parameter));
    case ParameterKind::Real:
        if (const auto* whole = std::get_if<std::int64_t>(&value))
            return checkNumber(parameter, static_cast<double>(*whole));
        if (const auto* number = std::get_if<double>(&value))
            return checkNumber(parameter, *number);
        return wrong(parameter, rangeText(parameter));
    case ParameterKind::Duration:
        if (const auto* text = std::get_if<std::string>(&value))
            return checkDuration(parameter, *text);
        if (const auto* number = std::get_if<std::int64_t>(&value); number && *number == 0)
            return checkNumber(parameter, 0);
        return wrong(parameter, rangeText(parameter));
    case ParameterKind::Text:
        if (std::holds_alternative<std::string>(value))
            return {};
        return wrong(parameter, "text");
    case ParameterKind::List:
        if (std::holds_alternative<TextList>(value))
            return {};
        return wrong(parameter, "a list of texts");
    case ParameterKind::Choice:
        if (const auto* text = std::get_if<std::string>(&value);
            text && std::ranges::find(parameter.choices, *text) != parameter.choices.end())
            return {};
        return wrong(parameter, choicesText(parameter));
    }
    return {};
}

Value parameterValue(const RoleInfo& role, const Values& values, std::string_view name)
{
    if (const auto found = values.find(std::string(name)); found != values.end())
        return found->second;
    const ParameterInfo* parameter = role.parameter(name);
    return parameter ? parameter->defaultValue : Value();
}

Result<Value> parseParameter(const ParameterInfo& parameter, std::string_view text)
{
    Value value;
    switch (parameter.kind) {
    case ParameterKind::Integer: {
        const auto number = readNumber<std::int64_t>(trimmed(text));
        if (!number)
            return wrong(parameter, rangeText(parameter));
        value = *number;
        break;
    }
    case ParameterKind::Real: {
        if (const auto whole = readNumber<std::int64_t>(trimmed(text)))
            value = *whole;
        else if (const auto number = readNumber<double>(trimmed(text)))
            value = *number;
        else
            return wrong(parameter, rangeText(parameter));
        break;
    }
    case ParameterKind::Text:
        value = std::string(text);
        break;
    case ParameterKind::List:
        value = readList(text);
        break;
    case ParameterKind::Duration:
    case ParameterKind::Choice:
        value = std::string(trimmed(text));
        break;
    }
    if (Status checked = checkParameter(parameter, value); !checked)
        return tl::unexpected(checked.error());
    return value;
}

} // namespace zeroloom
