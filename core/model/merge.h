// One topology taken into another: which names clash, and what a person decided about each made into one edit.
//
// Pure functions over values; the editor applies what comes out. A name is a node's id. Whoever was there first keeps
// the name, the place on the canvas, the title and the description of the whole.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/model/change.h"
#include "core/model/topology.h"

namespace zeroloom {

enum class ClashChoice {
    Rename,  // both stay; the one that comes gets a name of its own
    Replace, // the one that comes takes the place of the one here, and the wires here stay where they still fit
    Skip,    // the one here stays, and wires that come with others are put to it where they fit
};

struct NodeClash {
    NodeId id;
    bool same = false; // what comes is what is here already
    bool operator==(const NodeClash&) const = default;
};

// In the order in which they come.
std::vector<NodeClash> nodeClashes(const Topology& coming, const Topology& here);

struct ClashChoices {
    ClashChoice forAll = ClashChoice::Rename;
    std::map<NodeId, ClashChoice> nodes; // where it is another one than forAll
    ClashChoice of(const NodeId& id) const;
};

struct MergePlan {
    Edit edit;                    // one step of undo
    std::vector<NodeId> added;    // under the names that they get
    std::vector<NodeId> replaced; // and not the same before
    std::vector<NodeId> kept;     // of those that clash
    std::map<NodeId, NodeId> renamed;
    std::vector<WireId> wires; // added, or in place of a wire of the same two sockets
    std::vector<NoteId> notes;
    std::size_t wiresRemoved = 0;     // of those here: a socket of theirs is gone, or they would be illegal now
    std::vector<std::string> remarks; // what could not come as it was and what went, a sentence each, no full stop
};

// `offset` moves what is added on the canvas. Where nothing is here yet, the name and the description come along.
MergePlan planMerge(const Topology& coming, const Topology& here, const ClashChoices& choices, Point offset,
                    std::string text);

// The nodes that would be added, for those who look for a place for them: without those that clash and are replaced or
// skipped. Named as they come.
std::vector<NodeId> nodesToPlace(const Topology& coming, const Topology& here, const ClashChoices& choices);

// How far to move what comes, so that it stands below everything that is here.
Point offsetBelow(const Topology& coming, const Topology& here, const ClashChoices& choices);

} // namespace zeroloom
