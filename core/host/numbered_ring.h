// The last rows of one kind (events, messages, changes of hearts), numbered from 1, for watchers that come and go. Used by one
// thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "core/control/samples.h"

namespace zeroloom {

// `Row` has a `number`.
template <typename Row>
class NumberedRing {
public:
    explicit NumberedRing(std::size_t kept) : m_kept(kept) {}

    // Takes the rows over; those without a number get the next one.
    void add(std::vector<Row>& rows)
    {
        for (Row& row : rows) {
            // A number that the runtime gave is kept: a gap before it stands for rows that it had no room for.
            m_last = row.number = std::max(row.number, m_last + 1);
            m_rows.push_back(std::move(row));
            if (m_rows.size() > m_kept)
                m_rows.pop_front();
        }
        rows.clear();
    }

    // Rows with a number greater than `after`, oldest first, at most `most`. `leftOut` becomes the number of those
    // between them that are gone.
    std::vector<Row> after(std::uint64_t after, std::size_t most, std::uint64_t& leftOut) const
    {
        const auto begin = std::upper_bound(m_rows.begin(), m_rows.end(), after,
                                            [](std::uint64_t number, const Row& row) { return number < row.number; });
        const auto count = std::min<std::size_t>(most, static_cast<std::size_t>(m_rows.end() - begin));
        std::vector<Row> rows(begin, begin + static_cast<std::ptrdiff_t>(count));
        leftOut = rows.empty() ? 0 : rows.back().number - after - count;
        return rows;
    }

    std::uint64_t lastNumber() const { return m_last; }

private:
    std::size_t m_kept;
    std::deque<Row> m_rows;
    std::uint64_t m_last = 0;
};

using EventRing = NumberedRing<HostEvent>;
using HeartChangeRing = NumberedRing<HeartChangeSample>;
using MessageRing = NumberedRing<MessageSample>;

} // namespace zeroloom
