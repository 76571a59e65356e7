#include "core/base/utf8.h"

namespace zeroloom {

Utf8Character firstCharacter(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || text.size() < length)
        return {};
    char32_t code = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0U) != 0x80U)
            return {};
        code = (code << 6U) | (next & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return overlong || surrogate || code > 0x10FFFF ? Utf8Character{} : Utf8Character{code, length};
}

bool isUtf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const Utf8Character character = firstCharacter(bytes);
        if (character.bytes == 0)
            return false;
        bytes.remove_prefix(character.bytes);
    }
    return true;
}

char32_t nextCharacter(std::string_view text, std::size_t& at)
{
    const Utf8Character character = firstCharacter(text.substr(at));
    at += character.bytes == 0 ? 1 : character.bytes;
    return character.bytes == 0 ? ReplacementCharacter : character.code;
}

void appendUtf8(std::string& text, char32_t code)
{
    const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | code >> 6U);
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | code >> 12U);
        add(0x80 | (code >> 6U & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | code >> 18U);
        add(0x80 | (code >> 12U & 0x3F));
        add(0x80 | (code >> 6U & 0x3F));
        add(0x80 | (code & 0x3F));
    }
}

} // namespace zeroloom
