#include "core/model/merge.h"

#include <algorithm>
#include <limits>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/model/id_giver.h"
#include "core/model/runner.h"
#include "core/model/wire_rule.h"
#include "core/zmq/legal_peers.h"

namespace zeroloom {

namespace {

constexpr double RoomBelow = 160; // from the top of the lowest node here to the top of what comes

std::string wireWords(const Wire& wire) { return "wire '" + wire.from.text() + " → " + wire.to.text() + "'"; }

bool isWildcard(const std::string& endpoint) { return endpoint.empty() || endpoint.find('*') != std::string::npos; }

using SocketPair = std::pair<SocketRef, SocketRef>;

// One for both directions.
SocketPair pairOf(const Wire& wire) { return std::minmax(wire.from, wire.to); }

bool runsHere(const TopologyIndex& index, const SocketRef& ref)
{
    const Node* node = index.node(ref.node);
    return !node || runnerOf(*node) != Runner::Outside;
}

// Builds what the topology will be; the edit is what differs then.
class Merger {
public:
    Merger(const Topology& coming, const Topology& here, const ClashChoices& choices, Point offset)
        : m_coming(coming), m_here(here), m_choices(choices), m_offset(offset), m_after(here)
    {
    }

    MergePlan plan(std::string text)
    {
        addHosts();
        takeNodes();
        dropWires();
        takeWires();
        freeEndpoints();
        takeNotes();
        m_plan.edit.text = std::move(text);
        writeEdit();
        return std::move(m_plan);
    }

private:
    void remark(std::string words) { m_plan.remarks.push_back(std::move(words)); }

    void addHosts()
    {
        for (const Host& host : m_coming.hosts) {
            const Host* known = m_here.host(host.id);
            if (!known)
                m_after.hosts.push_back(host);
            else if (*known != host && !host.label.empty() && known->label != host.label)
                remark("host '" + host.id.text() + "' is here already and stays as it is");
        }
    }

    void takeNodes()
    {
        std::unordered_map<NodeId, std::size_t> places;
        for (std::size_t i = 0; i < m_here.nodes.size(); ++i)
            places.emplace(m_here.nodes[i].id, i);
        IdGiver ids(m_here.nodes);
        // A node must not be renamed to what another one that comes is called.
        for (const Node& node : m_coming.nodes)
            ids.take(node.id.text());
        for (const Node& node : m_coming.nodes) {
            const auto clash = places.find(node.id);
            if (clash == places.end())
                addNode(node, m_nodes.contains(node.id) ? NodeId(ids.give(node.id.text())) : node.id);
            else if (m_choices.of(node.id) == ClashChoice::Rename)
                addNode(node, NodeId(ids.give(node.id.text())));
            else
                meet(node, m_after.nodes[clash->second]);
        }
    }

    void addNode(Node node, const NodeId& id)
    {
        if (m_nodes.emplace(node.id, id).second && id != node.id)
            m_plan.renamed.emplace(node.id, id);
        const auto position = m_coming.layout.find(node.id);
        if (position != m_coming.layout.end())
            m_after.layout[id] = {position->second.x + m_offset.x, position->second.y + m_offset.y};
        node.id = id;
        m_plan.added.push_back(id);
        m_after.nodes.push_back(std::move(node));
    }

    void meet(const Node& node, Node& here)
    {
        m_nodes.emplace(node.id, node.id);
        if (m_choices.of(node.id) == ClashChoice::Skip) {
            m_kept.insert(node.id);
            m_plan.kept.push_back(node.id);
        } else if (here != node) {
            here = node;
            m_plan.replaced.push_back(node.id);
        }
    }

    // Why a wire cannot stand between these two sockets of what will be, or empty.
    std::string whyNotWire(const TopologyIndex& index, const Wire& wire) const
    {
        const Socket* from = index.socket(wire.from);
        const Socket* to = index.socket(wire.to);
        if (!from || !to)
            return "there is no socket '" + (from ? wire.to : wire.from).text() + "'";
        if (wire.from == wire.to)
            return "both its ends are the same socket";
        return whyNot(from->type, to->type);
    }

    // Wires here that a replaced node has no socket for.
    void dropWires()
    {
        const std::unordered_set<NodeId> replaced(m_plan.replaced.begin(), m_plan.replaced.end());
        const TopologyIndex index(m_after);
        std::erase_if(m_after.wires, [&](const Wire& wire) {
            if (!replaced.contains(wire.from.node) && !replaced.contains(wire.to.node))
                return false;
            const std::string reason = whyNotWire(index, wire);
            if (!reason.empty()) {
                ++m_plan.wiresRemoved;
                remark(wireWords(wire) + " of this topology goes: " + reason);
            }
            return !reason.empty();
        });
    }

