// The part of MessagePack that batches are made of: arrays, texts, bytes, numbers, booleans.
//
// Written and read directly, not through a JSON document: ten times a second a host of a thousand nodes sends some
// hundred thousand values, and building a document of them takes ten times as long. What is written here any
// MessagePack library reads.
//
// Plain values; callable from any thread. Nothing here throws, whatever the bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace zeroloom {

class MsgpackWriter {
public:
    void array(std::size_t elements);
    void number(std::uint64_t value);
    void signedNumber(std::int64_t value);
    void real(double value);
    void boolean(bool value) { m_bytes += static_cast<char>(value ? 0xc3 : 0xc2); }
    void text(std::string_view value);
    void binary(std::string_view bytes);

    std::string take() { return std::move(m_bytes); }

private:
    // `tag`, and the lowest `size` bytes of `value`, the highest first.
    void tagged(unsigned tag, std::uint64_t value, int size);

    std::string m_bytes;
};

// Reads values in order. The first one that is not what was asked for ends the reading: everything after it reads as
// empty, and failed() says so.
class MsgpackReader {
public:
    enum class Kind : std::uint8_t { None, Boolean, Unsigned, Negative, Real, Text, Binary, Array };

    explicit MsgpackReader(std::string_view bytes) : m_bytes(bytes) {}

    bool failed() const { return m_failed; }
    bool atEnd() const { return m_bytes.empty(); }
    void fail() { m_failed = true; }

    // What comes next; None at the end, and for what batches have not (maps, nil).
    Kind next() const;

    // The number of elements of the array that begins here. It is what the bytes announce, which may be a lie.
    std::size_t array();
    // Whether an array of exactly this many elements begins here.
    bool arrayOf(std::size_t elements);
    std::uint64_t number();
    std::uint64_t numberUpTo(std::uint64_t limit);
    std::int64_t signedNumber();
    double real();
    bool boolean();
    std::string text();
    // At most so many bytes.
    std::string binary(std::size_t most);

private:
    unsigned peek() const { return m_bytes.empty() ? 0xc1U : static_cast<unsigned char>(m_bytes.front()); }
    unsigned takeTag();
    std::uint64_t takeBytes(std::size_t size);
    std::string_view takeText(std::uint64_t size);

    std::string_view m_bytes;
    bool m_failed = false;
};

} // namespace zeroloom
