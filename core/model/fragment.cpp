#include "core/model/fragment.h"

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "core/model/id_giver.h"
#include "core/model/runner.h"

namespace zeroloom {

namespace {

bool isWildcard(const std::string& endpoint) { return endpoint.empty() || endpoint.find('*') != std::string::npos; }

bool bindsHere(const Wire& wire, const TopologyIndex& index)
{
    const Node* node = index.node(endOf(wire, bindingEnd(wire, index)).node);
    return !node || runnerOf(*node) != Runner::Outside;
}

} // namespace

Topology renumbered(const Topology& fragment, const Topology& into)
{
    Topology fresh = fragment;
    const TopologyIndex index(fragment);
    std::unordered_set<std::string> endpoints;
    for (const Wire& wire : into.wires)
        endpoints.insert(wire.endpoint);

    IdGiver nodeIds(into.nodes);
    std::unordered_map<NodeId, NodeId> nodes;
    for (Node& node : fresh.nodes) {
        const NodeId id(nodeIds.give(node.id.text()));
        nodes.emplace(node.id, id);
        node.id = id;
    }
    IdGiver wireIds(into.wires);
    for (Wire& wire : fresh.wires) {
        if (!isWildcard(wire.endpoint) && endpoints.contains(wire.endpoint) && bindsHere(wire, index))
            wire.endpoint.clear();
        wire.id = WireId(wireIds.give(wire.id.text()));
        wire.from.node = nodes[wire.from.node];
        wire.to.node = nodes[wire.to.node];
    }
    IdGiver noteIds(into.notes);
    for (Note& note : fresh.notes)
        note.id = NoteId(noteIds.give(note.id.text()));
    fresh.layout.clear();
    for (const auto& [id, position] : fragment.layout) {
        if (const auto found = nodes.find(id); found != nodes.end())
            fresh.layout.emplace(found->second, position);
    }
    return fresh;
}

} // namespace zeroloom
