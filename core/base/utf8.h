// UTF-8 taken apart and put together (RFC 3629: no surrogates, no overlong forms). Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace zeroloom {

inline constexpr char32_t ReplacementCharacter = 0xFFFD;

struct Utf8Character {
    char32_t code = 0;
    std::size_t bytes = 0; // 0: the bytes are no UTF-8
};

// The character at the front of a text that is not empty.
Utf8Character firstCharacter(std::string_view text);

bool isUtf8(std::string_view bytes);

// The character at `at`, which is moved behind it. A byte that begins none is ReplacementCharacter, and `at` is moved
// by one. `at` must be within the text.
char32_t nextCharacter(std::string_view text, std::size_t& at);

// `code` must be a character: at most 0x10FFFF and no surrogate.
void appendUtf8(std::string& text, char32_t code);

} // namespace zeroloom
