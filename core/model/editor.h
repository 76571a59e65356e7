// The one object that changes a topology on screen: checks, changes, remembers for undo, reports what changed.
//
// Lives on one thread. Observers are called on it, after each change, and must not edit from within the call.
// Every function that fails leaves the topology as it was.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/change.h"
#include "core/model/editor_index.h"
#include "core/model/topology.h"

namespace zeroloom {

// What is selected, copied or removed together.
struct Selection {
    std::set<NodeId> nodes;
    std::set<WireId> wires;
    std::set<NoteId> notes;
    bool empty() const { return nodes.empty() && wires.empty() && notes.empty(); }
    std::size_t size() const { return nodes.size() + wires.size() + notes.size(); }
    bool operator==(const Selection&) const = default;
};

class Editor {
public:
    using Observer = std::function<void(const ChangeSet&)>;

    explicit Editor(Topology topology = {});

    const Topology& topology() const { return m_topology; }
    // Replaces everything and forgets the undo history (a file was opened).
    void reset(Topology topology);

    // Observers are called in the order of their subscription. The returned number ends the subscription.
    int subscribe(Observer observer);
    void unsubscribe(int subscription);

    // --- Nodes and sockets
    // The node's id is made unique from its own, so that pasting and dropping never clash. Returns the id given.
    Result<NodeId> addNode(Node node, std::optional<Point> position, std::string text = "Add node");
    // A node of one socket with the role that fits it (source for PUSH, sink for PULL, ...).
    Result<NodeId> addNodeForSocket(SocketType type, Point position);
    // When the node's role does not take the new set of sockets and another one does (PULL and PUSH: worker, ROUTER and
    // DEALER: proxy), the node gets that role and its sockets the ids that the role expects. When none does, the role
    // stays and the check says so. The same holds for the removal of a socket and for the change of its type.
    Result<SocketId> addSocket(const NodeId& node, SocketType type);
    Status removeSocket(const SocketRef& ref);                   // with its wires
    Status setSocketType(const SocketRef& ref, SocketType type); // wires that become illegal are refused, named
    Status renameNode(const NodeId& node, const NodeId& newId);  // wires, layout and scenarios follow
    Status renameSocket(const SocketRef& ref, const SocketId& newId);
    Status setLabel(const NodeId& node, std::string label);
    Status setNodeHost(const NodeId& node, const HostId& host);
    Status setRole(const NodeId& node, std::string role); // keeps the parameters that both roles have
    // nullopt returns the parameter to the role's default. Edits of one parameter in a row merge.
    Status setParam(const NodeId& node, const std::string& name, std::optional<Value> value);
    Status setOption(const SocketRef& ref, const std::string& name, std::optional<Value> value);
    Status setSubscriptions(const SocketRef& ref, std::vector<std::string> subscriptions);
    Status setSide(const SocketRef& ref, PortSide side);

    // --- Wires
    // Turned so that `from` sends first. Refuses illegal pairs (the text of whyNot) and a second wire of the same two
    // sockets. Either order of arguments.
    Result<WireId> connect(const SocketRef& one, const SocketRef& other);
    // Why `connect` would refuse, or empty: what the canvas shows over an illegal target.
    std::string whyNotConnect(const SocketRef& one, const SocketRef& other) const;
    Status setBind(const WireId& wire, std::optional<WireEnd> end);
    Status setEndpoint(const WireId& wire, std::string endpoint); // text is kept as given; the check judges it
    // Wires every pair of selected nodes that can talk by `pattern` and is not wired yet, as one step. Which pairs are
    // meant when there are nodes in the middle (workers, proxies) is said in pattern_wiring.h.
    Result<std::vector<WireId>> wireByPattern(const std::set<NodeId>& nodes, Pattern pattern);

    // --- Hosts, notes, header
    Result<HostId> addHost(HostId id, std::string label);
    Status removeHost(const HostId& host); // its nodes go to `local`
    Result<NoteId> addNote(std::string text, Point position);
    Status setNote(const NoteId& note, std::string text);
    Status resizeNote(const NoteId& note, Point size);
    Status setName(std::string name);
    Status setDescription(std::string description);
    // In place of the one of its name, or at the end. Its acts are put in the order of their times; what they name may
    // come and go, and the check says so.
    Status setScenario(Scenario scenario);
    Status renameScenario(const std::string& name, std::string newName);
    Status removeScenario(const std::string& name);
    Status setScenarios(std::vector<Scenario> scenarios, std::string text);

