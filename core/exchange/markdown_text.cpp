#include "core/exchange/markdown_text.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/exchange/hidden_characters.h"

namespace zeroloom {

namespace {

std::string numbered(char32_t code)
{
    std::string text;
    for (int shift = 20; shift >= 0; shift -= 4) {
        const char32_t digit = (code >> static_cast<unsigned>(shift)) & 0xfU;
        if (digit != 0 || !text.empty() || shift < 16)
            text += "0123456789ABCDEF"[digit];
    }
    return "(U+" + text + ")";
}

// CommonMark lets every ASCII punctuation character be escaped; these mean something within a line or a table.
constexpr std::string_view Markup = "\\`*_[]#|~$>";

} // namespace

std::string markdownText(std::string_view text)
{
    std::string shown;
    while (!text.empty()) {
        const Utf8Character character = firstCharacter(text);
        const std::size_t bytes = std::max<std::size_t>(character.bytes, 1);
        if (character.bytes == 0)
            shown += "(?)";
        else if (text.front() == '\n' || text.front() == '\r' || text.front() == '\t')
            shown += ' ';
        else if (text.front() == '<')
            shown += "&lt;";
        else if (text.front() == '&')
            shown += "&amp;";
        else if (isHiddenCharacter(character.code))
            shown += numbered(character.code);
        else if ((bytes == 1 && Markup.find(text.front()) != std::string_view::npos) ||
                 ((text.front() == '-' || text.front() == '+') && shown.empty()))
            shown.append(1, '\\').append(1, text.front());
        else
            shown += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return shown;
}

} // namespace zeroloom
