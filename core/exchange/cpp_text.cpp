#include "core/exchange/cpp_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "core/base/raw_bytes.h"
#include "core/base/utf8.h"
#include "core/exchange/hidden_characters.h"

namespace zeroloom {

namespace {

constexpr std::size_t LongestLine = 160; // bytes of a person's text in a comment

bool isWellFormed(std::string_view bytes)
{
    std::string visible(bytes);
    std::ranges::replace_if(
        visible, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return isPlainText(visible);
}

std::string octal(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return {'\\', static_cast<char>('0' + (byte >> 6)), static_cast<char>('0' + (byte >> 3 & 7)),
            static_cast<char>('0' + (byte & 7))};
}

std::string escapedByte(char c, char before)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    case '?': // two of them would begin a trigraph
        return before == '?' ? "\\?" : "?";
    default:
        return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f ? octal(c)
                                                                                             : std::string(1, c);
    }
}

std::string visibleLine(std::string_view text)
{
    const bool wellFormed = isWellFormed(text);
    std::string line;
    while (!text.empty() && line.size() < LongestLine) {
        const Utf8Character character =
            wellFormed ? firstCharacter(text) : Utf8Character{static_cast<unsigned char>(text[0]), 1};
        const bool shown = !isHiddenCharacter(character.code) && (wellFormed || character.code < 0x80);
        line += shown ? text.substr(0, character.bytes) : std::string_view(" ");
        text.remove_prefix(character.bytes);
    }
    return text.empty() ? line : line + "...";
}

bool isPlainWord(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("_-./:,@+").find(c) != std::string_view::npos;
    });
}

bool flagsHold(std::string_view conditions, const TemplateValues& values)
{
    while (!conditions.empty()) {
        const std::size_t comma = conditions.find(',');
        std::string_view flag = conditions.substr(0, comma);
        const bool wanted = !flag.starts_with('!');
        if (!wanted)
            flag.remove_prefix(1);
        if (values.flags.contains(flag) != wanted)
            return false;
        conditions.remove_prefix(comma == std::string_view::npos ? conditions.size() : comma + 1);
    }
    return true;
}

std::string filledLine(std::string_view line, const TemplateValues& values)
{
    std::string text;
    for (;;) {
        const std::size_t first = line.find('$');
        const std::size_t second = first == std::string_view::npos ? first : line.find('$', first + 1);
        if (second == std::string_view::npos)
            return text.append(line);
        const auto found = values.texts.find(line.substr(first + 1, second - first - 1));
        if (found == values.texts.end()) { // a '$' of the text itself
            text += line.substr(0, second);
            line.remove_prefix(second);
            continue;
        }
        text.append(line.substr(0, first)).append(found->second);
        line.remove_prefix(second + 1);
    }
}

} // namespace

std::string cppLiteral(std::string_view bytes)
{
    const bool wellFormed = isWellFormed(bytes);
    std::string literal = "\"";
    char before = 0;
    while (!bytes.empty()) {
        const Utf8Character character = wellFormed ? firstCharacter(bytes) : Utf8Character{0, 1};
        if (character.bytes > 1 && !isHiddenCharacter(character.code)) {
            literal += bytes.substr(0, character.bytes);
            before = 0;
        } else {
            for (const char c : bytes.substr(0, character.bytes)) {
                literal += escapedByte(c, before);
                before = c;
            }
        }
        bytes.remove_prefix(character.bytes);
    }
    return literal + "\"";
}

std::string cppView(std::string_view bytes) { return cppLiteral(bytes) + "sv"; }

std::string quotedLine(std::string_view text) { return "'" + visibleLine(text) + "'"; }

std::string markdownLine(std::string_view text)
{
    std::string line;
    for (const char c : visibleLine(text)) {
        if (std::string_view("\\`*_[]<>#|&~$!").find(c) != std::string_view::npos)
            line += '\\';
        line += c;
    }
    return line;
}

std::string shellWord(std::string_view text)
{
    if (isPlainWord(text))
        return std::string(text);
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string chronoLiteral(Nanoseconds duration)
{
    struct Unit {
        std::int64_t nanoseconds;
        std::string_view name;
    };
    constexpr auto Units = std::to_array<Unit>(
        {{3'600'000'000'000, "h"}, {60'000'000'000, "min"}, {1'000'000'000, "s"}, {1'000'000, "ms"}, {1'000, "us"}});
    for (const auto& [nanoseconds, name] : Units) {
        if (duration.count() != 0 && duration.count() % nanoseconds == 0)
            return cppNumber(duration.count() / nanoseconds) + std::string(name);
    }
    return duration.count() == 0 ? "0s" : cppNumber(duration.count()) + "ns";
}

std::string cppNumber(std::int64_t number)
{
    std::string digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    if (digits.size() - first < 5)
        return digits;
    for (std::size_t place = digits.size() - 3; place > first; place -= std::min<std::size_t>(place - first, 3))
        digits.insert(place, "'");
    return digits;
}

std::string fillTemplate(std::string_view text, const TemplateValues& values)
{
    if (text.starts_with('\n'))
        text.remove_prefix(1);
    std::string filled;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.starts_with('[')) {
            const std::size_t close = line.find(']');
            if (!flagsHold(line.substr(1, close - 1), values))
                continue;
            line.remove_prefix(close + 1);
        }
        filled += filledLine(line, values);
        if (end != std::string_view::npos)
            filled += '\n';
    }
    return filled;
}

std::string indented(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::string_view line = text.substr(0, end);
        if (line != "\n")
            result += "    ";
        result += line;
        text.remove_prefix(end);
    }
    return result;
}

} // namespace zeroloom
