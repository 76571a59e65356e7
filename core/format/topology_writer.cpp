// Writes the topology file. Keys have a fixed order; what has its default is left out.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/duration.h"
#include "core/base/json_document.h"
#include "core/base/raw_bytes.h"
#include "core/format/json_text.h"
#include "core/format/topology_file.h"

namespace zeroloom {

namespace {

// Unknown keys that were read come back behind the known ones.
void appendExtra(Json& object, const std::string& extra)
{
    if (extra.empty())
        return;
    const auto parsed = parseJson(extra);
    if (!parsed || !parsed->is_object())
        return;
    std::vector<std::string> known;
    for (const auto& member : object.items())
        known.push_back(member.key());
    for (const auto& [key, value] : parsed->get_ref<const Json::object_t&>()) {
        if (std::ranges::find(known, key) == known.end())
            append(object, key, value);
    }
}

void appendText(Json& object, const char* key, const std::string& text)
{
    if (!text.empty())
        append(object, key, text);
}

Json number(double value)
{
    // What was whole stays without a point: positions are mostly whole pixels.
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return static_cast<std::int64_t>(value);
    return value;
}

Json pair(const Point& point) { return Json::array({number(point.x), number(point.y)}); }

Json valuesJson(const Values& values)
{
    Json object = Json::object();
    for (const auto& [key, value] : values)
        append(object, key, std::visit([](const auto& held) { return Json(held); }, value));
    return object;
}

Json subscriptionsJson(const std::vector<std::string>& subscriptions)
{
    Json list = Json::array();
    for (const std::string& prefix : subscriptions)
        list.push_back(isPlainText(prefix) ? Json(prefix) : Json{{"hex", toHex(prefix)}});
    return list;
}

Json socketJson(const Socket& socket)
{
    Json object = Json::object();
    append(object, "id", socket.id.text());
    append(object, "type", std::string(name(socket.type)));
    if (!socket.options.empty())
        append(object, "options", valuesJson(socket.options));
    if (!socket.subscriptions.empty())
        append(object, "subscribe", subscriptionsJson(socket.subscriptions));
    if (socket.side != PortSide::Auto)
        append(object, "side", socket.side == PortSide::Left ? "left" : "right");
    appendExtra(object, socket.extra);
    return object;
}

Json nodeJson(const Node& node)
{
    Json object = Json::object();
    append(object, "id", node.id.text());
    appendText(object, "label", node.label);
    if (node.host.text() != "local")
        append(object, "host", node.host.text());
    append(object, "role", node.role);
    if (!node.params.empty())
        append(object, "params", valuesJson(node.params));
    Json sockets = Json::array();
    for (const Socket& socket : node.sockets)
        sockets.push_back(socketJson(socket));
    append(object, "sockets", std::move(sockets));
    appendExtra(object, node.extra);
    return object;
}

Json wireJson(const Wire& wire)
{
    Json object = Json::object();
    append(object, "id", wire.id.text());
    append(object, "from", wire.from.text());
    append(object, "to", wire.to.text());
    if (wire.bind)
        append(object, "bind", *wire.bind == WireEnd::From ? "from" : "to");
    appendText(object, "endpoint", wire.endpoint);
    appendExtra(object, wire.extra);
    return object;
}

Json hostJson(const Host& host)
{
    Json object = Json::object();
    append(object, "id", host.id.text());
    appendText(object, "label", host.label);
    appendExtra(object, host.extra);
    return object;
}

Json noteJson(const Note& note)
{
    Json object = Json::object();
    append(object, "id", note.id.text());
    append(object, "text", note.text);
    append(object, "position", pair(note.position));
    append(object, "size", pair(note.size));
    appendExtra(object, note.extra);
    return object;
}

Json scenarioJson(const Scenario& scenario)
{
    Json acts = Json::array();
    for (const TimedAct& act : scenario.acts) {
        Json item = Json::object();
        append(item, "at", formatDuration(act.at));
        append(item, "act", act.act);
        appendExtra(item, act.extra);
        acts.push_back(std::move(item));
    }
    Json object = Json::object();
    append(object, "name", scenario.name);
    append(object, "acts", std::move(acts));
    appendExtra(object, scenario.extra);
    return object;
}

template <typename T>
Json listOf(const std::vector<T>& items, Json (*write)(const T&))
{
    Json list = Json::array();
    for (const T& item : items)
        list.push_back(write(item));
    return list;
}

} // namespace

std::string writeTopology(const Topology& topology)
{
    Json document = Json::object();
    document.get_ref<Json::object_t&>().reserve(9);
    append(document, "zeroloom", TopologyFileVersion);
    append(document, "name", topology.name);
    append(document, "description", topology.description);
    append(document, "hosts", listOf(topology.hosts, hostJson));
    append(document, "nodes", listOf(topology.nodes, nodeJson));
    append(document, "wires", listOf(topology.wires, wireJson));
    Json layout = Json::object();
    for (const auto& [id, position] : topology.layout)
        append(layout, id.text(), pair(position));
    append(document, "layout", std::move(layout));
    append(document, "notes", listOf(topology.notes, noteJson));
    if (!topology.scenarios.empty())
        append(document, "scenarios", listOf(topology.scenarios, scenarioJson));
    appendExtra(document, topology.extra);
    return documentText(document, {"nodes", "wires", "notes", "scenarios"});
}

} // namespace zeroloom
