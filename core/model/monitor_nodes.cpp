#include "core/model/monitor_nodes.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "core/model/id_rule.h"

namespace zeroloom {

namespace {

constexpr double ColumnStep = 280, RowStep = 120;
constexpr std::string_view PingPrefix = "ping-";

Socket socketOf(const char* id, SocketType type)
{
    Socket socket;
    socket.id = SocketId(id);
    socket.type = type;
    if (type == SocketType::Sub)
        socket.subscriptions.emplace_back(); // the empty prefix: everything
    return socket;
}

Node& addNode(Topology& topology, const NodeId& id, const std::string& label, const char* role, Point place)
{
    Node node;
    node.id = id;
    node.label = label;
    node.role = role;
    topology.layout[id] = place;
    topology.nodes.push_back(std::move(node));
    return topology.nodes.back();
}

void addWire(Topology& topology, SocketRef from, SocketRef to, WireEnd bind, const std::string& endpoint)
{
    Wire wire;
    wire.id = WireId("w" + std::to_string(topology.wires.size() + 1));
    wire.from = std::move(from);
    wire.to = std::move(to);
    wire.bind = bind;
    wire.endpoint = endpoint;
    topology.wires.push_back(std::move(wire));
}

// The name with what an id may not have replaced, and short enough for a prefix.
std::string idText(const std::string& name)
{
    std::string id;
    for (const char c : name.substr(0, IdLimit - PingPrefix.size()))
        id += isValidId(std::string_view(&c, 1)) ? c : '-';
    return id.empty() ? "heart" : id;
}

std::vector<NodeId> echoHeartIds(std::span<const EchoHeart> hearts)
{
    std::set<std::string> taken;
    std::vector<NodeId> ids;
    for (const EchoHeart& heart : hearts) {
        std::string id = freshId(idText(heart.name), [&](const std::string& text) { return taken.contains(text); });
        taken.insert(id);
        ids.emplace_back(std::move(id));
    }
    return ids;
}

// An id for a node of ours beside those of the hearts.
NodeId besides(const std::vector<NodeId>& ids, const std::string& wanted)
{
    return NodeId(freshId(
        wanted, [&](const std::string& text) { return std::find(ids.begin(), ids.end(), NodeId(text)) != ids.end(); }));
}

} // namespace

bool watchesHearts(const Node& node)
{
    return node.role == "heartbeater" || node.role == "pinger" || node.role == "listener";
}

Values monitorParameters(const HeartRule& rule)
{
    const HeartRule usual;
    Values values;
    if (rule.period != usual.period)
        values["period"] = formatDuration(rule.period);
    if (rule.misses != usual.misses)
        values["misses"] = static_cast<std::int64_t>(rule.misses);
    if (rule.grace != usual.grace)
        values["grace"] = formatDuration(rule.grace);
    if (rule.verdict != usual.verdict)
        values["verdict"] = std::string(rule.verdict == VerdictRule::Phi ? "phi" : "misses");
    if (rule.threshold != usual.threshold)
        values["threshold"] = rule.threshold;
    return values;
}

Topology withoutMonitor(const Topology& topology, const NodeId& monitor)
{
    const auto touches = [](const Wire& wire, const NodeId& node) {
        return wire.from.node == node || wire.to.node == node;
    };
    Topology rest = topology;
    std::erase_if(rest.wires, [&](const Wire& wire) { return touches(wire, monitor); });
    std::set<NodeId> gone{monitor};
    for (const Wire& wire : topology.wires) {
        if (!touches(wire, monitor))
            continue;
        const NodeId& peer = wire.from.node == monitor ? wire.to.node : wire.from.node;
        if (std::none_of(rest.wires.begin(), rest.wires.end(), [&](const Wire& left) { return touches(left, peer); }))
            gone.insert(peer);
    }
    std::erase_if(rest.nodes, [&](const Node& node) { return gone.contains(node.id); });
    for (const NodeId& node : gone)
        rest.layout.erase(node);
    return rest;
}

Topology heartbeatMonitor(const HeartbeatEndpoints& endpoints, const HeartRule& rule)
{
    Topology topology;
    topology.name = "Heartbeats";
    topology.description = "Beats go out through ping, and every heart that sends them back through pong is alive.";
    Node& monitor = addNode(topology, NodeId("monitor"), "Monitor", "heartbeater", {0, 0});
    monitor.params = monitorParameters(rule);
    monitor.sockets = {socketOf("ping", SocketType::XPub), socketOf("pong", SocketType::Router)};
    Node& hearts = addNode(topology, NodeId("hearts"), "Hearts", "outside", {ColumnStep, 0});
    hearts.sockets = {socketOf("ping", SocketType::Sub), socketOf("pong", SocketType::Dealer)};
    // Answers come back the short way, and not around both cards.
    topology.nodes.front().sockets.back().side = PortSide::Right;
    hearts.sockets.back().side = PortSide::Left;
    const auto at = [](const char* node, const char* socket) { return SocketRef{NodeId(node), SocketId(socket)}; };
    addWire(topology, at("monitor", "ping"), at("hearts", "ping"), endpoints.bind, endpoints.ping);
    addWire(topology, at("hearts", "pong"), at("monitor", "pong"), other(endpoints.bind), endpoints.pong);
    return topology;
}

NodeId echoHeartId(std::span<const EchoHeart> hearts, std::size_t n) { return echoHeartIds(hearts)[n]; }

Topology echoMonitors(std::span<const EchoHeart> hearts, const HeartRule& rule)
{
    Topology topology;
    topology.name = "Echo heartbeats";
    topology.description = "Each heart sends back what it is sent.";
    std::vector<NodeId> ids = echoHeartIds(hearts);
    for (std::size_t i = 0; i < hearts.size(); ++i) {
        const NodeId heart = ids[i];
        const NodeId pinger = besides(ids, std::string(PingPrefix) + heart.text());
        ids.push_back(pinger);
        const std::string& label = hearts[i].label.empty() ? hearts[i].name : hearts[i].label;
        const double row = static_cast<double>(i) * RowStep;
        Node& monitor = addNode(topology, pinger, "Ping " + label, "pinger", {0, row});
        monitor.params = monitorParameters(rule);
        monitor.sockets = {socketOf("ping", SocketType::Dealer)};
        addNode(topology, heart, label, "outside", {ColumnStep, row}).sockets = {socketOf("echo", SocketType::Router)};
        addWire(topology, {pinger, SocketId("ping")}, {heart, SocketId("echo")}, WireEnd::To, hearts[i].endpoint);
    }
    return topology;
}

Topology beatListener(const std::string& name, const std::string& endpoint, const HeartRule& rule)
{
    Topology topology;
    topology.name = "Beats of " + name;
    topology.description = "Hears the beats that somebody else publishes, and disturbs nobody.";
    const NodeId source(idText(name));
    const NodeId listener = besides({source}, "listener");
    addNode(topology, source, name, "outside", {0, 0}).sockets = {socketOf("ping", SocketType::Pub)};
    Node& monitor = addNode(topology, listener, "Listener", "listener", {ColumnStep, 0});
    monitor.params = monitorParameters(rule);
    monitor.sockets = {socketOf("beats", SocketType::Sub)};
    addWire(topology, {source, SocketId("ping")}, {listener, SocketId("beats")}, WireEnd::From, endpoint);
    return topology;
}

} // namespace zeroloom
