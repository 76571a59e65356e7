#include "core/control/msgpack.h"

#include <bit>
#include <limits>

namespace zeroloom {

// Tags as the MessagePack specification names them.
namespace {

constexpr unsigned FixArray = 0x90, FixText = 0xa0, NegativeFix = 0xe0;
constexpr unsigned Float32 = 0xca, Float64 = 0xcb;
constexpr unsigned Unsigned8 = 0xcc, Unsigned64 = 0xcf, Signed8 = 0xd0, Signed64 = 0xd3;
constexpr unsigned Text8 = 0xd9, Text16 = 0xda, Text32 = 0xdb, Binary8 = 0xc4, Binary32 = 0xc6, Array16 = 0xdc, Array32 = 0xdd;

// 1, 2, 4 and 8 bytes for the four tags of a row.
std::size_t sizeAt(unsigned step) { return std::size_t{1} << step; }

} // namespace

void MsgpackWriter::tagged(unsigned tag, std::uint64_t value, int size)
{
    m_bytes += static_cast<char>(tag);
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
        m_bytes += static_cast<char>(value >> static_cast<unsigned>(shift));
}

void MsgpackWriter::array(std::size_t elements)
{
    if (elements < 16)
        m_bytes += static_cast<char>(FixArray | elements);
    else if (elements <= 0xffff)
        tagged(Array16, elements, 2);
    else
        tagged(Array32, elements, 4);
}

void MsgpackWriter::number(std::uint64_t value)
{
    if (value < 0x80)
        m_bytes += static_cast<char>(value);
    else if (value <= 0xff)
        tagged(Unsigned8, value, 1);
    else if (value <= 0xffff)
        tagged(Unsigned8 + 1, value, 2);
    else if (value <= 0xffffffff)
        tagged(Unsigned8 + 2, value, 4);
    else
        tagged(Unsigned64, value, 8);
}

void MsgpackWriter::signedNumber(std::int64_t value)
{
    if (value >= 0)
        number(static_cast<std::uint64_t>(value));
    else if (value >= -32)
        m_bytes += static_cast<char>(value);
    else
        tagged(Signed64, static_cast<std::uint64_t>(value), 8);
}

void MsgpackWriter::real(double value) { tagged(Float64, std::bit_cast<std::uint64_t>(value), 8); }

void MsgpackWriter::text(std::string_view value)
{
    if (value.size() < 32)
        m_bytes += static_cast<char>(FixText | value.size());
    else if (value.size() <= 0xff)
        tagged(Text8, value.size(), 1);
    else if (value.size() <= 0xffff)
        tagged(Text16, value.size(), 2);
    else
        tagged(Text32, value.size(), 4);
    m_bytes += value;
}

void MsgpackWriter::binary(std::string_view bytes)
{
    if (bytes.size() <= 0xff)
        tagged(Binary8, bytes.size(), 1);
    else if (bytes.size() <= 0xffff)
        tagged(Binary8 + 1, bytes.size(), 2);
    else
        tagged(Binary32, bytes.size(), 4);
    m_bytes += bytes;
}

MsgpackReader::Kind MsgpackReader::next() const
{
    const unsigned tag = peek();
    if (m_failed)
        return Kind::None;
    if (tag < 0x80 || (tag >= Unsigned8 && tag <= Unsigned64))
        return Kind::Unsigned;
    if (tag >= NegativeFix || (tag >= Signed8 && tag <= Signed64))
        return Kind::Negative;
    if ((tag & 0xf0U) == FixArray || tag == Array16 || tag == Array32)
        return Kind::Array;
    if ((tag & 0xe0U) == FixText || (tag >= Text8 && tag <= Text32))
        return Kind::Text;
    if (tag >= Binary8 && tag <= Binary32)
        return Kind::Binary;
    if (tag == Float32 || tag == Float64)
        return Kind::Real;
    return tag == 0xc2 || tag == 0xc3 ? Kind::Boolean : Kind::None;
}

unsigned MsgpackReader::takeTag()
{
    const unsigned tag = peek();
    if (!m_bytes.empty())
        m_bytes.remove_prefix(1);
    return tag;
}

std::uint64_t MsgpackReader::takeBytes(std::size_t size)
{
    if (m_bytes.size() < size) {
        m_failed = true;
        return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8U | static_cast<unsigned char>(m_bytes[i]);
    m_bytes.remove_prefix(size);
    return value;
}

std::string_view MsgpackReader::takeText(std::uint64_t size)
{
    if (m_failed || m_bytes.size() < size) {
        m_failed = true;
        return {};
    }
    const std::string_view text = m_bytes.substr(0, size);
    m_bytes.remove_prefix(size);
    return text;
}

std::size_t MsgpackReader::array()
{
    if (next() != Kind::Array) {
        m_failed = true;
        return 0;
    }
    const unsigned tag = takeTag();
    if ((tag & 0xf0U) == FixArray)
        return tag & 0x0fU;
    const std::uint64_t elements = takeBytes(tag == Array16 ? 2 : 4);
    return m_failed ? 0 : elements;
}

bool MsgpackReader::arrayOf(std::size_t elements)
{
    if (array() != elements)
        m_failed = true;
    return !m_failed;
}

std::uint64_t MsgpackReader::number()
{
    if (next() != Kind::Unsigned) {
        m_failed = true;
        return 0;
    }
    const unsigned tag = takeTag();
    return tag < 0x80 ? tag : takeBytes(sizeAt(tag - Unsigned8));
}

std::uint64_t MsgpackReader::numberUpTo(std::uint64_t limit)
{
    const std::uint64_t value = number();
    if (value > limit)
        m_failed = true;
    return m_failed ? 0 : value;
}

std::int64_t MsgpackReader::signedNumber()
{
    constexpr auto Largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (next() != Kind::Negative)
        return static_cast<std::int64_t>(numberUpTo(Largest));
    const unsigned tag = takeTag();
    if (tag >= NegativeFix)
        return static_cast<std::int64_t>(tag) - 256;
    const std::size_t size = sizeAt(tag - Signed8);
    const std::uint64_t value = takeBytes(size);
    const unsigned unused = static_cast<unsigned>(64 - size * 8);
    return static_cast<std::int64_t>(value << unused) >> unused; // the sign fills what was unused
}

double MsgpackReader::real()
{
    if (next() != Kind::Real) {
        m_failed = true;
        return 0;
    }
    if (takeTag() == Float32)
        return std::bit_cast<float>(static_cast<std::uint32_t>(takeBytes(4)));
    return std::bit_cast<double>(takeBytes(8));
}

bool MsgpackReader::boolean()
{
    if (next() != Kind::Boolean) {
        m_failed = true;
        return false;
    }
    return takeTag() == 0xc3;
}

std::string MsgpackReader::text()
{
    if (next() != Kind::Text) {
        m_failed = true;
        return {};
    }
    const unsigned tag = takeTag();
    if ((tag & 0xe0U) == FixText)
        return std::string(takeText(tag & 0x1fU));
    return std::string(takeText(takeBytes(sizeAt(tag - Text8))));
}

std::string MsgpackReader::binary(std::size_t most)
{
    if (next() != Kind::Binary) {
        m_failed = true;
        return {};
    }
    const std::uint64_t size = takeBytes(sizeAt(takeTag() - Binary8));
    m_failed = m_failed || size > most;
    return std::string(takeText(size));
}

} // namespace zeroloom
