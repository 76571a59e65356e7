// An answer's frames, as a ROUTER gives them, taken apart: who answers, and what. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace zeroloom {

// The most of each that is believed to be an answer. A routing id has at most 255 bytes by ZMTP; so have all the ids of
// one answer together, that a heart's name stays one that a person reads.
constexpr std::size_t MostPongFrames = 8;
constexpr std::size_t MostIdBytes = 255;
constexpr std::size_t MostPayloadBytes = 1024;

enum class PongFault : std::uint8_t { None, WrongFrames, TooLong };

struct Pong {
    PongFault fault = PongFault::None;
    std::span<const std::string_view> ids; // the routing id, then those that a broker put between
    std::string_view payload;
};

// An id in front, the payload at the end; empty frames between are delimiters as a REQ sends them, and ids otherwise.
Pong readPong(std::span<const std::string_view> frames);

// A ROUTER made this id up for a peer that has none (RFC 28: five bytes, the first 0).
bool isMadeId(std::string_view id);

// What tells hearts apart, as bytes: all ids, each with its length in front.
void appendHeartKey(std::span<const std::string_view> ids, std::string& key);
// How a heart is called: each id as it is if it is printable, as "0x" and hexadecimal digits otherwise; "/" between.
std::string heartName(std::span<const std::string_view> ids);
// The same for any bytes, shortened to so many of them.
std::string shownBytes(std::string_view bytes, std::size_t most);

} // namespace zeroloom
