#include "core/exchange/yaml_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/base/utf8.h"

namespace zeroloom {

namespace {

std::string escaped(std::uint32_t point)
{
    std::array<char, 16> text{};
    const char* form = point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x";
    std::snprintf(text.data(), text.size(), form, static_cast<unsigned>(point));
    return text.data();
}

// Our own keys and simple words; every other key is quoted.
bool isPlainKey(std::string_view key)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.' || c == '/';
    };
    constexpr std::array<std::string_view, 8> Words{"true", "false", "yes", "no", "on", "off", "null", "y"};
    std::string folded(key);
    std::ranges::transform(folded, folded.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    const auto isLetter = [](char c) { return c >= 'a' && c <= 'z'; };
    return !folded.empty() && isLetter(folded.front()) && folded != "n" && std::ranges::all_of(key, isWord) &&
           std::ranges::find(Words, folded) == Words.end();
}

std::string spaces(int count) { return std::string(static_cast<std::size_t>(count), ' '); }

bool readsBackAsBlock(std::string_view text)
{
    const auto isSafe = [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); };
    return text.size() > 1 && text.front() != ' ' && text.front() != '\n' && text.ends_with('\n') &&
           !text.ends_with("\n\n") && std::ranges::all_of(text, isSafe);
}

std::string blockText(std::string_view text, int indent)
{
    std::string out = "|\n";
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end > 0)
            out += spaces(indent) + std::string(text.substr(0, end));
        out += '\n';
        text.remove_prefix(end + 1);
    }
    return out;
}

} // namespace

std::string yamlQuoted(std::string_view text)
{
    std::string out = "\"";
    for (std::size_t place = 0; place < text.size();) {
        const char32_t point = nextCharacter(text, place);
        if (point == '\n')
            out += "\\n";
        else if (point == '"' || point == '\\')
            out += {'\\', static_cast<char>(point)};
        else if (point >= ' ' && point <= '~')
            out += static_cast<char>(point);
        else
            out += escaped(point);
    }
    return out + "\"";
}

YamlValue YamlValue::block(std::string text)
{
    YamlValue value(std::string{});
    value.m_value = Block{std::move(text)};
    return value;
}

// Begins behind "key:" or "-", and ends with a newline.
void YamlValue::write(std::string& out, int indent) const
{
    if (const auto* text = std::get_if<std::string>(&m_value)) {
        out += " " + yamlQuoted(*text) + "\n";
    } else if (const auto* flag = std::get_if<bool>(&m_value)) {
        out += *flag ? " true\n" : " false\n";
    } else if (const auto* number = std::get_if<std::int64_t>(&m_value)) {
        out += " " + std::to_string(*number) + "\n";
    } else if (const auto* block = std::get_if<Block>(&m_value)) {
        out += " " + (readsBackAsBlock(block->text) ? blockText(block->text, indent) : yamlQuoted(block->text) + "\n");
    } else if (const auto* list = std::get_if<List>(&m_value)) {
        out += list->empty() ? " []\n" : "\n";
        for (const YamlValue& item : *list) {
            out += spaces(indent) + "-";
            const auto* map = std::get_if<Map>(&item.m_value);
            if (!map || map->empty()) {
                item.write(out, indent + 2);
                continue;
            }
            // The first key stands beside the dash.
            std::string inner;
            item.write(inner, indent + 2);
            out += " " + inner.substr(1 + static_cast<std::size_t>(indent) + 2);
        }
    } else if (const auto* map = std::get_if<Map>(&m_value)) {
        out += map->empty() ? " {}\n" : "\n";
        for (const auto& [key, value] : *map) {
            out += spaces(indent) + (isPlainKey(key) ? key : yamlQuoted(key)) + ":";
            value.write(out, indent + 2);
        }
    }
}

std::string yamlDocument(const YamlValue::Map& document)
{
    std::string out;
    YamlValue(document).write(out, 0);
    return "---" + out;
}

} // namespace zeroloom
