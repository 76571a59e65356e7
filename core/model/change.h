// One step of undo: ids with their values before and after. Never pointers, never items of a canvas.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/model/topology.h"

namespace zeroloom {

// `before` is empty for an addition, `after` for a removal. `index` is the place in the topology's list.
template <typename T>
struct ItemChange {
    std::size_t index = 0;
    std::optional<T> before;
    std::optional<T> after;
};

using NodeChange = ItemChange<Node>;
using WireChange = ItemChange<Wire>;
using HostChange = ItemChange<Host>;
using NoteChange = ItemChange<Note>;

struct PositionChange {
    NodeId node;
    std::optional<Point> before;
    std::optional<Point> after;
};

struct HeaderChange {
    std::string nameBefore, nameAfter;
    std::string descriptionBefore, descriptionAfter;
};

// All of them at once: they are few and short, and their order is theirs.
struct ScenariosChange {
    std::vector<Scenario> before, after;
};

using Change =
    std::variant<NodeChange, WireChange, HostChange, NoteChange, PositionChange, HeaderChange, ScenariosChange>;

// What one act of a person did, under the words that Undo shows: "Move 3 nodes".
struct Edit {
    std::string text;
    std::vector<Change> changes;
    std::string mergeKey; // edits in a row with the same key that is not empty are one step: a drag, typing in a field
};

// What an edit touched, for those who react to it. Ids removed are no longer in the topology.
struct ChangeSet {
    std::vector<NodeId> nodesAdded, nodesRemoved, nodesChanged, nodesMoved;
    std::vector<WireId> wiresAdded, wiresRemoved, wiresChanged;
    std::vector<NoteId> notesAdded, notesRemoved, notesChanged;
    bool hostsChanged = false;
    bool headerChanged = false;
    bool scenariosChanged = false;
    bool replaced = false; // the whole topology is another one; all lists are empty
    // Whether the network changed, and not only where boxes stand or what notes say.
    bool meaningChanged = false;
};

} // namespace zeroloom
