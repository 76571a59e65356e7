#include "core/exchange/python_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/raw_bytes.h"
#include "core/base/utf8.h"
#include "core/exchange/hidden_characters.h"

namespace zeroloom {

namespace {

constexpr std::size_t WidestLine = 100;
constexpr std::size_t IndentWidth = 4;
constexpr std::string_view HexDigits = "0123456789abcdef";

std::string escaped(char32_t code, char letter, int digits)
{
    std::string text{'\\', letter};
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        text += HexDigits[(code >> static_cast<unsigned>(shift)) & 0xfU];
    return text;
}

std::string escapedCode(char32_t code)
{
    switch (code) {
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    default:
        return code <= 0xff ? escaped(code, 'x', 2) : code <= 0xffff ? escaped(code, 'u', 4) : escaped(code, 'U', 8);
    }
}

// The inside of a literal in double quotes.
std::string quotedText(std::string_view text)
{
    std::string quoted;
    while (!text.empty()) {
        const Utf8Character character = firstCharacter(text);
        const std::size_t bytes = std::max<std::size_t>(character.bytes, 1);
        if (character.bytes == 0)
            quoted += escaped(0xdc00U + static_cast<unsigned char>(text.front()), 'u', 4);
        else if (character.code == '"' || character.code == '\\')
            quoted.append(1, '\\').append(1, text.front());
        else if (isHiddenCharacter(character.code))
            quoted += escapedCode(character.code);
        else
            quoted += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return quoted;
}

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

std::string pythonString(std::string_view text) { return '"' + quotedText(text) + '"'; }

std::string pythonBytes(std::string_view bytes)
{
    if (!isAscii(bytes) && isPlainText(bytes))
        return pythonString(bytes) + ".encode()";
    std::string literal = "b\"";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            literal.append(1, '\\').append(1, c);
        else if (byte < 0x20 || byte >= 0x7f)
            literal += escapedCode(byte);
        else
            literal += c;
    }
    return literal + '"';
}

std::string pythonList(const std::vector<std::string>& literals)
{
    std::string line = "[";
    for (const std::string& literal : literals)
        line += (line.size() > 1 ? ", " : "") + literal;
    line += "]";
    if (line.size() < WidestLine - 2 * IndentWidth)
        return line;
    std::string list = "[\n";
    for (const std::string& literal : literals)
        list += "    " + literal + ",\n";
    return list + "]";
}

std::string pythonDocText(std::string_view text)
{
    std::string shown;
    for (const char c : text)
        shown += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    return quotedText(shown);
}

std::string pythonSeconds(Nanoseconds duration)
{
    std::array<char, 32> buffer{};
    const double seconds = std::chrono::duration<double>(duration).count();
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), seconds);
    return {buffer.data(), written.ptr};
}

void PythonText::lines(std::string_view text)
{
    while (!text.empty() && text.back() == '\n')
        text.remove_suffix(1);
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view line = text.substr(start, end - start);
        if (!line.empty())
            m_text.append(IndentWidth * static_cast<std::size_t>(m_depth), ' ').append(line);
        m_text += '\n';
        start = end + 1;
    }
}

void PythonText::comment(std::string_view text)
{
    const std::size_t room = WidestLine - IndentWidth * static_cast<std::size_t>(m_depth) - 2;
    while (!text.empty()) {
        std::size_t end = text.size();
        if (end > room) {
            end = text.rfind(' ', room);
            if (end == std::string_view::npos || end == 0)
                end = std::min(text.find(' '), text.size());
        }
        lines("# " + std::string(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace zeroloom
