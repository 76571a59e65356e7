// Counters of nodes that may be started anew, carried on across their lives. Plain values, one thread.
#pragma once

#include <cstdint>

#include "core/control/samples.h"

namespace zeroloom {

// A counter that only grows within one life of its node.
class LifeCounter {
public:
    // Returns whether the node began a new life: its count went back, or `newLife` says so.
    bool add(std::uint64_t count, bool newLife = false)
    {
        const bool again = m_known && (newLife || count < m_last);
        m_total += again || !m_known ? count : count - m_last;
        m_last = count;
        m_known = true;
        return again;
    }
    std::uint64_t total() const { return m_total; }
    bool known() const { return m_known; }

private:
    std::uint64_t m_total = 0, m_last = 0;
    bool m_known = false;
};

// What came through one direction of a wire, over all lives of its receiver.
//
// The sequence numbers that a receiver missed before its first message were either sent before it was there, or
// received by an earlier life of it, or lost while it was away; only this knows which.
class ReceiverTrack {
public:
    void add(const FlowSample& flow, bool newLife);
    // Sequence numbers up to this one were sent before the wire existed, or are not meant for it: missing them is no
    // loss.
    void forgive(std::uint64_t sequences) { m_forgiven += sequences; }
    // The sender began a new life: its sequence numbers start from 1.
    void senderBeganAnew() { m_covered = m_forgiven = 0; }

    std::uint64_t received() const { return m_received; }
    std::uint64_t bytes() const { return m_bytes; }
    std::uint64_t gaps() const { return positive(m_gaps); }
    std::uint64_t reconnect() const { return positive(m_reconnect) + m_whileAway; }
    std::uint64_t beforeFirst() const { return m_beforeFirst; }
    std::uint64_t lastSequence() const { return m_lastSequence; }

private:
    // Gaps shrink when a message comes out of order after all.
    static std::uint64_t positive(std::int64_t value) { return value > 0 ? static_cast<std::uint64_t>(value) : 0; }
    void addBefore(std::uint64_t count);

    // As last sampled; without the histogram, which is large.
    std::uint64_t m_lastReceived = 0, m_lastBytes = 0, m_lastBefore = 0, m_lastGaps = 0, m_lastReconnect = 0,
                  m_lastSequence = 0;
    bool m_known = false, m_lived = false; // lived: this is not the receiver's first life
    std::uint64_t m_received = 0, m_bytes = 0, m_beforeFirst = 0, m_whileAway = 0;
    std::int64_t m_gaps = 0, m_reconnect = 0;
    std::uint64_t m_covered = 0; // sequence numbers that earlier lives have accounted for
    std::uint64_t m_forgiven = 0;
};

} // namespace zeroloom
