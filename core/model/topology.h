// A topology as plain values: what a person drew, without what runs. Copyable; no pointers into itself.
//
// Only core/model/editor.h changes one that is on screen. Meaning and layout are kept apart: moving a box changes
// `layout` and nothing else.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/duration.h"
#include "core/base/ids.h"
#include "core/base/value.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

// Canvas position or extent in layout units (one unit is one pixel at 100%); x grows right, y grows down.
struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

// How far from the origin a box may stand, in either direction: beyond it a canvas loses precision.
inline constexpr double CanvasLimit = 1e6;

// At which side of its node a socket's wires attach. Auto: left for a socket that mostly receives, right otherwise.
enum class PortSide { Auto, Left, Right };

enum class WireEnd { From, To };

struct Socket {
    SocketId id;
    SocketType type = SocketType::Pair;
    Values options;                         // by libzmq's names without ZMQ_
    std::vector<std::string> subscriptions; // SUB and XSUB: prefixes; raw bytes
    PortSide side = PortSide::Auto;
    std::string extra; // unknown keys of the file: one JSON object as text, or empty
    bool operator==(const Socket&) const = default;
};

struct Node {
    NodeId id;
    std::string label; // empty: the id is shown
    HostId host{"local"};
    std::string role; // a name in core/role/role_catalogue.h
    Values params;    // what was set; the rest has the role's defaults
    std::vector<Socket> sockets;
    std::string extra;
    const std::string& title() const { return label.empty() ? id.text() : label; }
    const Socket* socket(const SocketId& socketId) const; // nullptr when it has none
    bool operator==(const Node&) const = default;
};

struct Wire {
    WireId id;
    SocketRef from; // the end that sends first by the pattern
    SocketRef to;
    std::optional<WireEnd> bind; // nullopt: chosen by the pattern
    std::string endpoint;        // empty: DefaultEndpoint
    std::string extra;
    bool operator==(const Wire&) const = default;
};

struct Host {
    HostId id;
    std::string label;
    std::string extra;
    bool operator==(const Host&) const = default;
};

struct Note {
    NoteId id;
    std::string text;
    Point position;
    Point size{200, 80};
    std::string extra;
    bool operator==(const Note&) const = default;
};

// An act (core/model/act.h) in words, and when it is done. Kept as it was written: what it names may come and go.
struct TimedAct {
    Nanoseconds at{0}; // since everything ran
    std::string act;   // "kill worker1"
    std::string extra{};
    bool operator==(const TimedAct&) const = default;
};

// A course of faults and cures that can be played again.
struct Scenario {
    std::string name;
    std::vector<TimedAct> acts; // by time
    std::string extra;
    bool operator==(const Scenario&) const = default;
};

struct Topology {
    std::string name;
    std::string description;
    std::vector<Host> hosts{Host{HostId("local"), {}, {}}};
    std::vector<Node> nodes;
    std::vector<Wire> wires;
    std::vector<Note> notes;
    std::map<NodeId, Point> layout; // a node that is missing here is laid out automatically
    std::vector<Scenario> scenarios;
    std::string extra;

    // Linear searches, nullptr when there is none; use TopologyIndex for many.
    const Node* node(const NodeId& id) const;
    const Wire* wire(const WireId& id) const;
    const Host* host(const HostId& id) const;
    const Note* note(const NoteId& id) const;
    const Socket* socket(const SocketRef& ref) const;
    bool operator==(const Topology&) const = default;
};

// Constant-time look-up into one topology, which must outlive it and not change meanwhile.
class TopologyIndex {
public:
    explicit TopologyIndex(const Topology& topology);

    const Node* node(const NodeId& id) const;
    const Socket* socket(const SocketRef& ref) const;
    const Wire* wire(const WireId& id) const;
    // Wires at a socket, in file order.
    const std::vector<const Wire*>& wiresAt(const SocketRef& ref) const;

private:
    std::unordered_map<NodeId, const Node*> m_nodes;
    std::unordered_map<SocketRef, const Socket*> m_sockets;
    std::unordered_map<WireId, const Wire*> m_wires;
    std::unordered_map<SocketRef, std::vector<const Wire*>> m_wiresAt;
};

// The end of a wire that binds: the one that was chosen, else the stable, fewer side by the pattern.
WireEnd bindingEnd(const Wire& wire, const TopologyIndex& index);
// The wire's endpoint, or DefaultEndpoint.
std::string endpointOf(const Wire& wire);
inline const SocketRef& endOf(const Wire& wire, WireEnd end) { return end == WireEnd::From ? wire.from : wire.to; }
inline WireEnd other(WireEnd end) { return end == WireEnd::From ? WireEnd::To : WireEnd::From; }

} // namespace zeroloom
