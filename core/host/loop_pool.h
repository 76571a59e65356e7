// The event loops of a host: a few that nodes share, and one of its own for each node that runs at full speed, as long
// as there are enough. Owned by the runtime's thread.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/base/result.h"
#include "core/host/event_loop.h"

namespace zeroloom {

class LoopPool {
public:
    LoopPool(int shared, int own) : m_mostShared(shared), m_mostOwn(own) {}

    // A loop for one more node. Fails when no thread can be started.
    [[nodiscard]] Result<EventLoop*> take(bool own);
    // The node has left it.
    void giveBack(EventLoop* loop);
    void stopAll();

    // Runs each piece on its loop, all loops at once, and returns when all have run.
    using Piece = std::pair<EventLoop*, std::function<void()>>;
    static void runAll(const std::vector<Piece>& pieces);

private:
    struct Entry {
        std::unique_ptr<EventLoop> loop;
        int nodes = 0;
        bool own = false;
    };

    Result<EventLoop*> start(bool own);

    const int m_mostShared;
    const int m_mostOwn;
    std::vector<Entry> m_entries;
    int m_number = 0;
};

} // namespace zeroloom
