#include "app/zeroloomctl/terminal.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cwchar>

#include <sys/ioctl.h>
#include <unistd.h>

#include "core/base/utf8.h"

namespace zeroloom {

namespace {

constexpr int MinimumColumns = 40;

// Controls of both sets, and the marks that turn the direction of what follows them.
bool isControl(char32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

void appendEscaped(std::string& out, std::string_view bytes)
{
    static constexpr char Digits[] = "0123456789abcdef";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += {'\\', 'x', Digits[byte >> 4U], Digits[byte & 0xFU]};
    }
}

std::string madePrintable(std::string_view text, bool keepNewlines)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Utf8Character character = firstCharacter(text);
        const std::size_t length = std::max<std::size_t>(character.bytes, 1);
        const bool newline = keepNewlines && character.code == '\n';
        if (character.bytes == 0 || (isControl(character.code) && !newline)) {
            appendEscaped(out, text.substr(0, length));
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    return out;
}

int widthOf(const Utf8Character& character)
{
    const int width = ::wcwidth(static_cast<wchar_t>(character.code));
    return width < 0 ? 1 : width;
}

} // namespace

bool isTerminal(int descriptor) { return ::isatty(descriptor) == 1; }

TerminalSize terminalSize(int descriptor)
{
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
        return {};
    }
    return {size.ws_col, size.ws_row};
}

int tableWidth(int descriptor)
{
    return isTerminal(descriptor) ? std::max(terminalSize(descriptor).columns, MinimumColumns) : 0;
}

std::string printable(std::string_view text) { return madePrintable(text, false); }

std::string printableLines(std::string_view text) { return madePrintable(text, true); }

int displayWidth(std::string_view text)
{
    int width = 0;
    while (!text.empty()) {
        const Utf8Character character = firstCharacter(text);
        width += character.bytes == 0 ? 1 : widthOf(character);
        text.remove_prefix(std::max<std::size_t>(character.bytes, 1));
    }
    return width;
}

std::string cutTo(std::string_view text, int width)
{
    if (displayWidth(text) <= width) {
        return std::string(text);
    }
    std::string out;
    int used = 0;
    while (!text.empty()) {
        const Utf8Character character = firstCharacter(text);
        const int needed = character.bytes == 0 ? 1 : widthOf(character);
        if (used + needed > width - 1) {
            break;
        }
        const std::size_t length = std::max<std::size_t>(character.bytes, 1);
        out += text.substr(0, length);
        used += needed;
        text.remove_prefix(length);
    }
    return width > 0 ? out + "…" : std::string();
}

std::vector<std::string> wrapped(std::string_view text, int width)
{
    if (width <= 0) {
        return {std::string(text)};
    }
    std::vector<std::string> lines(1);
    while (!text.empty()) {
        const std::size_t space = text.find(' ');
        std::string word = cutTo(text.substr(0, space), width);
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
        std::string& line = lines.back();
        if (line.empty()) {
            line = std::move(word);
        } else if (displayWidth(line) + 1 + displayWidth(word) <= width) {
            line += " " + word;
        } else {
            lines.push_back(std::move(word));
        }
    }
    return lines;
}

Style Style::forDescriptor(int descriptor)
{
    const char* noColor = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool refused =
        (noColor != nullptr && *noColor != '\0') || terminal == nullptr || std::string_view(terminal) == "dumb";
    return Style(isTerminal(descriptor) && !refused);
}

std::string Style::operator()(Tone tone, std::string_view text) const
{
    if (!m_coloured || tone == Tone::Plain || text.empty()) {
        return std::string(text);
    }
    const char* code = "";
    switch (tone) {
    case Tone::Plain:
        break;
    case Tone::Bold:
        code = "1";
        break;
    case Tone::Dim:
        code = "2";
        break;
    case Tone::Good:
        code = "32";
        break;
    case Tone::Warning:
        code = "33";
        break;
    case Tone::Bad:
        code = "31";
        break;
    }
    return std::string("\x1b[") + code + "m" + std::string(text) + "\x1b[0m";
}

} // namespace zeroloom
