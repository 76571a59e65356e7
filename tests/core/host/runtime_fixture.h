// A host's runtime under test: topologies in few words, and waiting for what its batches show.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "core/host/runtime.h"
#include "core/plan/conditions.h"
#include "core/plan/plan.h"

namespace zeroloom {

// Builds a topology: node("vent", "source", {{"out", SocketType::Push}}), wire("vent.out", "sink.in").
class TopologyBuilder {
public:
    TopologyBuilder& node(const std::string& id, const std::string& role,
                          std::vector<std::pair<std::string, SocketType>> sockets, Values params = {})
    {
        Node made;
        made.id = NodeId(id);
        made.role = role;
        made.params = std::move(params);
        for (const auto& [socketId, type] : sockets) {
            Socket socket;
            socket.id = SocketId(socketId);
            socket.type = type;
            if (type == SocketType::Sub)
                socket.subscriptions = {""};
            made.sockets.push_back(socket);
        }
        topology.nodes.push_back(made);
        return *this;
    }
    TopologyBuilder& wire(const std::string& id, const std::string& from, const std::string& to,
                          const std::string& endpoint = "tcp://127.0.0.1:*", std::optional<WireEnd> bind = {})
    {
        Wire made;
        made.id = WireId(id);
        made.from = ref(from);
        made.to = ref(to);
        made.endpoint = endpoint;
        made.bind = bind;
        topology.wires.push_back(made);
        return *this;
    }
    TopologyBuilder& without(const std::string& wire)
    {
        std::erase_if(topology.wires, [&](const Wire& one) { return one.id.text() == wire; });
        return *this;
    }
    Node& at(const std::string& id)
    {
        for (Node& node : topology.nodes) {
            if (node.id.text() == id)
                return node;
        }
        throw std::runtime_error("no node " + id);
    }
    static SocketRef ref(const std::string& text)
    {
        const auto dot = text.find('.');
        return {NodeId(text.substr(0, dot)), SocketId(text.substr(dot + 1))};
    }
    HostPlan plan() const
    {
        const auto made = makePlan(topology);
        if (!made) {
            ADD_FAILURE() << made.error().text();
            return {};
        }
        return made->hosts.empty() ? HostPlan() : made->hosts.front();
    }

    Topology topology;
};

class RuntimeTest : public ::testing::Test {
protected:
    explicit RuntimeTest(RuntimeOptions options = {}) : runtime(options) {}

    ApplyResult apply(const TopologyBuilder& builder, const ResolvedEndpoints& resolved = {})
    {
        return runtime.apply(builder.plan(), resolved);
    }

    const HostBatch& collect()
    {
        runtime.collect(batch);
        events.insert(events.end(), batch.events.begin(), batch.events.end());
        messages.insert(messages.end(), batch.messages.begin(), batch.messages.end());
        return batch;
    }

    // Collects until the condition holds; false when it does not within the deadline.
    bool waitFor(const std::function<bool()>& condition, std::chrono::milliseconds deadline = std::chrono::seconds(10))
    {
        const auto end = std::chrono::steady_clock::now() + deadline;
        do {
            collect();
            if (condition())
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        } while (std::chrono::steady_clock::now() < end);
        return false;
    }

    // Sources stop, queues drain; false when they do not.
    bool drain()
    {
        runtime.stopSources();
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (std::chrono::steady_clock::now() < end) {
            if (runtime.drained()) {
                collect();
                return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return false;
    }

    SocketSample socket(const std::string& ref) const
    {
        for (const SocketSample& sample : batch.sockets) {
            if (sample.socket == TopologyBuilder::ref(ref))
                return sample;
        }
        return {};
    }
    WireEndSample end(const std::string& wire, WireEnd which) const
    {
        for (const WireEndSample& sample : batch.ends) {
            if (sample.wire.text() == wire && sample.end == which)
                return sample;
        }
        return {};
    }
    NodeSample node(const std::string& id) const
    {
        for (const NodeSample& sample : batch.nodes) {
            if (sample.node.text() == id)
                return sample;
        }
        return {};
    }
    std::int64_t figure(const std::string& nodeId, const std::string& name) const
    {
        const NodeSample sample = node(nodeId);
        const auto found = sample.figures.find(name);
        const auto* number = found == sample.figures.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
        return number ? *number : -1;
    }
    bool connected(const std::string& wire) const
    {
        return end(wire, WireEnd::From).state == ConnectionState::Connected &&
               end(wire, WireEnd::To).state == ConnectionState::Connected;
    }
    bool hasEvent(const std::string& kind) const
    {
        return std::ranges::any_of(events, [&](const HostEvent& event) { return event.kind == kind; });
    }

    Runtime runtime;
    HostBatch batch;
    std::vector<HostEvent> events;
    std::vector<MessageSample> messages;
};

// A runtime under test to which things are done.
class DisturbedRuntimeTest : public RuntimeTest {
protected:
    void act(const std::string& text)
    {
        const auto read = parseAct(text, builder.topology);
        ASSERT_TRUE(read) << read.error().text();
        auto after = afterAct(conditions, *read, builder.topology);
        ASSERT_TRUE(after) << after.error().text();
        conditions = std::move(*after);
        start();
    }
    void start()
    {
        auto plan = makePlan(builder.topology);
        ASSERT_TRUE(plan) << plan.error().text();
        applyConditions(*plan, conditions);
        for (const Error& error : runtime.apply(plan->hosts.front(), {}).errors)
            ADD_FAILURE() << error.text();
    }

    TopologyBuilder builder;
    RunConditions conditions;
};

} // namespace zeroloom
