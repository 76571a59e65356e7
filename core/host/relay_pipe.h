// What is on its way through a relay in one direction: bytes, each piece with the time at which it is to come out.
// Plain value, owned by the relays' loop.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/duration.h"
#include "core/host/zmtp_sieve.h"
#include "core/role/relaxed_counter.h"

namespace zeroloom {

class RelayPipe {
public:
    // `held` counts the bytes that are in all pipes of the wire's direction, `dropped` its messages that were taken
    // out.
    RelayPipe(bool keepsSubscriptions, RelaxedCounter& held, RelaxedCounter& dropped)
        : m_sieve(keepsSubscriptions), m_held(held), m_dropped(dropped)
    {
    }
    ~RelayPipe() { clear(); }
    RelayPipe(const RelayPipe&) = delete;
    RelayPipe& operator=(const RelayPipe&) = delete;

    void add(std::string_view bytes, const ZmtpSieve::Takes& takes, Nanoseconds due);
    // Writes what is due. False: the descriptor is broken.
    bool write(int descriptor, Nanoseconds now);
    void clear();

    bool isFull() const { return m_size >= Most; } // then nothing more is to be read: the sender feels it
    bool isEmpty() const { return m_pieces.empty(); }
    bool isBlocked() const { return m_blocked; } // what is due waits for room
    // When the next bytes are due; nullopt: none wait for their time.
    std::optional<Nanoseconds> nextDue() const;
    ZmtpSieve& sieve() { return m_sieve; }

private:
    // As much as a second of what such a wire carries at its quickest, in small messages.
    static constexpr std::size_t Most = 64U << 20U;

    struct Piece {
        Nanoseconds due;
        std::string bytes;
    };

    ZmtpSieve m_sieve;
    RelaxedCounter& m_held;
    RelaxedCounter& m_dropped;
    std::deque<Piece> m_pieces;
    std::size_t m_written = 0; // of the first piece
    std::size_t m_size = 0;    // of all, less what was written
    bool m_blocked = false;
};

} // namespace zeroloom
