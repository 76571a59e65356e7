// UTF-8 taken apart, for formats that escape what is not plain ASCII. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace zeroloom {

// The code point that begins at `place`, which is moved behind it. A byte that begins none (RFC 3629: no surrogates, no
// overlong forms) is U+FFFD, and `place` is moved by one. `place` must be within the text.
std::uint32_t nextCodePoint(std::string_view text, std::size_t& place);

} // namespace zeroloom
