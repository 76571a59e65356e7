#include "core/model/edit_apply.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace zeroloom {

namespace {

tl::unexpected<Error> stale(const std::string& what)
{
    return fail(ErrorCode::InvalidInput,
                what + " is no longer what this change was made for; look at it again and repeat the change");
}

template <typename T>
Status applyItem(std::vector<T>& items, ItemChange<T>& change, const std::string& kind)
{
    if (!change.before) {
        if (!change.after)
            return {};
        change.index = std::min(change.index, items.size());
        items.insert(items.begin() + static_cast<std::ptrdiff_t>(change.index), *change.after);
        return {};
    }
    if (change.index >= items.size() || items[change.index].id != change.before->id) {
        const auto found = std::ranges::find(items, change.before->id, &T::id);
        if (found == items.end())
            return stale(kind + " '" + change.before->id.text() + "'");
        change.index = static_cast<std::size_t>(found - items.begin());
    }
    T& item = items[change.index];
    if (item != *change.before)
        return stale(kind + " '" + change.before->id.text() + "'");
    if (change.after)
        item = *change.after;
    else
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(change.index));
    return {};
}

struct Applier {
    Topology& topology;

    Status operator()(NodeChange& change) const { return applyItem(topology.nodes, change, "node"); }
    Status operator()(WireChange& change) const { return applyItem(topology.wires, change, "wire"); }
    Status operator()(HostChange& change) const { return applyItem(topology.hosts, change, "host"); }
    Status operator()(NoteChange& change) const { return applyItem(topology.notes, change, "note"); }

    Status operator()(PositionChange& change) const
    {
        const auto found = topology.layout.find(change.node);
        const bool present = found != topology.layout.end();
        if (present != change.before.has_value() || (present && found->second != *change.before))
            return stale("the position of node '" + change.node.text() + "'");
        if (!change.after) {
            if (present)
                topology.layout.erase(found);
        } else if (present) {
            found->second = *change.after;
        } else {
            topology.layout.emplace(change.node, *change.after);
        }
        return {};
    }

    Status operator()(HeaderChange& change) const
    {
        if (topology.name != change.nameBefore || topology.description != change.descriptionBefore)
            return stale("the name or description of the topology");
        topology.name = change.nameAfter;
        topology.description = change.descriptionAfter;
        return {};
    }

    Status operator()(ScenariosChange& change) const
    {
        if (topology.scenarios != change.before)
            return stale("the scenarios of the topology");
        topology.scenarios = change.after;
        return {};
    }
};

struct Inverter {
    template <typename T>
    Change operator()(const ItemChange<T>& change) const
    {
        return ItemChange<T>{change.index, change.after, change.before};
    }
    Change operator()(const PositionChange& change) const
    {
        return PositionChange{change.node, change.after, change.before};
    }
    Change operator()(const HeaderChange& change) const
    {
        return HeaderChange{change.nameAfter, change.nameBefore, change.descriptionAfter, change.descriptionBefore};
    }
    Change operator()(const ScenariosChange& change) const { return ScenariosChange{change.after, change.before}; }
};

struct Namer {
    template <typename T>
    std::string operator()(const ItemChange<T>& item) const
    {
        if (!item.before || !item.after || item.before->id != item.after->id)
            return {};
        return std::to_string(Change(item).index()) + ":" + item.before->id.text();
    }
    std::string operator()(const PositionChange& position) const { return "position:" + position.node.text(); }
    std::string operator()(const HeaderChange&) const { return "header"; }
    std::string operator()(const ScenariosChange&) const { return "scenarios"; }
};

// Names the thing that a change in place is about. Empty for additions, removals and renames: they shift places or
// ids, so they are not compressed.
std::string mergeName(const Change& change) { return std::visit(Namer{}, change); }

struct Composer {
    Change& earlier;
    template <typename T>
    void operator()(ItemChange<T>& change) const
    {
        std::get<ItemChange<T>>(earlier).after = std::move(change.after);
    }
    void operator()(PositionChange& change) const { std::get<PositionChange>(earlier).after = change.after; }
    void operator()(HeaderChange& change) const
    {
        auto& header = std::get<HeaderChange>(earlier);
        header.nameAfter = std::move(change.nameAfter);
        header.descriptionAfter = std::move(change.descriptionAfter);
    }
    void operator()(ScenariosChange& change) const
    {
        std::get<ScenariosChange>(earlier).after = std::move(change.after);
    }
};

// `earlier` and `later` bear the same merge name.
void compose(Change& earlier, Change&& later) { std::visit(Composer{earlier}, later); }

// A drag gives the same nodes in the same order sixty times a second: no names are built for it.
bool mergePositions(std::vector<Change>& earlier, const std::vector<Change>& later)
{
    if (earlier.size() != later.size())
        return false;
    for (std::size_t i = 0; i < later.size(); ++i) {
        const auto* one = std::get_if<PositionChange>(&earlier[i]);
        const auto* other = std::get_if<PositionChange>(&later[i]);
        if (!one || !other || one->node != other->node)
            return false;
    }
    for (std::size_t i = 0; i < later.size(); ++i)
        std::get<PositionChange>(earlier[i]).after = std::get<PositionChange>(later[i]).after;
    return true;
}

