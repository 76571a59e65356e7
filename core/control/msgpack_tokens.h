// MessagePack read as a flat list of tokens with limits, for bytes that may be hostile.
//
// Plain values; callable from any thread. Nothing here throws.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace zeroloom {

struct MsgpackToken {
    enum class Kind : std::uint8_t { Nil, Boolean, Unsigned, Negative, Real, Text, Array };
    Kind kind = Kind::Nil;
    std::uint64_t number = 0; // Boolean, Unsigned; Negative: two's complement; Text: place in texts; Array: elements
    double real = 0;
};

struct MsgpackTokens {
    std::vector<MsgpackToken> tokens;
    std::vector<std::string> texts;
};

inline constexpr std::size_t MsgpackByteLimit = 64U << 20U;
inline constexpr std::size_t MsgpackTokenLimit = 8U << 20U;
inline constexpr std::size_t MsgpackDepthLimit = 8;

// Arrays, text, numbers, booleans and nil; maps and binary are refused, as is anything above the limits.
[[nodiscard]] Result<MsgpackTokens> readMsgpack(std::string_view bytes);

// Reads tokens in order. The first one that is not what was asked for ends the reading: everything after it reads as
// empty, and `failed` says so.
class TokenReader {
public:
    explicit TokenReader(MsgpackTokens& tokens) : m_tokens(tokens) {}

    bool failed() const { return m_failed; }
    bool atEnd() const { return m_next == m_tokens.tokens.size(); }
    void fail() { m_failed = true; }

    // The number of elements of the array that begins here.
    std::size_t array();
    // Whether an array of exactly this many elements begins here.
    bool arrayOf(std::size_t elements);
    std::uint64_t number();
    std::uint64_t numberUpTo(std::uint64_t limit);
    std::int64_t signedNumber();
    bool boolean();
    std::string text();
    // The token itself, for values of several kinds; nullptr after a failure or at the end.
    const MsgpackToken* any();
    std::string textOf(const MsgpackToken& token) { return std::move(m_tokens.texts[token.number]); }

private:
    const MsgpackToken* next(MsgpackToken::Kind kind);

    MsgpackTokens& m_tokens;
    std::size_t m_next = 0;
    bool m_failed = false;
};

} // namespace zeroloom
