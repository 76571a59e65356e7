#include "core/picture/clean_text.h"

#include "core/base/utf8.h"

namespace zeroloom {
namespace {

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
        const char32_t letter = nextCharacter(text, at);
        if (keepLines && endsLine(letter)) {
            clean += '\n';
            space = false;
        } else if (isSpace(letter)) {
            space = !clean.empty() && !clean.ends_with('\n');
        } else if (!turns(letter)) {
            if (space)
                clean += ' ';
            space = false;
            appendUtf8(clean, isNoCharacter(letter) ? ReplacementCharacter : letter);
        }
    }
    while (clean.ends_with('\n'))
        clean.pop_back();
    return clean;
}

} // namespace

std::string onOneLine(std::string_view text) { return cleaned(text, false); }

std::string onLines(std::string_view text) { return cleaned(text, true); }

bool isTreacherous(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = nextCharacter(text, at);
        if (turns(letter) || isNoCharacter(letter) || letter == ReplacementCharacter || letter == 0x2028 ||
            letter == 0x2029)
            return true;
    }
    return false;
}

} // namespace zeroloom