    // --- Many at once
    // `gesture` names one continuous drag: moves with the same gesture merge into one undo step.
    Status move(const std::map<NodeId, Point>& positions, const std::map<NoteId, Point>& notes,
                const std::string& gesture, std::string text = {});
    // `mergeKey`: those in a row with the same that is not empty are one step of undo.
    Status remove(const Selection& selection, std::string mergeKey = {});
    // The part of the topology that is selected, with the wires inside it: what the clipboard holds.
    Topology extract(const Selection& selection) const;
    // Adds a fragment (a paste, a stamped pattern) with fresh ids, moved by `offset`. Returns what was added. Hosts
    // that are missing here come along. An endpoint that a wire of this topology uses already would be bound twice:
    // such a wire gets the default endpoint, unless its binding end is run by someone else.
    // `mergeKey` as for remove().
    Result<Selection> insert(const Topology& fragment, Point offset, std::string text, std::string mergeKey = {});

    // Any prepared edit, as a diagnostic's fix brings along. Refused when its `before` is not what is there, or when it
    // would leave a wire, a position or a host behind that belongs to nothing. All other functions go through this one.
    Status apply(Edit edit);

    // --- Undo
    bool canUndo() const;
    bool canRedo() const;
    std::string undoText() const; // "Move 3 nodes", or empty
    std::string redoText() const;
    void undo();
    void redo();
    // Ends merging: the next edit is a step of its own.
    void endMerge();
    // The state that was saved is remembered; modified() compares with it, across undo and redo.
    void markSaved();
    bool modified() const;

private:
    // An edit with the numbers of the states that it leads from and to. A number is never given twice, so that "is this
    // the state that was saved" is one comparison, whatever was undone, redone or merged on the way.
    struct Step {
        Edit edit;
        std::uint64_t before = 0;
        std::uint64_t after = 0;
    };
    struct Subscription {
        int number = 0;
        Observer observer;
    };

    const Node* findNode(const NodeId& id) const;
    const Wire* findWire(const WireId& id) const;
    const Socket* findSocket(const SocketRef& ref) const;
    Result<const Node*> needNode(const NodeId& id) const;
    Result<const Wire*> needWire(const WireId& id) const;
    Result<const Socket*> needSocket(const SocketRef& ref) const;
    Result<const Note*> needNote(const NoteId& id) const;
    const std::vector<std::size_t>& wiresAt(const SocketRef& ref) const;
    std::set<std::size_t> wiresOf(const Node& node) const;
    NodeId freshNodeId(const std::string& wanted) const;
    WireId freshWireId(long* firstNumber) const;

    NodeChange nodeChange(const Node& before, std::optional<Node> after) const;
    WireChange wireChange(const Wire& before, std::optional<Wire> after) const;
    // One node in place of another: `socketIds` says which of its sockets got other ids; the wires follow.
    Edit replaceNode(const Node& before, Node after, const std::map<SocketId, SocketId>& socketIds,
                     std::string text) const;
    // The scenarios as they are when a node and its sockets have got other ids; nothing when no act names them.
    std::optional<ScenariosChange> renamedInActs(const Node& before, const NodeId& after,
                                                 const std::map<SocketId, SocketId>& socketIds) const;
    Status changeNode(const Node& before, Node after, std::string text, std::string mergeKey = {});
    Status changeSocket(const SocketRef& ref, const std::function<void(Socket&)>& change, std::string text,
                        std::string mergeKey = {});
    Status changeWire(const Wire& before, Wire after, std::string text, std::string mergeKey = {});
    Status changeHeader(std::string name, std::string description, std::string text, std::string mergeKey);

    Status checkReferences(const std::vector<Change>& changes) const;
    void rollBack(std::vector<Change>& changes, std::size_t count);
    void remember(Edit edit);
    void notify(const ChangeSet& changes);

    Topology m_topology;
    mutable EditorIndex m_index;
    std::vector<Step> m_undo;
    std::vector<Step> m_redo;
    std::uint64_t m_state = 0;     // number of the state that the topology is in
    std::uint64_t m_lastState = 0; // the highest number given so far
    std::uint64_t m_savedState = 0;
    bool m_mergeOpen = false;
    bool m_notifying = false;
    std::vector<Subscription> m_subscriptions;
    int m_lastSubscription = 0;
};

} // namespace zeroloom
