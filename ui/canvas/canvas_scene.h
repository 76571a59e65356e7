// The items of one topology by their ids, kept equal to it change by change, and found by place.
//
// Reacts and decides nothing: whether a wire is legal, what an edit does, is the editor's. Item pointers stay valid
// until the item is removed or its node or wire changes. GUI thread only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include <QRectF>

#include "core/check/check.h"
#include "core/model/editor.h"
#include "core/observe/observation.h"
#include "core/plan/conditions.h"
#include "ui/canvas/canvas_items.h"
#include "ui/canvas/grid_index.h"

namespace zeroloom {

// Places, in scene units, that must be drawn anew; `all` when it is most of the scene.
struct SceneDamage {
    std::vector<QRectF> rects;
    bool all = false;
    bool geometry = false; // something moved, came or went: the minimap and the counts, too
    bool marks = false;    // faults came or went: the minimap shows them, too
    bool empty() const { return !all && rects.empty(); }
    void add(const QRectF& rect);
    // In pieces along the curve: the box around a long wire is mostly not the wire.
    void add(const WireItem& wire);
};

class CanvasScene {
public:
    // With more wires selected their endpoints are not written beside them.
    static constexpr std::size_t MostEndpoints = 8;

    CanvasScene();
    ~CanvasScene();

    // Makes everything anew: another topology, another theme.
    SceneDamage rebuild(const Topology& topology);
    // Takes over what an edit changed.
    SceneDamage apply(const Topology& topology, const ChangeSet& changes);
    SceneDamage setSelection(const Selection& selection);
    SceneDamage setProblems(const std::vector<Diagnostic>& diagnostics);
    // Nullptr: nothing runs.
    SceneDamage setObservation(const ObservationPtr& observation);
    const ObservationPtr& observation() const { return m_observation; }
    // What was done to the run: marked on nodes, sockets and wires.
    SceneDamage setConditions(const RunConditions& conditions);

    // A gesture takes these out of the static layer, with the wires at them, and gives them back. Moving lifted items
    // is a preview: the topology does not change. Many are moved in bulk: their items stay where they were, and whoever
    // draws them shifts the picture of all by liftOffset().
    SceneDamage lift(const std::set<NodeId>& nodes, const std::set<NoteId>& notes);
    void moveLifted(const QPointF& offset); // from where they were lifted
    SceneDamage drop();                     // where they were lifted
    bool liftedInBulk() const { return m_liftedFrom.size() > BulkSize; }
    QPointF liftOffset() const { return m_liftOffset; }
    // A loose wire of a bulk as it runs now.
    WireItem looseWire(const WireItem& wire) const;
    const std::vector<const NodeItem*>& liftedNodes() const { return m_liftedNodes; }
    const std::vector<const WireItem*>& liftedWires() const { return m_liftedWires; }
    const std::vector<const NoteItem*>& liftedNotes() const { return m_liftedNotes; }

    const NodeItem* node(const NodeId& id) const;
    const WireItem* wire(const WireId& id) const;
    const NoteItem* note(const NoteId& id) const;
    const PortItem* port(const SocketRef& ref) const;
    std::vector<const WireItem*> wiresAt(const NodeId& node) const;
    std::vector<const NodeItem*> nodes() const; // in drawing order
    const std::unordered_map<WireId, WireItem>& wires() const { return m_wires; }
    const std::map<NoteId, NoteItem>& notes() const { return m_notes; }
    std::size_t nodeCount() const { return m_nodes.size(); }
    std::size_t socketCount() const { return m_socketCount; }

    std::vector<const NodeItem*> nodesIn(const QRectF& rect) const;
    std::vector<const WireItem*> wiresIn(const QRectF& rect) const;
    QRectF bounds() const; // of all nodes and notes
    QRectF boundsOf(const Selection& selection) const;
    // What stands in the way of something that is placed: all nodes but these, and all notes.
    std::vector<QRectF> cardsExcept(const std::set<NodeId>& nodes) const;

    // What is at a place; `slack` is how far beside it one may be.
    const PortItem* portAt(const QPointF& point, double slack) const;
    const NodeItem* nodeAt(const QPointF& point) const;
    const WireItem* wireAt(const QPointF& point, double slack) const;
    const NoteItem* noteAt(const QPointF& point) const;

private:
    static constexpr std::size_t BulkSize = 16;

    QPointF positionOf(const Topology& topology, const NodeId& node) const;
    void placeUnplaced(const Topology& topology);
    void syncNodes(const Topology& topology, SceneDamage& damage);
    void syncWires(const Topology& topology, SceneDamage& damage);
    void syncPortEnds(SceneDamage& damage);
    void syncNotes(const Topology& topology, SceneDamage& damage);
    void moveNode(NodeItem& item, const QPointF& position, SceneDamage& damage);
    void insertNode(const Node& node, std::vector<Facing> facings, const QPointF& position, int order,
                    SceneDamage& damage);
    void removeNode(const NodeId& id);
    void insertWire(const Wire& wire, WireEnd bind, double lane, int order);
    void removeWire(const WireId& id);
    void reshape(WireItem& wire, SceneDamage& damage);
    void placeBadge(WireItem& wire) const;
    bool isClear(const QRectF& place) const; // of cards
    void indexWire(const WireItem& wire);
    void unindexWire(const WireItem& wire);
    bool refreshWireLook(WireItem& wire, bool widths);
    bool refreshNodeLook(NodeItem& node);
    bool refreshFault(NodeItem& node) const;
    bool refreshFault(WireItem& wire) const;

    std::unordered_map<NodeId, NodeItem> m_nodes;
    std::unordered_map<WireId, WireItem> m_wires;
    std::unordered_map<WireId, double> m_lanes;
    std::unordered_map<NodeId, std::set<WireId>> m_wiresAt;
    std::map<NoteId, NoteItem> m_notes;
    std::map<NodeId, QPointF> m_autoPositions; // of nodes that nobody placed
    GridIndex<NodeItem> m_nodeIndex;
    GridIndex<WireItem> m_wireIndex;
    std::size_t m_socketCount = 0;

    Selection m_selection;
    std::map<NodeId, Problem> m_nodeProblems;
    std::map<WireId, Problem> m_wireProblems;
    ObservationPtr m_observation;
    RunConditions m_conditions;
    double m_widthsAt = -1; // seconds of the run at which wire widths were last set

    QPointF m_liftOffset;
    std::vector<const NodeItem*> m_liftedNodes;
    std::vector<const WireItem*> m_liftedWires;
    std::vector<const NoteItem*> m_liftedNotes;
    std::vector<std::pair<NodeItem*, QPointF>> m_liftedFrom;
    std::vector<std::pair<NoteItem*, QPointF>> m_liftedNotesFrom;
};

} // namespace zeroloom
