#include "core/model/pattern_wiring.h"

#include <algorithm>
#include <tuple>

#include "core/zmq/legal_peers.h"

namespace zeroloom {

namespace {

// One socket of the pattern.
struct Port {
    SocketRef ref;
    SocketType type;
    std::size_t node;        // place in the row of nodes
    bool sendsFirst = false; // has a partner among the others that it sends to first
    bool hearsFirst = false; // has a partner among the others that sends to it first
};

class Wiring {
public:
    Wiring(const Topology& topology, const std::set<NodeId>& ids, Pattern pattern) : m_index(topology)
    {
        std::vector<const Node*> row;
        for (const Node& node : topology.nodes) {
            if (ids.contains(node.id))
                row.push_back(&node);
        }
        const auto position = [&topology](const Node* node) {
            const auto found = topology.layout.find(node->id);
            const Point point = found == topology.layout.end() ? Point{} : found->second;
            return std::tuple(point.x, point.y);
        };
        std::ranges::stable_sort(row, {}, position);
        for (std::size_t i = 0; i < row.size(); ++i) {
            for (const Socket& socket : row[i]->sockets) {
                if (info(socket.type).pattern == pattern)
                    m_ports.push_back({{row[i]->id, socket.id}, socket.type, i});
            }
        }
        m_middle.resize(row.size());
    }

    std::vector<SocketPair> exclusivePairs() const
    {
        std::vector<SocketPair> pairs;
        const Port* waiting = nullptr;
        for (const Port& port : m_ports) {
            if (!m_index.wiresAt(port.ref).empty())
                continue;
            if (waiting && waiting->node != port.node) {
                pairs.push_back({waiting->ref, port.ref});
                waiting = nullptr;
            } else if (!waiting) {
                waiting = &port;
            }
        }
        return pairs;
    }

    std::vector<SocketPair> pairs()
    {
        findSides();
        std::vector<SocketPair> result;
        const bool onlyMiddle = std::ranges::all_of(m_ports, [this](const Port& port) { return m_middle[port.node]; });
        for (const Port& from : m_ports) {
            for (const Port& to : m_ports) {
                if (meant(from, to) && inOrder(from, to, onlyMiddle) && !wired(from.ref, to.ref))
                    result.push_back({from.ref, to.ref});
            }
        }
        return result;
    }

private:
    static bool partners(const Port& from, const Port& to)
    {
        return from.node != to.node && from.type != to.type && canTalk(from.type, to.type) &&
               sendsFirst(from.type, to.type);
    }

    void findSides()
    {
        for (Port& port : m_ports) {
            for (const Port& other : m_ports) {
                port.sendsFirst = port.sendsFirst || partners(port, other);
                port.hearsFirst = port.hearsFirst || partners(other, port);
                if (port.sendsFirst && port.hearsFirst)
                    break;
            }
        }
        std::vector<bool> sends(m_middle.size());
        std::vector<bool> hears(m_middle.size());
        for (const Port& port : m_ports) {
            // One socket that could be either side (a DEALER between REP and ROUTER) does not make a middle.
            if (port.sendsFirst && !port.hearsFirst)
                sends[port.node] = true;
            if (port.hearsFirst && !port.sendsFirst)
                hears[port.node] = true;
        }
        for (std::size_t i = 0; i < m_middle.size(); ++i) {
            m_middle[i] = sends[i] && hears[i];
            m_hasMiddle = m_hasMiddle || m_middle[i];
        }
    }

    bool meant(const Port& from, const Port& to) const
    {
        if (partners(from, to))
            return true;
        const auto lonely = [](const Port& port) { return !port.sendsFirst && !port.hearsFirst; };
        return from.type == to.type && from.node < to.node && canTalk(from.type, to.type) && lonely(from) && lonely(to);
    }

    bool inOrder(const Port& from, const Port& to, bool onlyMiddle) const
    {
        if (onlyMiddle && m_hasMiddle)
            return from.node + 1 == to.node;
        return !m_hasMiddle || m_middle[from.node] != m_middle[to.node];
    }

    bool wired(const SocketRef& one, const SocketRef& other) const
    {
        return std::ranges::any_of(m_index.wiresAt(one),
                                   [&](const Wire* wire) { return wire->from == other || wire->to == other; });
    }

    TopologyIndex m_index;
    std::vector<Port> m_ports;  // by node from left to right, then in the node's order
    std::vector<bool> m_middle; // by node
    bool m_hasMiddle = false;
};

} // namespace

std::vector<SocketPair> patternPairs(const Topology& topology, const std::set<NodeId>& nodes, Pattern pattern)
{
    Wiring wiring(topology, nodes, pattern);
    return pattern == Pattern::ExclusivePair ? wiring.exclusivePairs() : wiring.pairs();
}

} // namespace zeroloom