// The things of one kind that an edit touched, in the order of their first mention.
template <typename IdType>
class Touched {
public:
    void note(const IdType& id, bool before, bool after)
    {
        const auto [found, isNew] = m_places.emplace(id, m_entries.size());
        if (isNew)
            m_entries.push_back({id, before, after});
        else
            m_entries[found->second].after = after;
    }

    template <typename T>
    void note(const ItemChange<T>& change)
    {
        if (change.before && change.after && change.before->id != change.after->id) {
            note(change.before->id, true, false);
            note(change.after->id, false, true);
        } else if (change.before || change.after) {
            note(change.before ? change.before->id : change.after->id, change.before.has_value(),
                 change.after.has_value());
        }
    }

    void sortInto(std::vector<IdType>& added, std::vector<IdType>& removed, std::vector<IdType>& changed) const
    {
        for (const Entry& entry : m_entries) {
            if (entry.before && entry.after)
                changed.push_back(entry.id);
            else if (entry.before)
                removed.push_back(entry.id);
            else if (entry.after)
                added.push_back(entry.id);
        }
    }

    // Whether the thing was added or removed, and not changed in place.
    bool cameOrWent(const IdType& id) const
    {
        const auto found = m_places.find(id);
        return found != m_places.end() && m_entries[found->second].before != m_entries[found->second].after;
    }

private:
    struct Entry {
        IdType id;
        bool before;
        bool after;
    };
    std::vector<Entry> m_entries;
    std::unordered_map<IdType, std::size_t> m_places;
};

// Whether what runs, or what the check says, can differ: the side of a port and unknown keys make no difference.
bool changesMeaning(const NodeChange& change)
{
    if (!change.before || !change.after)
        return true;
    Node before = *change.before;
    Node after = *change.after;
    for (Node* node : {&before, &after}) {
        node->extra.clear();
        for (Socket& socket : node->sockets) {
            socket.side = PortSide::Auto;
            socket.extra.clear();
        }
    }
    return before != after;
}

struct Comparer {
    template <typename T>
    bool operator()(const ItemChange<T>& item) const
    {
        return item.before == item.after;
    }
    bool operator()(const PositionChange& position) const { return position.before == position.after; }
    bool operator()(const HeaderChange& header) const
    {
        return header.nameBefore == header.nameAfter && header.descriptionBefore == header.descriptionAfter;
    }
    bool operator()(const ScenariosChange& scenarios) const { return scenarios.before == scenarios.after; }
};

} // namespace

Status applyChange(Topology& topology, Change& change) { return std::visit(Applier{topology}, change); }

Change inverse(const Change& change) { return std::visit(Inverter{}, change); }

bool changesNothing(const Change& change) { return std::visit(Comparer{}, change); }

void mergeInto(Edit& earlier, Edit later)
{
    if (!mergePositions(earlier.changes, later.changes)) {
        std::unordered_map<std::string, std::size_t> places;
        bool inPlaceOnly = true;
        for (std::size_t i = 0; i < earlier.changes.size(); ++i) {
            const std::string name = mergeName(earlier.changes[i]);
            inPlaceOnly = inPlaceOnly && !name.empty();
            places[name] = i;
        }
        for (Change& change : later.changes) {
            const std::string name = mergeName(change);
            inPlaceOnly = inPlaceOnly && !name.empty();
            const auto found = places.find(name);
            if (inPlaceOnly && found != places.end()) {
                compose(earlier.changes[found->second], std::move(change));
            } else {
                places[name] = earlier.changes.size();
                earlier.changes.push_back(std::move(change));
            }
        }
    }
    std::erase_if(earlier.changes, changesNothing);
}

ChangeSet changeSetOf(const std::vector<Change>& changes)
{
    ChangeSet set;
    Touched<NodeId> nodes;
    Touched<NodeId> positions;
    Touched<WireId> wires;
    Touched<NoteId> notes;
    for (const Change& change : changes) {
        if (const auto* node = std::get_if<NodeChange>(&change)) {
            nodes.note(*node);
            set.meaningChanged = set.meaningChanged || changesMeaning(*node);
        } else if (const auto* wire = std::get_if<WireChange>(&change)) {
            wires.note(*wire);
            set.meaningChanged = true;
        } else if (const auto* note = std::get_if<NoteChange>(&change)) {
            notes.note(*note);
        } else if (const auto* position = std::get_if<PositionChange>(&change)) {
            positions.note(position->node, true, true);
        } else if (std::holds_alternative<HostChange>(change)) {
            set.hostsChanged = set.meaningChanged = true;
        } else if (std::holds_alternative<ScenariosChange>(change)) {
            set.scenariosChanged = set.meaningChanged = true; // the check judges what they name
        } else {
            set.headerChanged = true;
        }
    }
    nodes.sortInto(set.nodesAdded, set.nodesRemoved, set.nodesChanged);
    wires.sortInto(set.wiresAdded, set.wiresRemoved, set.wiresChanged);
    notes.sortInto(set.notesAdded, set.notesRemoved, set.notesChanged);
    std::vector<NodeId> none;
    positions.sortInto(none, none, set.nodesMoved);
    std::erase_if(set.nodesMoved, [&nodes](const NodeId& id) { return nodes.cameOrWent(id); });
    return set;
}

} // namespace zeroloom
