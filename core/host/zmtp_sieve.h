// Takes messages out of one direction of a ZMTP connection, byte by byte as they come: whole messages with all of their
// frames, and nothing else. Greeting, handshake and commands pass.
//
// Framing by RFC 23 (ZMTP 3.0) and RFC 37 (3.1). What it cannot read it passes as it is (`isOpaque`): an older peer,
// and a mechanism that hides where messages end (CURVE, GSSAPI). Plain value, one thread; takes any bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace zeroloom {

class ZmtpSieve {
public:
    // Asked once for each message: whether it is taken out.
    using Takes = std::function<bool()>;

    // `keepsSubscriptions`: what a subscriber of ZMTP 3.0 says by messages that begin with 0 or 1 passes.
    explicit ZmtpSieve(bool keepsSubscriptions) : m_keepsSubscriptions(keepsSubscriptions) {}

    // Adds to `out` what passes.
    void pass(std::string_view bytes, const Takes& takes, std::string& out);
    // Not to be read any more: the other direction could not be. Everything that comes passes.
    void giveUp();
    bool isOpaque() const { return m_state == State::Opaque; }
    std::uint64_t taken() const { return m_taken; } // messages

private:
    enum class State : std::uint8_t { Greeting, Header, Peek, Body, Opaque };

    std::size_t takeGreeting(std::string_view bytes, std::string& out);
    std::size_t takeHeader(std::string_view bytes, const Takes& takes, std::string& out);
    std::size_t takeBody(std::string_view bytes, std::string& out);
    void headerComplete(const Takes& takes, std::string& out);
    void decide(bool isSubscription, const Takes& takes, std::string& out);
    void beginBody(bool skips, std::string& out);

    const bool m_keepsSubscriptions;
    State m_state = State::Greeting;
    std::string m_greeting;   // what came of it so far
    std::string m_header;     // of a frame, until it is whole and its fate known
    std::uint64_t m_left = 0; // bytes of the frame's body
    bool m_skips = false;     // the body of this frame
    bool m_takes = false;     // the message that is going on
    bool m_inMessage = false; // more frames of it come
    std::uint64_t m_taken = 0;
};

} // namespace zeroloom
