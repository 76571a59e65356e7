// Several that go along with one run.
//
// Owned and called by the main thread.
#pragma once

#include <optional>
#include <vector>

#include "app/zeroloomctl/run_follower.h"

namespace zeroloom {

class FollowerGroup final : public RunFollower {
public:
    // `follower` outlives the group.
    void add(RunFollower& follower) { m_followers.push_back(&follower); }

    // The first failure; all are called.
    [[nodiscard]] Status follow(const Observer& observer) override
    {
        Status all;
        for (RunFollower* follower : m_followers) {
            if (Status followed = follower->follow(observer); !followed && all) {
                all = std::move(followed);
            }
        }
        return all;
    }
    std::optional<Topology> wanted() override
    {
        std::optional<Topology> wanted;
        for (RunFollower* follower : m_followers) {
            if (auto more = follower->wanted()) {
                wanted = std::move(more);
            }
        }
        return wanted;
    }
    bool hasReader() const override
    {
        for (const RunFollower* follower : m_followers) {
            if (!follower->hasReader()) {
                return false;
            }
        }
        return true;
    }

private:
    std::vector<RunFollower*> m_followers;
};

} // namespace zeroloom
