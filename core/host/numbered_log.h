// What a host tells in rows until it is collected: a bounded ring, numbered without gaps. Callable from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace zeroloom {

// `Row` has a `number`, which is set here.
template <typename Row>
class NumberedLog {
public:
    static constexpr std::size_t Most = 20'000;

    void add(Row row)
    {
        const std::lock_guard lock(m_mutex);
        row.number = ++m_number;
        if (m_rows.size() == Most) {
            m_rows.pop_front();
            ++m_leftOut;
        }
        m_rows.push_back(std::move(row));
    }
    // Moves out all that were added since the last call; returns how many were overwritten before.
    std::uint64_t take(std::vector<Row>& into)
    {
        const std::lock_guard lock(m_mutex);
        into.insert(into.end(), std::make_move_iterator(m_rows.begin()), std::make_move_iterator(m_rows.end()));
        m_rows.clear();
        return std::exchange(m_leftOut, 0);
    }

private:
    std::mutex m_mutex;
    std::deque<Row> m_rows;      // guarded by m_mutex
    std::uint64_t m_number = 0;  // guarded by m_mutex
    std::uint64_t m_leftOut = 0; // guarded by m_mutex
};

} // namespace zeroloom
