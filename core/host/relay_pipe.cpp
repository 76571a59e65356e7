#include "core/host/relay_pipe.h"

#include <algorithm>
#include <cerrno>

#include <sys/socket.h>

namespace zeroloom {

void RelayPipe::add(std::string_view bytes, const ZmtpSieve::Takes& takes, Nanoseconds due)
{
    const std::uint64_t before = m_sieve.taken();
    std::string passed;
    m_sieve.pass(bytes, takes, passed);
    m_dropped.add(m_sieve.taken() - before);
    if (passed.empty())
        return;
    m_size += passed.size();
    m_held.add(passed.size());
    // A shorter delay overtakes nothing that is on its way.
    if (!m_pieces.empty())
        due = std::max(due, m_pieces.back().due);
    m_pieces.push_back({due, std::move(passed)});
}

bool RelayPipe::write(int descriptor, Nanoseconds now)
{
    m_blocked = false;
    while (!m_pieces.empty() && m_pieces.front().due <= now) {
        const std::string& bytes = m_pieces.front().bytes;
        const ssize_t count =
            ::send(descriptor, bytes.data() + m_written, bytes.size() - m_written, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            m_blocked = errno == EAGAIN || errno == EWOULDBLOCK;
            return m_blocked;
        }
        m_written += static_cast<std::size_t>(count);
        m_size -= static_cast<std::size_t>(count);
        m_held.subtract(static_cast<std::uint64_t>(count));
        if (m_written == bytes.size()) {
            m_written = 0;
            m_pieces.pop_front();
        }
    }
    return true;
}

void RelayPipe::clear()
{
    m_held.subtract(m_size);
    m_pieces.clear();
    m_size = m_written = 0;
    m_blocked = false;
}

std::optional<Nanoseconds> RelayPipe::nextDue() const
{
    return m_pieces.empty() || m_blocked ? std::nullopt : std::optional(m_pieces.front().due);
}

} // namespace zeroloom
