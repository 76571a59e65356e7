// ZPL, the property language of RFC 4, as text and as a tree. Read as CZMQ's zconfig reads it, and written so that
// zconfig reads every value back as it was.
//
// Never throws and never asserts, whatever the bytes. Pure functions; callable from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace zeroloom {

struct ZplItem {
    std::string name;
    std::string value;             // empty where none was given: ZPL does not tell these apart
    std::vector<ZplItem> children; // several may bear one name: so ZPL writes lists
    std::size_t line = 0;          // where it was read; 0: it was not
    bool operator==(const ZplItem& other) const
    {
        return name == other.name && value == other.value && children == other.children;
    }
};

// zconfig reads a longer line past its end, so none is written.
inline constexpr std::size_t ZplLineLimit = 1000; // bytes
inline constexpr std::size_t ZplDepthLimit = 64;  // levels

// Letters, digits and $-_@.&+ as RFC 4 has them; without '/', which zconfig takes for a path.
bool isZplName(std::string_view text);
// Whether a value can be written at all: valid UTF-8 without control characters, and not with both kinds of quotes, for
// which ZPL has no escape.
bool isZplValue(std::string_view text);

// Whole or not at all; the error says the line. Values are valid UTF-8.
[[nodiscard]] Result<std::vector<ZplItem>> parseZpl(std::string_view text);

// "name = value", without indentation and newline. The name must be a ZPL name, and the value a ZPL value.
std::string zplLine(const ZplItem& item);
std::string writeZpl(const std::vector<ZplItem>& items);

} // namespace zeroloom
