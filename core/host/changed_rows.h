// The rows of one kind as they were last read, each with the number of the batch in which it last changed, so that a
// watcher is sent only what it does not have. Used by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace zeroloom {

// `KeyOf` maps a row to its key, which is hashed by `Hash`.
template <typename Row, typename Key, Key (*KeyOf)(const Row&), typename Hash = std::hash<Key>>
class ChangedRows {
public:
    // What was read now, as batch `number`. Rows that are not among it are forgotten.
    void update(std::vector<Row>&& fresh, std::uint64_t number)
    {
        std::vector<std::uint64_t> changed;
        changed.reserve(fresh.size());
        const bool sameOrder = hasOrderOf(fresh);
        for (std::size_t i = 0; i < fresh.size(); ++i) {
            const std::size_t before = sameOrder ? i : placeOf(fresh[i]);
            const bool same = before < m_rows.size() && m_rows[before] == fresh[i];
            changed.push_back(same ? m_changed[before] : number);
        }
        m_rows = std::move(fresh);
        m_changed = std::move(changed);
        if (!sameOrder)
            index();
    }

    // Rows that changed after batch `have`.
    std::vector<Row> since(std::uint64_t have) const
    {
        std::vector<Row> rows;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (m_changed[i] > have)
                rows.push_back(m_rows[i]);
        }
        return rows;
    }

private:
    // The usual case: nothing was added or removed.
    bool hasOrderOf(const std::vector<Row>& fresh) const
    {
        if (fresh.size() != m_rows.size())
            return false;
        for (std::size_t i = 0; i < fresh.size(); ++i) {
            if (KeyOf(fresh[i]) != KeyOf(m_rows[i]))
                return false;
        }
        return true;
    }
    std::size_t placeOf(const Row& row) const
    {
        const auto found = m_places.find(KeyOf(row));
        return found == m_places.end() ? m_rows.size() : found->second;
    }
    void index()
    {
        m_places.clear();
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            m_places.emplace(KeyOf(m_rows[i]), i);
    }

    std::vector<Row> m_rows;
    std::vector<std::uint64_t> m_changed;
    std::unordered_map<Key, std::size_t, Hash> m_places;
};

} // namespace zeroloom
