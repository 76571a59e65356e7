#include "core/host/zmtp_sieve.h"

#include <algorithm>
#include <utility>

namespace zeroloom {
namespace {

constexpr std::size_t GreetingSize = 64;
constexpr std::size_t SignatureSize = 10;
constexpr std::size_t MechanismAt = 12, MechanismSize = 20;

constexpr unsigned char MoreFlag = 1, LongFlag = 2, CommandFlag = 4;
constexpr std::size_t ShortHeader = 2, LongHeader = 9;

unsigned char byteAt(std::string_view bytes, std::size_t index) { return static_cast<unsigned char>(bytes[index]); }

// As far as it has come.
bool isZmtp3(std::string_view greeting)
{
    if (byteAt(greeting, 0) != 0xff)
        return false;
    if (greeting.size() >= SignatureSize && byteAt(greeting, SignatureSize - 1) != 0x7f)
        return false;
    return greeting.size() <= SignatureSize || byteAt(greeting, SignatureSize) >= 3;
}

bool isReadable(std::string_view greeting)
{
    std::string_view mechanism = greeting.substr(MechanismAt, MechanismSize);
    mechanism = mechanism.substr(0, mechanism.find('\0'));
    return mechanism == "NULL" || mechanism == "PLAIN";
}

} // namespace

void ZmtpSieve::giveUp() { m_state = State::Opaque; }

std::size_t ZmtpSieve::takeGreeting(std::string_view bytes, std::string& out)
{
    const std::size_t count = std::min(bytes.size(), GreetingSize - m_greeting.size());
    m_greeting += bytes.substr(0, count);
    out += bytes.substr(0, count);
    if (!isZmtp3(m_greeting) || (m_greeting.size() == GreetingSize && !isReadable(m_greeting)))
        giveUp();
    else if (m_greeting.size() == GreetingSize)
        m_state = State::Header;
    return count;
}

void ZmtpSieve::decide(bool isSubscription, const Takes& takes, std::string& out)
{
    if (!m_inMessage) {
        m_takes = !isSubscription && takes();
        m_taken += m_takes ? 1 : 0;
    }
    const bool more = byteAt(m_header, 0) & MoreFlag;
    m_inMessage = more;
    beginBody(m_takes, out);
}

void ZmtpSieve::beginBody(bool skips, std::string& out)
{
    m_skips = skips;
    if (!skips)
        out += m_header;
    m_header.clear();
    m_state = m_left == 0 ? State::Header : State::Body;
}

void ZmtpSieve::headerComplete(const Takes& takes, std::string& out)
{
    const unsigned char flags = byteAt(m_header, 0);
    m_left = 0;
    for (std::size_t i = 1; i < m_header.size(); ++i)
        m_left = m_left << 8 | byteAt(m_header, i);
    const bool mayBeSubscription = m_keepsSubscriptions && !m_inMessage && !(flags & MoreFlag) && m_left > 0;
    if (flags & CommandFlag)
        beginBody(false, out); // a heartbeat's may stand between the frames of a message
    else if (mayBeSubscription)
        m_state = State::Peek; // its first byte tells
    else
        decide(false, takes, out);
}

std::size_t ZmtpSieve::takeHeader(std::string_view bytes, const Takes& takes, std::string& out)
{
    const unsigned char flags = byteAt(m_header.empty() ? bytes : std::string_view(m_header), 0);
    const std::size_t size = flags & LongFlag ? LongHeader : ShortHeader;
    const std::size_t count = std::min(bytes.size(), size - m_header.size());
    m_header += bytes.substr(0, count);
    if (m_header.size() == size)
        headerComplete(takes, out);
    return count;
}

std::size_t ZmtpSieve::takeBody(std::string_view bytes, std::string& out)
{
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_left));
    if (!m_skips)
        out += bytes.substr(0, count);
    m_left -= count;
    if (m_left == 0)
        m_state = State::Header;
    return count;
}

void ZmtpSieve::pass(std::string_view bytes, const Takes& takes, std::string& out)
{
    while (!bytes.empty()) {
        std::size_t used = 0;
        switch (m_state) {
        case State::Greeting:
            used = takeGreeting(bytes, out);
            break;
        case State::Header:
            used = takeHeader(bytes, takes, out);
            break;
        case State::Peek:
            decide(byteAt(bytes, 0) <= 1, takes, out);
            break;
        case State::Body:
            used = takeBody(bytes, out);
            break;
        case State::Opaque:
            out += std::exchange(m_header, {});
            out += bytes;
            return;
        }
        bytes.remove_prefix(used);
    }
}

} // namespace zeroloom
