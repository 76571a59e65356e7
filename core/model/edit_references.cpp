#include "core/model/edit_references.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "core/model/id_rule.h"

namespace zeroloom {

namespace {

tl::unexpected<Error> invalid(std::string message) { return fail(ErrorCode::InvalidInput, std::move(message)); }

bool onCanvas(const Point& point)
{
    return std::abs(point.x) <= CanvasLimit && std::abs(point.y) <= CanvasLimit; // false for NaN too
}

template <typename T, typename IdType>
bool contains(const std::vector<T>& items, const IdType& id)
{
    return std::ranges::find(items, id, &T::id) != items.end();
}

bool isFinite(const Value& value)
{
    const auto* real = std::get_if<double>(&value);
    return !real || std::isfinite(*real);
}

// Looks at each new value by itself.
struct ValueCheck {
    Status operator()(const NodeChange& change) const
    {
        if (!change.after)
            return {};
        const Node& node = *change.after;
        if (Status status = checkId(node.id.text(), "node id"); !status)
            return status;
        std::set<SocketId> sockets;
        for (const Socket& socket : node.sockets) {
            if (Status status = checkId(socket.id.text(), "socket id"); !status)
                return status;
            if (!sockets.insert(socket.id).second)
                return fail(ErrorCode::AlreadyExists,
                            "node '" + node.id.text() + "' has a socket '" + socket.id.text() + "' already");
        }
        const auto all = [](const Values& values) {
            return std::ranges::all_of(values, [](const auto& entry) { return isFinite(entry.second); });
        };
        if (!all(node.params) || !std::ranges::all_of(node.sockets, all, &Socket::options))
            return invalid("node '" + node.id.text() + "' has a value that is not a number; give a finite one");
        return {};
    }

    Status operator()(const WireChange& change) const
    {
        return change.after ? checkId(change.after->id.text(), "wire id") : Status();
    }

    Status operator()(const HostChange& change) const
    {
        return change.after ? checkId(change.after->id.text(), "host id") : Status();
    }

    Status operator()(const NoteChange& change) const
    {
        if (!change.after)
            return {};
        if (Status status = checkId(change.after->id.text(), "note id"); !status)
            return status;
        const Point& size = change.after->size;
        if (!onCanvas(change.after->position) || !onCanvas(size) || size.x <= 0 || size.y <= 0)
            return invalid("note '" + change.after->id.text() + "' would lie outside of the canvas");
        return {};
    }

    Status operator()(const PositionChange& change) const
    {
        if (change.after && !onCanvas(*change.after))
            return invalid("node '" + change.node.text() + "' would lie outside of the canvas");
        return {};
    }

    Status operator()(const HeaderChange&) const { return {}; }

    Status operator()(const ScenariosChange& change) const
    {
        std::set<std::string_view> names;
        for (const Scenario& scenario : change.after) {
            if (scenario.name.empty())
                return invalid("a scenario has no name; give it one");
            if (!names.insert(scenario.name).second)
                return fail(ErrorCode::AlreadyExists, "a scenario '" + scenario.name + "' exists already");
            const auto isNegative = [](const TimedAct& act) { return act.at.count() < 0; };
            if (std::ranges::any_of(scenario.acts, isNegative))
                return invalid("scenario '" + scenario.name + "' would do something before the run begins");
        }
        return {};
    }
};

class ReferenceCheck {
public:
    ReferenceCheck(const Topology& topology, EditorIndex& index) : m_topology(topology), m_index(index) {}

    Status operator()(const NodeChange& change)
    {
        if (change.after) {
            if (Status status = checkNode(*change.after); !status)
                return status;
        }
        return change.before ? checkLeftBehind(*change.before) : Status();
    }