    void takeWires()
    {
        std::map<SocketPair, std::size_t> pairs;
        for (std::size_t i = 0; i < m_after.wires.size(); ++i)
            pairs.emplace(pairOf(m_after.wires[i]), i);
        const TopologyIndex index(m_after);
        std::vector<Wire> wires;
        IdGiver ids(m_here.wires);
        for (Wire wire : m_coming.wires) {
            if (m_kept.contains(wire.from.node) && m_kept.contains(wire.to.node))
                continue; // between two that did not come
            const bool touchesKept = m_kept.contains(wire.from.node) || m_kept.contains(wire.to.node);
            const Wire original = wire;
            wire.from.node = m_nodes[wire.from.node];
            wire.to.node = m_nodes[wire.to.node];
            // Illegal pairs within what comes are for the check to judge, as they are when it is opened by itself.
            const bool stands = index.socket(wire.from) && index.socket(wire.to);
            if (const std::string reason = whyNotWire(index, wire); !stands || (touchesKept && !reason.empty())) {
                remark(wireWords(original) + " does not come along: " + reason);
                continue;
            }
            directWire(wire, index.socket(wire.from)->type, index.socket(wire.to)->type);
            const auto known = pairs.find(pairOf(wire));
            if (known != pairs.end()) {
                replaceWire(known->second, std::move(wire));
            } else {
                wire.id = WireId(ids.give(wire.id.text()));
                wires.push_back(std::move(wire));
            }
        }
        m_firstNewWire = m_after.wires.size();
        for (Wire& wire : wires) {
            m_plan.wires.push_back(wire.id);
            m_after.wires.push_back(std::move(wire));
        }
    }

    // The sockets are wired here already: one wire, and what comes counts.
    void replaceWire(std::size_t place, Wire wire)
    {
        Wire& here = m_after.wires[place];
        wire.id = here.id;
        if (here != wire) {
            here = std::move(wire);
            m_plan.wires.push_back(here.id);
            m_changedWires.insert(place);
        }
    }

    // A second bind of one endpoint fails, or steals it (ipc).
    void freeEndpoints()
    {
        const TopologyIndex index(m_after);
        std::map<std::string, SocketRef> binders;
        const auto isNew = [this](std::size_t place) {
            return place >= m_firstNewWire || m_changedWires.contains(place);
        };
        for (std::size_t i = 0; i < m_firstNewWire; ++i) {
            const Wire& wire = m_after.wires[i];
            if (!isNew(i) && !isWildcard(wire.endpoint))
                binders.emplace(wire.endpoint, endOf(wire, bindingEnd(wire, index)));
        }
        std::vector<Wire*> cleared;
        for (std::size_t i = 0; i < m_after.wires.size(); ++i) {
            Wire& wire = m_after.wires[i];
            if (!isNew(i) || isWildcard(wire.endpoint))
                continue;
            const SocketRef binder = endOf(wire, bindingEnd(wire, index));
            const auto taken = binders.find(wire.endpoint);
            if (taken != binders.end() && taken->second != binder && runsHere(index, binder))
                cleared.push_back(&wire);
        }
        for (Wire* wire : cleared) {
            remark(wireWords(*wire) + " gets a free port: " + wire->endpoint + " is bound by '" +
                   binders.at(wire->endpoint).text() + "' here");
            wire->endpoint.clear();
        }
    }

    void takeNotes()
    {
        IdGiver ids(m_here.notes);
        for (Note note : m_coming.notes) {
            note.id = NoteId(ids.give(note.id.text()));
            note.position = {note.position.x + m_offset.x, note.position.y + m_offset.y};
            m_plan.notes.push_back(note.id);
            m_after.notes.push_back(std::move(note));
        }
    }

    template <typename T>
    void additions(const std::vector<T>& before, const std::vector<T>& after)
    {
        for (std::size_t i = before.size(); i < after.size(); ++i)
            m_plan.edit.changes.push_back(ItemChange<T>{i, std::nullopt, after[i]});
    }

