// Finds what lies in a rectangle without looking at everything: squares of one size, each with the things that touch
// it. Not thread-safe; holds pointers that the owner keeps alive.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include <QRectF>

namespace zeroloom {

// T has `mutable std::uint32_t visit` and `int order`.
template <typename T>
class GridIndex {
public:
    void insert(const T* item, const QRectF& rect)
    {
        if (cellCount(rect) > LargestSpan)
            m_large.push_back(item);
        else
            eachCell(rect, [&](std::int64_t key) { m_cells[key].push_back(item); });
    }

    // `rect` as it was inserted.
    void remove(const T* item, const QRectF& rect)
    {
        if (cellCount(rect) > LargestSpan) {
            std::erase(m_large, item);
            return;
        }
        eachCell(rect, [&](std::int64_t key) {
            const auto cell = m_cells.find(key);
            if (cell == m_cells.end())
                return;
            std::erase(cell->second, item);
            if (cell->second.empty())
                m_cells.erase(cell);
        });
    }

    void clear()
    {
        m_cells.clear();
        m_large.clear();
    }

    // Candidates whose squares touch `rect`, each once, in drawing order; the caller tests the exact shape.
    std::vector<const T*> query(const QRectF& rect) const
    {
        std::vector<const T*> found;
        const std::uint32_t visit = ++m_visit;
        const auto take = [&](const std::vector<const T*>& cell) {
            for (const T* item : cell) {
                if (item->visit == visit)
                    continue;
                item->visit = visit;
                found.push_back(item);
            }
        };
        take(m_large);
        // A view of the whole scene spans more squares than there are: then the squares are walked instead.
        if (cellCount(rect) > static_cast<double>(m_cells.size())) {
            for (const auto& [key, cell] : m_cells)
                take(cell);
        } else {
            eachCell(rect, [&](std::int64_t key) {
                if (const auto cell = m_cells.find(key); cell != m_cells.end())
                    take(cell->second);
            });
        }
        std::sort(found.begin(), found.end(), [](const T* a, const T* b) { return a->order < b->order; });
        return found;
    }

private:
    static constexpr double CellSize = 256;
    // A wire across more squares than this is looked at in every query: a file may place a box anywhere.
    static constexpr double LargestSpan = 2048;
    static std::int64_t cellOf(double value)
    {
        return static_cast<std::int64_t>(std::floor(std::clamp(value, -1e9, 1e9) / CellSize));
    }
    static double cellCount(const QRectF& rect)
    {
        return static_cast<double>(cellOf(rect.right()) - cellOf(rect.left()) + 1) *
               static_cast<double>(cellOf(rect.bottom()) - cellOf(rect.top()) + 1);
    }
    template <typename Visit>
    static void eachCell(const QRectF& rect, Visit visit)
    {
        for (std::int64_t x = cellOf(rect.left()); x <= cellOf(rect.right()); ++x)
            for (std::int64_t y = cellOf(rect.top()); y <= cellOf(rect.bottom()); ++y)
                visit((x << 32) ^ (y & 0xffffffff));
    }

    std::unordered_map<std::int64_t, std::vector<const T*>> m_cells;
    std::vector<const T*> m_large;
    mutable std::uint32_t m_visit = 0;
};

} // namespace zeroloom