    Status operator()(const WireChange& change)
    {
        // A wire may be added and taken away, or changed again, in one edit: what counts is what is there now.
        if (!change.after || !m_index.wire(m_topology, change.after->id))
            return {};
        const Wire& wire = m_topology.wires[*m_index.wire(m_topology, change.after->id)];
        for (const SocketRef* ref : {&wire.from, &wire.to}) {
            const auto place = m_index.node(m_topology, ref->node);
            if (!place || !m_topology.nodes[*place].socket(ref->socket))
                return fail(ErrorCode::NotFound,
                            "wire '" + wire.id.text() + "' would end at '" + ref->text() + "', which does not exist");
        }
        return {};
    }

    Status operator()(const HostChange& change)
    {
        if (change.after) {
            if (std::ranges::count(m_topology.hosts, change.after->id, &Host::id) > 1)
                return fail(ErrorCode::AlreadyExists, "a host '" + change.after->id.text() + "' exists already");
        }
        if (!change.before || contains(m_topology.hosts, change.before->id))
            return {};
        if (change.before->id == HostId("local"))
            return invalid("the host 'local' exists in every topology and cannot be removed");
        const auto node = std::ranges::find(m_topology.nodes, change.before->id, &Node::host);
        if (node != m_topology.nodes.end())
            return invalid("node '" + node->id.text() + "' still runs on host '" + change.before->id.text() + "'");
        return {};
    }

    Status operator()(const NoteChange& change)
    {
        if (!change.after)
            return {};
        if (std::ranges::count(m_topology.notes, change.after->id, &Note::id) > 1)
            return fail(ErrorCode::AlreadyExists, "a note '" + change.after->id.text() + "' exists already");
        return {};
    }

    Status operator()(const PositionChange& change)
    {
        if (!change.after)
            return {};
        if (m_topology.layout.contains(change.node) && !m_index.node(m_topology, change.node))
            return fail(ErrorCode::NotFound,
                        "a position is given for node '" + change.node.text() + "', which does not exist");
        return {};
    }

    Status operator()(const HeaderChange&) { return {}; }
    Status operator()(const ScenariosChange&) { return {}; }

private:
    Status checkNode(const Node& node)
    {
        if (!contains(m_topology.hosts, node.host))
            return fail(ErrorCode::NotFound, "node '" + node.id.text() + "' would run on host '" + node.host.text() +
                                                 "', which does not exist; add the host first");
        return {};
    }

    // The node as it was: nothing may still point to what is no longer there.
    Status checkLeftBehind(const Node& before)
    {
        const auto place = m_index.node(m_topology, before.id);
        if (!place && m_topology.layout.contains(before.id))
            return invalid("the position of node '" + before.id.text() + "' would stay behind without its node");
        for (const Socket& socket : before.sockets) {
            if (place && m_topology.nodes[*place].socket(socket.id))
                continue;
            const auto& wires = m_index.wiresAt(m_topology, {before.id, socket.id});
            if (!wires.empty())
                return invalid("wire '" + m_topology.wires[wires.front()].id.text() + "' would lose its end at '" +
                               before.id.text() + "." + socket.id.text() + "'");
        }
        return {};
    }

    const Topology& m_topology;
    EditorIndex& m_index;
};

} // namespace

Status checkValues(const std::vector<Change>& changes)
{
    for (const Change& change : changes) {
        if (Status status = std::visit(ValueCheck(), change); !status)
            return status;
    }
    return {};
}

Status checkReferencesAfter(const Topology& topology, EditorIndex& index, const std::vector<Change>& changes)
{
    ReferenceCheck check(topology, index);
    bool idsTouched = false;
    for (const Change& change : changes) {
        idsTouched =
            idsTouched || std::holds_alternative<NodeChange>(change) || std::holds_alternative<WireChange>(change);
        if (Status status = std::visit(check, change); !status)
            return status;
    }
    if (idsTouched && index.hasDuplicates(topology))
        return fail(ErrorCode::AlreadyExists, "a node or a wire with this id exists already");
    return {};
}

} // namespace zeroloom
