// What every rule looks at and reports to. Built once for each check; borrows the topology.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/check/check.h"
#include "core/model/runner.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

// A wire with all that several rules need to know of it. Wires whose ends do not exist have none.
struct WireFacts {
    const Wire* wire = nullptr;
    std::size_t position = 0; // in the topology's list
    const Node* fromNode = nullptr;
    const Node* toNode = nullptr;
    const Socket* from = nullptr;
    const Socket* to = nullptr;
    WireEnd binding = WireEnd::From;
    std::string endpoint;           // as written, or the default
    std::optional<Endpoint> parsed; // as the binding end reads it; nullopt when it is wrong

    const Node& node(WireEnd end) const { return end == WireEnd::From ? *fromNode : *toNode; }
    const Socket& socket(WireEnd end) const { return end == WireEnd::From ? *from : *to; }
    const SocketRef& ref(WireEnd end) const { return endOf(*wire, end); }
    // The end at which `socket` stands.
    WireEnd endAt(const SocketRef& socket) const { return wire->from == socket ? WireEnd::From : WireEnd::To; }
};

class CheckContext {
public:
    // `only`: the hosts that are to run; empty: all. Both must outlive it.
    CheckContext(const Topology& topology, const std::set<HostId>& only);

    const Topology& topology() const { return m_topology; }
    // Whether the node is run with this check's hosts, rather than elsewhere.
    bool runsHere(const Node& node) const { return m_only.empty() || m_only.contains(node.host); }
    const TopologyIndex& index() const { return m_index; }
    // Wires whose two ends exist, in the order of the file.
    const std::vector<WireFacts>& wires() const { return m_wires; }
    // Those of them at one socket.
    std::vector<const WireFacts*> wiresAt(const SocketRef& ref) const;

    // Severity and place in the file are the diagnostic's own: rules may report in any order.
    void report(std::string_view code, Place where, std::string message, std::string fix,
                std::optional<Edit> edit = {});
    // The same with another severity than the code's usual one.
    void report(Severity severity, std::string_view code, Place where, std::string message, std::string fix,
                std::optional<Edit> edit = {});
    std::vector<Diagnostic> takeSorted();

private:
    const Topology& m_topology;
    const std::set<HostId>& m_only;
    TopologyIndex m_index;
    std::vector<WireFacts> m_wires;
    std::unordered_map<const Wire*, std::size_t> m_factsOf;
    std::vector<Diagnostic> m_diagnostics;
};

// What `binder` gives to zmq_bind: an endpoint that names its own host is bound on every interface.
std::string boundText(const Node& binder, const std::string& endpoint);
// "wire 'a.out → b.in'"
std::string wireName(const Wire& wire);
std::string quoted(std::string_view text);
inline SocketRef refOf(const Node& node, const Socket& socket) { return {node.id, socket.id}; }
inline Place placeOf(const Node& node) { return {node.id, {}, {}}; }
inline Place placeOf(const Node& node, const Socket& socket) { return {node.id, socket.id, {}}; }
inline Place placeOf(const Wire& wire) { return {{}, {}, wire.id}; }
// Options by name; nullptr when the socket does not set it.
const Value* optionOf(const Socket& socket, const std::string& name);
// An option set to a whole number or to true or false.
std::optional<std::int64_t> wholeOptionOf(const Socket& socket, const std::string& name);

} // namespace zeroloom