    void writeEdit()
    {
        std::vector<Change>& changes = m_plan.edit.changes;
        const bool blank = m_here.nodes.empty() && m_here.name.empty() && m_here.description.empty();
        if (blank && (!m_coming.name.empty() || !m_coming.description.empty()))
            changes.push_back(HeaderChange{m_here.name, m_coming.name, m_here.description, m_coming.description});
        additions(m_here.hosts, m_after.hosts);
        writeOldWires();
        for (std::size_t i = 0; i < m_here.nodes.size(); ++i) {
            if (m_here.nodes[i] != m_after.nodes[i])
                changes.push_back(NodeChange{i, m_here.nodes[i], m_after.nodes[i]});
        }
        additions(m_here.nodes, m_after.nodes);
        for (const auto& [id, position] : m_after.layout) {
            if (!m_here.layout.contains(id))
                changes.push_back(PositionChange{id, std::nullopt, position});
        }
        for (std::size_t i = m_firstNewWire; i < m_after.wires.size(); ++i)
            changes.push_back(WireChange{i, std::nullopt, m_after.wires[i]});
        additions(m_here.notes, m_after.notes);
    }

    void writeOldWires()
    {
        std::unordered_map<WireId, const Wire*> left;
        for (std::size_t i = 0; i < m_firstNewWire; ++i)
            left.emplace(m_after.wires[i].id, &m_after.wires[i]);
        // From the last to the first: places stay true.
        for (std::size_t i = m_here.wires.size(); i-- > 0;) {
            const Wire& before = m_here.wires[i];
            const auto after = left.find(before.id);
            if (after == left.end())
                m_plan.edit.changes.push_back(WireChange{i, before, std::nullopt});
            else if (*after->second != before)
                m_plan.edit.changes.push_back(WireChange{i, before, *after->second});
        }
    }

    const Topology& m_coming;
    const Topology& m_here;
    const ClashChoices& m_choices;
    Point m_offset;
    Topology m_after;
    MergePlan m_plan;
    std::unordered_map<NodeId, NodeId> m_nodes; // as they come, as they will be called
    std::unordered_set<NodeId> m_kept;          // skipped: the one here stays
    std::size_t m_firstNewWire = 0;
    std::set<std::size_t> m_changedWires;
};

} // namespace

ClashChoice ClashChoices::of(const NodeId& id) const
{
    const auto found = nodes.find(id);
    return found == nodes.end() ? forAll : found->second;
}

std::vector<NodeClash> nodeClashes(const Topology& coming, const Topology& here)
{
    std::unordered_map<NodeId, const Node*> known;
    for (const Node& node : here.nodes)
        known.emplace(node.id, &node);
    std::vector<NodeClash> clashes;
    std::unordered_set<NodeId> seen;
    for (const Node& node : coming.nodes) {
        const auto found = known.find(node.id);
        if (found != known.end() && seen.insert(node.id).second)
            clashes.push_back({node.id, *found->second == node});
    }
    return clashes;
}

MergePlan planMerge(const Topology& coming, const Topology& here, const ClashChoices& choices, Point offset,
                    std::string text)
{
    return Merger(coming, here, choices, offset).plan(std::move(text));
}

std::vector<NodeId> nodesToPlace(const Topology& coming, const Topology& here, const ClashChoices& choices)
{
    std::unordered_set<NodeId> known;
    for (const Node& node : here.nodes)
        known.insert(node.id);
    std::vector<NodeId> nodes;
    for (const Node& node : coming.nodes) {
        if (!known.contains(node.id) || choices.of(node.id) == ClashChoice::Rename)
            nodes.push_back(node.id);
    }
    return nodes;
}

Point offsetBelow(const Topology& coming, const Topology& here, const ClashChoices& choices)
{
    if (here.layout.empty() && here.notes.empty())
        return {};
    constexpr double Far = std::numeric_limits<double>::max();
    double left = Far, bottom = -Far;
    for (const auto& [id, position] : here.layout) {
        left = std::min(left, position.x);
        bottom = std::max(bottom, position.y + RoomBelow);
    }
    for (const Note& note : here.notes) {
        left = std::min(left, note.position.x);
        bottom = std::max(bottom, note.position.y + note.size.y + RoomBelow / 4);
    }
    double comingLeft = Far, comingTop = Far;
    for (const NodeId& id : nodesToPlace(coming, here, choices)) {
        if (const auto position = coming.layout.find(id); position != coming.layout.end()) {
            comingLeft = std::min(comingLeft, position->second.x);
            comingTop = std::min(comingTop, position->second.y);
        }
    }
    for (const Note& note : coming.notes) {
        comingLeft = std::min(comingLeft, note.position.x);
        comingTop = std::min(comingTop, note.position.y);
    }
    if (comingLeft == Far)
        return {};
    const auto clamped = [](double value) { return std::clamp(value, -CanvasLimit / 2, CanvasLimit / 2); };
    return {clamped(left - comingLeft), clamped(bottom - comingTop)};
}

} // namespace zeroloom
