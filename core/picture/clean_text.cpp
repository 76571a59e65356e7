#include "core/picture/clean_text.h"

namespace zeroloom {
namespace {

constexpr char32_t Replacement = 0xFFFD;

bool isSpace(char32_t letter)
{
    return letter == ' ' || (letter >= 0x09 && letter <= 0x0D) || letter == 0x85 || letter == 0xA0 ||
           letter == 0x1680 || (letter >= 0x2000 && letter <= 0x200A) || letter == 0x2028 || letter == 0x2029 ||
           letter == 0x202F || letter == 0x205F || letter == 0x3000;
}

bool endsLine(char32_t letter) { return letter == '\n' || letter == 0x2028 || letter == 0x2029 || letter == 0x85; }

// Marks that only change the direction of what follows, and the byte order mark.
bool turns(char32_t letter)
{
    return letter == 0x61C || letter == 0x200E || letter == 0x200F || (letter >= 0x202A && letter <= 0x202E) ||
           (letter >= 0x2066 && letter <= 0x2069) || letter == 0xFEFF;
}

bool isNoCharacter(char32_t letter)
{
    return letter < 0x20 || (letter >= 0x7F && letter <= 0x9F) || (letter >= 0xD800 && letter <= 0xDFFF) ||
           (letter >= 0xFDD0 && letter <= 0xFDEF) || (letter & 0xFFFE) == 0xFFFE;
}

std::string cleaned(std::string_view text, bool keepLines)
{
    std::string clean;
    clean.reserve(text.size());
    bool space = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = nextLetter(text, at);
        if (keepLines && endsLine(letter)) {
            clean += '\n';
            space = false;
        } else if (isSpace(letter)) {
            space = !clean.empty() && !clean.ends_with('\n');
        } else if (!turns(letter)) {
            if (space)
                clean += ' ';
            space = false;
            appendUtf8(clean, isNoCharacter(letter) ? Replacement : letter);
        }
    }
    while (clean.ends_with('\n'))
        clean.pop_back();
    return clean;
}

} // namespace

char32_t nextLetter(std::string_view text, std::size_t& at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at++);
    if (first < 0x80)
        return first;
    const int more = first >= 0xF0 && first <= 0xF4  ? 3
                     : first >= 0xE0 && first < 0xF0 ? 2
                     : first >= 0xC2 && first < 0xE0 ? 1
                                                     : 0;
    if (more == 0)
        return Replacement;
    char32_t letter = first & (0x3FU >> more);
    std::size_t next = at;
    for (int i = 0; i < more; ++i, ++next) {
        if (next >= text.size() || (byte(next) & 0xC0U) != 0x80)
            return Replacement;
        letter = letter << 6U | (byte(next) & 0x3FU);
    }
    constexpr char32_t Least[] = {0, 0x80, 0x800, 0x10000};
    if (letter < Least[more] || letter > 0x10FFFF || (letter >= 0xD800 && letter <= 0xDFFF))
        return Replacement;
    at = next;
    return letter;
}

void appendUtf8(std::string& text, char32_t letter)
{
    const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (letter < 0x80) {
        add(letter);
    } else if (letter < 0x800) {
        add(0xC0 | letter >> 6U), add(0x80 | (letter & 0x3F));
    } else if (letter < 0x10000) {
        add(0xE0 | letter >> 12U), add(0x80 | (letter >> 6U & 0x3F)), add(0x80 | (letter & 0x3F));
    } else {
        add(0xF0 | letter >> 18U), add(0x80 | (letter >> 12U & 0x3F)), add(0x80 | (letter >> 6U & 0x3F));
        add(0x80 | (letter & 0x3F));
    }
}

std::string onOneLine(std::string_view text) { return cleaned(text, false); }

std::string onLines(std::string_view text) { return cleaned(text, true); }

bool isTreacherous(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = nextLetter(text, at);
        if (turns(letter) || isNoCharacter(letter) || letter == Replacement || letter == 0x2028 || letter == 0x2029)
            return true;
    }
    return false;
}

} // namespace zeroloom
