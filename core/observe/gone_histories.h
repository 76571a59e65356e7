// The histories of what was taken out of the topology while it runs, for the undo that brings it back. Bounded: the
// oldest are forgotten. Plain value, one thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <utility>

#include "core/observe/series.h"

namespace zeroloom {

template <typename Key, std::size_t Metrics>
class GoneHistories {
public:
    static constexpr std::size_t Most = 50;
    using Histories = std::array<Series, Metrics>;

    void keep(const Key& key, Histories histories)
    {
        if (std::none_of(histories.begin(), histories.end(), [](const Series& one) { return one.begun(); }))
            return;
        for (Series& one : histories)
            one.interrupt();
        if (m_kept.size() == Most)
            m_kept.pop_front();
        m_kept.emplace_back(key, std::move(histories));
    }

    // Empty ones when nothing is kept of this.
    Histories giveBack(const Key& key)
    {
        const auto found =
            std::find_if(m_kept.begin(), m_kept.end(), [&](const auto& one) { return one.first == key; });
        if (found == m_kept.end())
            return {};
        Histories histories = std::move(found->second);
        m_kept.erase(found);
        return histories;
    }

private:
    std::deque<std::pair<Key, Histories>> m_kept;
};

} // namespace zeroloom
