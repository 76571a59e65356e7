#include "core/host/message_log.h"

#include <iterator>
#include <utility>

namespace zeroloom {

void MessageLog::add(MessageSample message)
{
    const std::lock_guard lock(m_mutex);
    message.number = ++m_number;
    if (m_messages.size() == Most) {
        m_messages.pop_front();
        ++m_leftOut;
    }
    m_messages.push_back(std::move(message));
}

std::uint64_t MessageLog::take(std::vector<MessageSample>& into)
{
    const std::lock_guard lock(m_mutex);
    into.insert(into.end(), std::make_move_iterator(m_messages.begin()), std::make_move_iterator(m_messages.end()));
    m_messages.clear();
    return std::exchange(m_leftOut, 0);
}

} // namespace zeroloom
