// A runtime under test with hearts in it: what its batches told of them, put together.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/core/host/runtime_fixture.h"

namespace zeroloom {

class HeartRuntimeTest : public RuntimeTest {
protected:
    // A heartbeater `watch` with hearts `h`, of which there may be several.
    static TopologyBuilder network(int hearts, Values rule = {{"period", std::string("50ms")}}, Values more = {})
    {
        more["count"] = std::int64_t{hearts};
        TopologyBuilder builder;
        builder.node("watch", "heartbeater", {{"ping", SocketType::Pub}, {"pong", SocketType::Router}}, std::move(rule))
            .node("h", "heart", {{"ping", SocketType::Sub}, {"pong", SocketType::Dealer}}, std::move(more))
            .wire("out", "watch.ping", "h.ping")
            .wire("back", "h.pong", "watch.pong");
        return builder;
    }

    bool waitForHearts(const std::function<bool()>& condition)
    {
        return waitFor([&] {
            for (const HeartSample& sample : batch.hearts)
                known[sample.heart.number] = sample.heart;
            changes.insert(changes.end(), batch.heartChanges.begin(), batch.heartChanges.end());
            return condition();
        });
    }
    std::size_t inState(HeartState state) const
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(known, [&](const auto& entry) { return entry.second.state == state; }));
    }
    // The rows of this id.
    std::vector<Heart> rows(const std::string& id) const
    {
        std::vector<Heart> found;
        for (const auto& [number, heart] : known) {
            if (heart.id == id)
                found.push_back(heart);
        }
        return found;
    }
    Heart heart(const std::string& id) const
    {
        const std::vector<Heart> found = rows(id);
        return found.empty() ? Heart() : found.front();
    }
    bool had(HeartChangeKind kind, const std::string& id) const
    {
        return std::ranges::any_of(changes, [&](const HeartChangeSample& sample) {
            return sample.change.kind == kind && sample.change.id == id;
        });
    }
    HeartMonitorFigures figures() const
    {
        return batch.monitors.empty() ? HeartMonitorFigures() : batch.monitors.front().figures;
    }

    std::map<std::uint32_t, Heart> known;
    std::vector<HeartChangeSample> changes;
};

} // namespace zeroloom
