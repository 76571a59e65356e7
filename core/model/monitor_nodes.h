// Nodes and wires that watch the hearts of programs that run already: parts of a topology, ready to be inserted or to
// be run by themselves. Pure functions.
//
// Each gives nodes that Zeroloom runs, nodes `outside` for what it watches, and the wires between them, laid out with
// the top left at 0, 0. Ids are unique in the part; renumbered() of core/model/fragment.h makes them so in another
// topology. Endpoints are taken as they are: core/check says what is wrong with them.
#pragma once

#include <span>
#include <string>

#include "core/liveness/heart.h"
#include "core/model/topology.h"

namespace zeroloom {

// Whether the node's role judges hearts.
bool watchesHearts(const Node& node);

// Where the two sockets of a heartbeater meet its hearts. pyzmq's examples use these.
struct HeartbeatEndpoints {
    std::string ping = "tcp://127.0.0.1:5555";
    std::string pong = "tcp://127.0.0.1:5556";
    WireEnd bind = WireEnd::From; // From: the monitor binds and hearts connect; To: it connects, hearts' devices bind
};

// A heartbeater `monitor`, and `hearts`: all programs that answer its beats.
Topology heartbeatMonitor(const HeartbeatEndpoints& endpoints, const HeartRule& rule);

// Somebody who echoes what is sent to him, as the heartbeat port of a Jupyter kernel does.
struct EchoHeart {
    std::string name; // the heart is called by it, as far as an id allows
    std::string label;
    std::string endpoint; // to connect to
};

// A pinger for each, in the given order.
Topology echoMonitors(std::span<const EchoHeart> hearts, const HeartRule& rule);
// The id of the node `outside` of the n-th: so its heart is called.
NodeId echoHeartId(std::span<const EchoHeart> hearts, std::size_t n);

// A listener to the beats that somebody else publishes, as ipyparallel's hub does: it disturbs nobody.
Topology beatListener(const std::string& name, const std::string& endpoint, const HeartRule& rule);

// The topology without a node that watches, and without those that it alone is wired to.
Topology withoutMonitor(const Topology& topology, const NodeId& monitor);

// The parameters of a monitor's role that make it judge by the rule; those that have their defaults are left out.
Values monitorParameters(const HeartRule& rule);

} // namespace zeroloom
