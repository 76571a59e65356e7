// Where each node and wire stands in the editor's topology, and which wires hang at a socket, in constant time.
//
// Holds places, not pointers. Built when it is first asked after a change of places; additions at the end are followed
// without building it anew, so that drawing a large topology step by step stays fast.
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/model/change.h"
#include "core/model/topology.h"

namespace zeroloom {

class EditorIndex {
public:
    // The topology that is passed to the other functions is another one, or has changed beyond following.
    void invalidate() { m_valid = false; }
    // The changes were applied to the topology, in this order.
    void follow(const std::vector<Change>& changes);

    std::optional<std::size_t> node(const Topology& topology, const NodeId& id);
    std::optional<std::size_t> wire(const Topology& topology, const WireId& id);
    // Places of the wires at a socket, in file order.
    const std::vector<std::size_t>& wiresAt(const Topology& topology, const SocketRef& ref);
    // Whether two nodes or two wires bear the same id.
    bool hasDuplicates(const Topology& topology);

private:
    void build(const Topology& topology);
    void addNode(const NodeId& id);
    void addWire(const Wire& wire);
    bool followNode(const NodeChange& change);
    bool followWire(const WireChange& change);

    bool m_valid = false;
    bool m_duplicates = false;
    std::size_t m_nodeCount = 0;
    std::size_t m_wireCount = 0;
    std::unordered_map<NodeId, std::size_t> m_nodes;
    std::unordered_map<WireId, std::size_t> m_wires;
    std::unordered_map<SocketRef, std::vector<std::size_t>> m_wiresAt;
};

} // namespace zeroloom
