#include "core/observe/report.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/model/runner.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

using Json = nlohmann::ordered_json;

std::string_view name(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Unknown:
        return "unknown";
    case ConnectionState::Idle:
        return "idle";
    case ConnectionState::Listening:
        return "listening";
    case ConnectionState::Connecting:
        return "connecting";
    case ConnectionState::Connected:
        return "connected";
    case ConnectionState::Disconnected:
        return "disconnected";
    case ConnectionState::Refused:
        return "refused";
    case ConnectionState::Failed:
        return "failed";
    }
    return "unknown";
}

namespace {

Json known(const Figure<std::uint64_t>& figure) { return figure.known() ? Json(figure.value) : Json(); }

Json toJson(const LossCounts& lost)
{
    Json json{{"high_water_mark", lost.highWaterMark},
              {"no_subscriber", lost.noSubscriber},
              {"unroutable", lost.unroutable},
              {"reconnect", lost.reconnect},
              {"unexplained", lost.unexplained}};
    if (lost.fault > 0)
        json["fault"] = lost.fault;
    return json;
}

Json known(const Figure<LossCounts>& lost) { return lost.known() ? toJson(lost.value) : Json(); }

Json toJson(const LatencySummary& latency)
{
    if (latency.count == 0)
        return {{"count", 0}, {"p50", nullptr}, {"p90", nullptr}, {"p99", nullptr}, {"max", nullptr}};
    return {{"count", latency.count},
            {"p50", latency.p50},
            {"p90", latency.p90},
            {"p99", latency.p99},
            {"max", latency.max}};
}

Json toJson(const Value& value)
{
    return std::visit([](const auto& held) { return Json(held); }, value);
}

double perSecond(std::uint64_t count, double seconds) { return seconds > 0 ? static_cast<double>(count) / seconds : 0; }

// How far each figure can be trusted, by the figure's key.
Json qualities(std::initializer_list<std::pair<const char*, Quality>> all)
{
    Json json = Json::object();
    for (const auto& [key, quality] : all)
        json[key] = zeroloom::name(quality);
    return json;
}

// The keys of a socket's counters, which are known whenever the socket is.
constexpr std::array CounterKeys{"sent",      "received",     "bytes_sent", "bytes_received",
                                 "send_rate", "receive_rate", "mute_s"};

Json socketQualities(Quality counters, Quality lost)
{
    Json json = qualities({{"lost", lost}});
    for (const char* key : CounterKeys)
        json[key] = zeroloom::name(counters);
    return json;
}

// The sockets of nodes that others run, and of programs, are theirs to count.
Json unknownSocket(const Socket& socket)
{
    Json json{{"id", socket.id.text()}, {"type", zeroloom::name(socket.type)}};
    for (const char* key : CounterKeys)
        json[key] = nullptr;
    json["queue"] = {{"out", nullptr}, {"in", nullptr}, {"quality", "unknown"}};
    json["lost"] = nullptr;
    json["quality"] = socketQualities(Quality::Unknown, Quality::Unknown);
    return json;
}

Json toJson(const Socket& socket, const SocketObservation& seen, double seconds)
{
    const Quality quality = std::max(seen.queueOut.quality, seen.queueIn.quality);
    Json json{
        {"id", socket.id.text()},
        {"type", zeroloom::name(socket.type)},
        {"sent", seen.sent},
        {"received", seen.received},
        {"bytes_sent", seen.bytesSent},
        {"bytes_received", seen.bytesReceived},
        {"send_rate", perSecond(seen.sent, seconds)},
        {"receive_rate", perSecond(seen.received, seconds)},
        {"mute_s", seen.muteSeconds},
        {"queue", {{"out", known(seen.queueOut)}, {"in", known(seen.queueIn)}, {"quality", zeroloom::name(quality)}}},
        // What waits at peers that are not ours cannot be told from what is lost there.
        {"lost", known(seen.lost)},
        {"quality", socketQualities(Quality::Exact, seen.lost.quality)}};
    if (!seen.error.empty())
        json["error"] = seen.error;
    if (seen.held)
        json["held"] = true;
    return json;
}

std::string lossOf(const HostObservation& host)
{
    return "its host was lost" + (host.detail.empty() ? std::string() : ": " + host.detail);
}

// `running`, `exited` or `failed`; null for nodes that somebody else runs, outside or on a host of which nothing was
// heard.
void addState(const Node& node, const NodeObservation* seen, const Observation& observation, Json& json)
{
    json["state"] = nullptr;
    json["error"] = nullptr;
    if (runnerOf(node) == Runner::Outside || !seen || !observation.hosts.contains(node.host))
        return;
    switch (seen->state) {
    case NodeState::Running:
        json["state"] = "running";
        break;
    case NodeState::Exited:
    case NodeState::Stopped:
        json["state"] = "exited";
        break;
    case NodeState::Failed:
        json["state"] = "failed";
        break;
    case NodeState::Lost:
        json["state"] = "failed";
        json["error"] = lossOf(observation.hosts.at(node.host));
        break;
    case NodeState::Starting:
        json["state"] = "failed";
        json["error"] = "it has not started";
        break;
    }
    if (!seen->error.empty())
        json["error"] = seen->error;
}

Json toJson(const Node& node, const Observation& observation)
{
    const auto found = observation.nodes.find(node.id);
    const NodeObservation* seen = found == observation.nodes.end() ? nullptr : &found->second;
    Json json{{"id", node.id.text()}, {"role", node.role}, {"host", node.host.text()}};
    addState(node, seen, observation, json);
    if (seen && !seen->condition.empty())
        json["condition"] = seen->condition;
    json["sockets"] = Json::array();
    for (const Socket& socket : node.sockets) {
        const auto counted = observation.sockets.find({node.id, socket.id});
        json["sockets"].push_back(counted == observation.sockets.end()
                                      ? unknownSocket(socket)
                                      : toJson(socket, counted->second, observation.seconds));
    }
    if (seen && !seen->figures.empty()) {
        json["figures"] = Json::object();
        for (const auto& [figure, value] : seen->figures)
            json["figures"][figure] = toJson(value);
    }
    return json;
}

// The figures of one direction of a wire.
void addFlow(const FlowObservation& flow, double seconds, Json& json)
{
    json["sent"] = known(flow.sent);
    json["received"] = known(flow.received);
    json["rate"] = flow.received.known() ? Json(perSecond(flow.received.value, seconds)) : Json();
    json["queue"] = {{"depth", known(flow.depth)}, {"quality", zeroloom::name(flow.depth.quality)}};
    json["queue_split"] = {{"out", known(flow.queueOut)},
                           {"kernel", known(flow.inKernel)},
                           {"in", known(flow.queueIn)},
                           {"quality", zeroloom::name(flow.queueOut.quality)}};
    json["tcp_bytes"] = known(flow.tcpBytes);
    json["quality"] = qualities({{"sent", flow.sent.quality},
                                 {"received", flow.received.quality},
                                 {"rate", flow.received.quality},
                                 {"lost", flow.lost.quality},
                                 {"tcp_bytes", flow.tcpBytes.quality},
                                 {"latency_us", flow.latency.quality}});
    json["lost"] = known(flow.lost);
}

bool isSilent(const FlowObservation& flow)
{
    return flow.sent.known() && flow.received.known() && flow.sent.value == 0 && flow.received.value == 0;
}

Json toJson(const Wire& wire, const Observation& observation)
{
    const auto found = observation.wires.find(wire.id);
    const WireObservation seen = found == observation.wires.end() ? WireObservation() : found->second;
    Json json{{"id", wire.id.text()},
              {"from", wire.from.text()},
              {"to", wire.to.text()},
              {"endpoint", seen.endpoint.empty() ? endpointOf(wire) : seen.endpoint},
              {"bind", seen.bind == WireEnd::From ? "from" : "to"},
              {"state", {{"from", name(seen.from.state)}, {"to", name(seen.to.state)}}}};
    addFlow(seen.forward, observation.seconds, json);
    json["rtt_us"] = seen.rttUs.known() ? Json(seen.rttUs.value) : Json();
    json["quality"]["rtt_us"] = zeroloom::name(seen.rttUs.quality);
    json["latency_us"] = toJson(seen.forward.latency);
    if (!seen.fault.empty())
        json["fault"] = seen.fault;
    if (!isSilent(seen.backward)) {
        Json backward;
        addFlow(seen.backward, observation.seconds, backward);
        backward["latency_us"] = toJson(seen.backward.latency);
        json["backward"] = std::move(backward);
    }
    return json;
}

// Where there is none, a time in microseconds is 0.
Json milliseconds(std::uint32_t microseconds) { return microseconds == 0 ? Json() : Json(microseconds / 1000.0); }

Json text(const std::string& known) { return known.empty() ? Json() : Json(known); }

// A heart that has left is one that was lost and does not come back.
Json toJson(const Heart& heart, const HeartMonitorObservation& monitor)
{
    const bool left = heart.state == HeartState::Left;
    const std::uint64_t age = monitor.nowNs - std::min(heart.lastBeatNs, monitor.nowNs);
    return {{"monitor", monitor.node.text()},
            {"id", heart.id},
            {"state", name(left ? HeartState::Lost : heart.state)},
            {"rtt_ms", milliseconds(heart.rttUs)},
            {"beats", heart.beats},
            {"missed", heart.missed},
            {"age_s", heart.lastBeatNs == 0 ? Json() : Json(static_cast<double>(age) / 1e9)},
            {"left", left},
            {"rtt_median_ms", milliseconds(heart.rttMedianUs)},
            {"rtt_p99_ms", milliseconds(heart.rttP99Us)},
            {"late_beats", heart.lateBeats},
            {"missed_in_row", heart.missedInRow},
            {"unjudged", heart.unjudged},
            {"address", text(heart.address)},
            {"process_id", heart.processId == 0 ? Json() : Json(heart.processId)},
            {"process", text(heart.process)},
            {"cause", text(heart.cause)}};
}

Json hearts(const Observation& observation)
{
    Json json = Json::array();
    for (const auto& [id, monitor] : observation.monitors) {
        for (const Heart& heart : *monitor.hearts)
            json.push_back(toJson(heart, monitor));
    }
    return json;
}

Json toJson(const Diagnostic& diagnostic)
{
    return {{"severity", zeroloom::name(diagnostic.severity)},
            {"code", diagnostic.code},
            {"where",
             {{"node", diagnostic.where.node.text()},
              {"socket", diagnostic.where.socket.text()},
              {"wire", diagnostic.where.wire.text()}}},
            {"message", diagnostic.message},
            {"fix", diagnostic.fix}};
}

template <typename Items, typename Convert>
Json list(const Items& items, Convert convert)
{
    Json json = Json::array();
    for (const auto& item : items)
        json.push_back(convert(item));
    return json;
}

} // namespace

std::string writeReport(const Topology& topology, const Observation& observation,
                        const std::vector<Diagnostic>& diagnostics)
{
    Json json{{"zeroloom", 1}, {"topology", topology.name}, {"duration_s", observation.seconds}};
    json["nodes"] = list(topology.nodes, [&](const Node& node) { return toJson(node, observation); });
    json["wires"] = list(topology.wires, [&](const Wire& wire) { return toJson(wire, observation); });
    json["hearts"] = hearts(observation);
    json["events"] = {{"connected", observation.totals.connected},
                      {"accepted", observation.totals.accepted},
                      {"disconnected", observation.totals.disconnected},
                      {"handshake_failed", observation.totals.handshakeFailed}};
    json["diagnostics"] = list(diagnostics, [](const Diagnostic& diagnostic) { return toJson(diagnostic); });
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace zeroloom
