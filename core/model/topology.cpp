#include "core/model/topology.h"

#include <algorithm>

#include "core/zmq/endpoint.h"
#include "core/zmq/legal_peers.h"

namespace zeroloom {

namespace {

template <typename T, typename IdType>
const T* findById(const std::vector<T>& items, const IdType& id)
{
    const auto found = std::ranges::find(items, id, &T::id);
    return found == items.end() ? nullptr : &*found;
}

template <typename Map, typename Key>
auto valueOrNull(const Map& map, const Key& key) -> typename Map::mapped_type
{
    const auto found = map.find(key);
    return found == map.end() ? nullptr : found->second;
}

} // namespace

const Socket* Node::socket(const SocketId& socketId) const { return findById(sockets, socketId); }

const Node* Topology::node(const NodeId& id) const { return findById(nodes, id); }

const Wire* Topology::wire(const WireId& id) const { return findById(wires, id); }

const Host* Topology::host(const HostId& id) const { return findById(hosts, id); }

const Note* Topology::note(const NoteId& id) const { return findById(notes, id); }

const Socket* Topology::socket(const SocketRef& ref) const
{
    const Node* owner = node(ref.node);
    return owner ? owner->socket(ref.socket) : nullptr;
}

TopologyIndex::TopologyIndex(const Topology& topology)
{
    m_nodes.reserve(topology.nodes.size());
    m_sockets.reserve(topology.nodes.size());
    for (const Node& node : topology.nodes) {
        m_nodes.emplace(node.id, &node);
        for (const Socket& socket : node.sockets)
            m_sockets.emplace(SocketRef{node.id, socket.id}, &socket);
    }
    m_wires.reserve(topology.wires.size());
    for (const Wire& wire : topology.wires) {
        m_wires.emplace(wire.id, &wire);
        m_wiresAt[wire.from].push_back(&wire);
        if (wire.to != wire.from)
            m_wiresAt[wire.to].push_back(&wire);
    }
}

const Node* TopologyIndex::node(const NodeId& id) const { return valueOrNull(m_nodes, id); }

const Socket* TopologyIndex::socket(const SocketRef& ref) const { return valueOrNull(m_sockets, ref); }

const Wire* TopologyIndex::wire(const WireId& id) const { return valueOrNull(m_wires, id); }

const std::vector<const Wire*>& TopologyIndex::wiresAt(const SocketRef& ref) const
{
    static const std::vector<const Wire*> None;
    const auto found = m_wiresAt.find(ref);
    return found == m_wiresAt.end() ? None : found->second;
}

WireEnd bindingEnd(const Wire& wire, const TopologyIndex& index)
{
    if (wire.bind)
        return *wire.bind;
    const Socket* from = index.socket(wire.from);
    const Socket* to = index.socket(wire.to);
    if (!from || !to)
        return WireEnd::From;
    const int fromPeers = static_cast<int>(index.wiresAt(wire.from).size());
    const int toPeers = static_cast<int>(index.wiresAt(wire.to).size());
    return bindsByDefault(from->type, fromPeers, to->type, toPeers) ? WireEnd::From : WireEnd::To;
}

std::string endpointOf(const Wire& wire)
{
    return wire.endpoint.empty() ? std::string(DefaultEndpoint) : wire.endpoint;
}

} // namespace zeroloom
