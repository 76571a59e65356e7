// A pretended run for the observer's tests: a topology, and batches as a host would send them, in pretended time.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/observe/observer.h"
#include "tests/support/fake_clock.h"

namespace zeroloom::test {

inline Node madeNode(const std::string& id, const std::string& role, const std::string& socket, SocketType type,
                     Values params = {}, Values options = {})
{
    Node node;
    node.id = NodeId(id);
    node.role = role;
    node.params = std::move(params);
    Socket made;
    made.id = SocketId(socket);
    made.type = type;
    made.options = std::move(options);
    node.sockets.push_back(made);
    return node;
}

inline Wire madeWire(const std::string& id, SocketRef from, SocketRef to, const std::string& endpoint = {})
{
    Wire wire;
    wire.id = WireId(id);
    wire.from = std::move(from);
    wire.to = std::move(to);
    wire.endpoint = endpoint;
    wire.bind = WireEnd::From;
    return wire;
}

inline SocketRef at(const std::string& node, const std::string& socket) { return {NodeId(node), SocketId(socket)}; }

// One sender `a.out` and receivers `b.in`, `c.in`, ... of the given types.
inline Topology fan(SocketType sender, SocketType receiver, int receivers, Values params = {})
{
    Topology topology;
    topology.nodes.push_back(madeNode("a", "source", "out", sender, std::move(params)));
    for (int i = 0; i < receivers; ++i) {
        const std::string id(1, static_cast<char>('b' + i));
        topology.nodes.push_back(madeNode(id, "sink", "in", receiver));
        if (receiver == SocketType::Sub)
            topology.nodes.back().sockets[0].subscriptions = {""};
        topology.wires.push_back(madeWire("a" + id, at("a", "out"), at(id, "in")));
    }
    return topology;
}

// The counters of one host, which a test changes before each batch.
class MadeHost {
public:
    explicit MadeHost(std::string host = "local") : m_host(std::move(host)) {}

    SocketSample& socket(const std::string& node, const std::string& id)
    {
        SocketSample& sample = m_sockets[at(node, id)];
        sample.socket = at(node, id);
        return sample;
    }
    WireEndSample& end(const std::string& wire, WireEnd which)
    {
        WireEndSample& sample = m_ends[{wire, which}];
        sample.wire = WireId(wire);
        sample.end = which;
        sample.flow.attributed = true;
        return sample;
    }
    NodeSample& node(const std::string& id)
    {
        NodeSample& sample = m_nodes[id];
        sample.node = NodeId(id);
        sample.state = NodeState::Running;
        return sample;
    }
    void connect(const std::string& wire)
    {
        for (const WireEnd which : {WireEnd::From, WireEnd::To}) {
            end(wire, which).state = ConnectionState::Connected;
            end(wire, which).connects = 1;
        }
    }
    // A stamped message that came through, with this number of its sender's sequence.
    void receive(const std::string& wire, const std::string& node, std::uint64_t count, std::uint64_t last)
    {
        FlowSample& flow = end(wire, WireEnd::To).flow;
        flow.received += count;
        flow.stamped += count;
        flow.bytes += count * 64;
        flow.lastSequence = last;
        socket(node, "in").received += count;
    }
    void startAnew()
    {
        m_startedNs += 1'000'000'000;
        m_sockets.clear();
        m_ends.clear();
    }

    HostBatch batch(Nanoseconds now)
    {
        HostBatch made;
        made.host = HostId(m_host);
        made.number = ++m_number;
        made.timeNs = static_cast<std::uint64_t>(now.count());
        made.startedNs = m_startedNs;
        made.processId = 1;
        made.complete = true;
        for (const auto& [id, sample] : m_nodes)
            made.nodes.push_back(sample);
        for (const auto& [ref, sample] : m_sockets)
            made.sockets.push_back(sample);
        for (const auto& [key, sample] : m_ends)
            made.ends.push_back(sample);
        made.events = std::move(events);
        events.clear();
        return made;
    }

    std::vector<HostEvent> events;

private:
    std::string m_host;
    std::uint64_t m_number = 0, m_startedNs = 1;
    std::map<SocketRef, SocketSample> m_sockets;
    std::map<std::pair<std::string, WireEnd>, WireEndSample> m_ends;
    std::map<std::string, NodeSample> m_nodes;
};

// An observer with its clock and one host.
struct MadeRun {
    explicit MadeRun(const Topology& topology) : observer(topology, clock) {}

    // A batch of `from`, a tenth of a second after the last.
    ObservationPtr step(MadeHost& from)
    {
        clock.advance(std::chrono::milliseconds(100));
        observer.addBatch(from.batch(clock.now()));
        return observer.current();
    }
    ObservationPtr step() { return step(host); }
    ObservationPtr steps(int count)
    {
        for (int i = 1; i < count; ++i)
            step();
        return step();
    }

    FakeClock clock;
    Observer observer;
    MadeHost host;
};

// Sent = received + queued + lost, for what is known.
inline void expectClosed(const FlowObservation& flow)
{
    EXPECT_EQ(flow.sent.value, flow.received.value + flow.depth.value + flow.lost.value.total());
}

} // namespace zeroloom::test
