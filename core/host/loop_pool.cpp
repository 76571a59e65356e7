#include "core/host/loop_pool.h"

#include <algorithm>
#include <latch>
#include <map>

namespace zeroloom {

Result<EventLoop*> LoopPool::start(bool own)
{
    // A node at full speed has nobody beside it who could starve.
    Entry entry{std::make_unique<EventLoop>((own ? "zl-own-" : "zl-loop-") + std::to_string(++m_number), own ? 64 : 1),
                1, own};
    if (Status started = entry.loop->start(); !started)
        return tl::unexpected(started.error());
    m_entries.push_back(std::move(entry));
    return m_entries.back().loop.get();
}

Result<EventLoop*> LoopPool::take(bool own)
{
    const auto owned = std::ranges::count_if(m_entries, &Entry::own);
    if (own && owned < m_mostOwn) {
        if (auto loop = start(true))
            return loop;
        // No thread to be had: it shares.
    }
    Entry* least = nullptr;
    for (Entry& entry : m_entries) {
        if (!entry.own && (!least || entry.nodes < least->nodes))
            least = &entry;
    }
    const auto shared =
        static_cast<int>(m_entries.size()) - static_cast<int>(std::ranges::count_if(m_entries, &Entry::own));
    if (!least || (least->nodes > 0 && shared < m_mostShared)) {
        auto loop = start(false);
        if (loop || !least)
            return loop;
    }
    ++least->nodes;
    return least->loop.get();
}

void LoopPool::giveBack(EventLoop* loop)
{
    const auto found = std::ranges::find_if(m_entries, [&](const Entry& entry) { return entry.loop.get() == loop; });
    if (found == m_entries.end())
        return;
    --found->nodes;
    if (found->own) {
        found->loop->stop();
        m_entries.erase(found);
    }
}

void LoopPool::stopAll()
{
    for (Entry& entry : m_entries)
        entry.loop->stop();
    m_entries.clear();
}

void LoopPool::runAll(const std::vector<Piece>& pieces)
{
    std::map<EventLoop*, std::vector<const std::function<void()>*>> byLoop;
    for (const auto& [loop, piece] : pieces)
        byLoop[loop].push_back(&piece);
    std::latch done(static_cast<std::ptrdiff_t>(byLoop.size()));
    for (const auto& [loop, own] : byLoop) {
        loop->post([&done, &own = own] {
            for (const auto* piece : own)
                (*piece)();
            done.count_down();
        });
    }
    done.wait();
}

} // namespace zeroloom
