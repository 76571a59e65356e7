// The messages of a host that were looked at: a bounded ring, numbered without gaps. Callable from any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include "core/control/samples.h"

namespace zeroloom {

class MessageLog {
public:
    static constexpr std::size_t Most = 20'000;

    // The number is set here; the time is the caller's.
    void add(MessageSample message);
    // Moves out all that were added since the last call; returns how many were overwritten before.
    std::uint64_t take(std::vector<MessageSample>& into);

private:
    std::mutex m_mutex;
    std::deque<MessageSample> m_messages; // guarded by m_mutex
    std::uint64_t m_number = 0;           // guarded by m_mutex
    std::uint64_t m_leftOut = 0;          // guarded by m_mutex
};

} // namespace zeroloom
