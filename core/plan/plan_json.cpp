#include "core/plan/plan_json.h"

#include <nlohmann/json.hpp>

#include "core/zmq/socket_type.h"

namespace zeroloom {

using Json = nlohmann::json;

namespace {

constexpr std::string_view HexDigits = "0123456789abcdef";

bool isUtf8(const std::string& text)
{
    // nlohmann's writer is the judge: what it refuses must travel otherwise.
    try {
        (void)Json(text).dump();
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

// Text as text; bytes that are no UTF-8 (a binary subscription) as {"hex": "..."}.
Json textToJson(const std::string& text)
{
    if (isUtf8(text))
        return text;
    std::string hex;
    hex.reserve(text.size() * 2);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        hex += HexDigits[byte >> 4U];
        hex += HexDigits[byte & 15U];
    }
    return Json{{"hex", hex}};
}

std::string textFromJson(const Json& json)
{
    if (!json.is_object())
        return json.get<std::string>();
    const auto& hex = json.at("hex").get_ref<const std::string&>();
    if (hex.size() % 2 != 0 || hex.find_first_not_of(HexDigits) != std::string::npos)
        throw Json::other_error::create(599, "'hex' takes pairs of digits 0-9 and a-f", &json);
    std::string text;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        text += static_cast<char>(HexDigits.find(hex[i]) * 16 + HexDigits.find(hex[i + 1]));
    return text;
}

Json textsToJson(const std::vector<std::string>& texts)
{
    Json json = Json::array();
    for (const std::string& text : texts)
        json.push_back(textToJson(text));
    return json;
}

std::vector<std::string> textsFromJson(const Json& json)
{
    std::vector<std::string> texts;
    for (const Json& text : json.get_ref<const Json::array_t&>())
        texts.push_back(textFromJson(text));
    return texts;
}

Json valuesToJson(const Values& values)
{
    Json json = Json::object();
    for (const auto& [name, value] : values) {
        if (const auto* text = std::get_if<std::string>(&value))
            json[name] = textToJson(*text);
        else if (const auto* list = std::get_if<TextList>(&value))
            json[name] = textsToJson(*list);
        else if (const auto* whole = std::get_if<std::int64_t>(&value))
            json[name] = *whole;
        else if (const auto* real = std::get_if<double>(&value))
            json[name] = *real;
        else
            json[name] = std::get<bool>(value);
    }
    return json;
}

Value valueFromJson(const Json& json)
{
    switch (json.type()) {
    case Json::value_t::boolean:
        return json.get<bool>();
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
        return json.get<std::int64_t>();
    case Json::value_t::number_float:
        return json.get<double>();
    case Json::value_t::array:
        return textsFromJson(json);
    default:
        return textFromJson(json);
    }
}

Values valuesFromJson(const Json& json)
{
    Values values;
    for (const auto& [name, value] : json.get_ref<const Json::object_t&>())
        values.emplace(name, valueFromJson(value));
    return values;
}

SocketType typeFromJson(const Json& json)
{
    const auto& text = json.get_ref<const std::string&>();
    if (const std::optional<SocketType> type = socketTypeByName(text))
        return *type;
    throw Json::other_error::create(599, "'" + text + "' is no socket type", &json);
}

WireEnd endFromJson(const Json& json)
{
    const auto& text = json.get_ref<const std::string&>();
    if (text != "from" && text != "to")
        throw Json::other_error::create(599, "'" + text + "' is no end of a wire; it is 'from' or 'to'", &json);
    return text == "from" ? WireEnd::From : WireEnd::To;
}

Json faultToJson(const WireFault& fault)
{
    return {{"relayed", fault.relayed}, {"cut", fault.cut}, {"delay_ns", fault.delay.count()}, {"drop", fault.drop}};
}

WireFault faultFromJson(const Json& json)
{
    return {json.at("relayed").get<bool>(), json.at("cut").get<bool>(),
            Nanoseconds(json.at("delay_ns").get<std::int64_t>()), json.at("drop").get<double>()};
}

Json wireToJson(const PlannedWire& wire)
{
    return {{"id", wire.id.text()},
            {"end", wire.end == WireEnd::From ? "from" : "to"},
            {"peer", {wire.peer.node.text(), wire.peer.socket.text()}},
            {"peer_type", name(wire.peerType)},
            {"peer_routing_id", textToJson(wire.peerRoutingId)},
            {"peer_host", wire.peerHost.text()},
            {"peer_outside", wire.peerOutside},
            {"binds", wire.binds},
            {"bind_key", wire.bindKey},
            {"endpoint", wire.endpoint},
            {"fault", faultToJson(wire.fault)}};
}

PlannedWire wireFromJson(const Json& json)
{
    const Json& peer = json.at("peer");
    PlannedWire wire;
    wire.id = WireId(json.at("id").get<std::string>());
    wire.end = endFromJson(json.at("end"));
    wire.peer = {NodeId(peer.at(0).get<std::string>()), SocketId(peer.at(1).get<std::string>())};
    wire.peerType = typeFromJson(json.at("peer_type"));
    wire.peerRoutingId = textFromJson(json.at("peer_routing_id"));
    wire.peerHost = HostId(json.at("peer_host").get<std::string>());
    wire.peerOutside = json.at("peer_outside").get<bool>();
    wire.binds = json.at("binds").get<bool>();
    wire.bindKey = json.at("bind_key").get<std::string>();
    wire.endpoint = json.at("endpoint").get<std::string>();
    wire.fault = faultFromJson(json.at("fault"));
    return wire;
}

Json socketToJson(const PlannedSocket& socket)
{
    Json wires = Json::array();
    for (const PlannedWire& wire : socket.wires)
        wires.push_back(wireToJson(wire));
    return {{"id", socket.id.text()},
            {"type", name(socket.type)},
            {"number", socket.number},
            {"options", valuesToJson(socket.options)},
            {"subscriptions", textsToJson(socket.subscriptions)},
            {"wires", std::move(wires)},
            {"copies", socket.copies},
            {"copy_name", textToJson(socket.copyName)},
            {"tap", socket.tap},
            {"held", socket.held},
            {"steps", socket.steps}};
}

PlannedSocket socketFromJson(const Json& json)
{
    PlannedSocket socket;
    socket.id = SocketId(json.at("id").get<std::string>());
    socket.type = typeFromJson(json.at("type"));
    socket.number = json.at("number").get<std::uint64_t>();
    socket.options = valuesFromJson(json.at("options"));
    socket.subscriptions = textsFromJson(json.at("subscriptions"));
    for (const Json& wire : json.at("wires").get_ref<const Json::array_t&>())
        socket.wires.push_back(wireFromJson(wire));
    socket.copies = json.at("copies").get<int>();
    socket.copyName = textFromJson(json.at("copy_name"));
    socket.tap = json.at("tap").get<unsigned>();
    socket.held = json.at("held").get<bool>();
    socket.steps = json.at("steps").get<std::uint64_t>();
    return socket;
}

Json nodeToJson(const PlannedNode& node)
{
    Json sockets = Json::array();
    for (const PlannedSocket& socket : node.sockets)
        sockets.push_back(socketToJson(socket));
    return {{"id", node.id.text()},
            {"role", node.role},
            {"params", valuesToJson(node.params)},
            {"sockets", std::move(sockets)},
            {"own_thread", node.ownThread},
            {"hung", node.hung},
            {"frozen", node.frozen},
            {"slow_ns", node.slow.count()},
            {"restarts", node.restarts}};
}

PlannedNode nodeFromJson(const Json& json)
{
    PlannedNode node;
    node.id = NodeId(json.at("id").get<std::string>());
    node.role = json.at("role").get<std::string>();
    node.params = valuesFromJson(json.at("params"));
    for (const Json& socket : json.at("sockets").get_ref<const Json::array_t&>())
        node.sockets.push_back(socketFromJson(socket));
    node.ownThread = json.at("own_thread").get<bool>();
    node.hung = json.at("hung").get<bool>();
    node.frozen = json.at("frozen").get<bool>();
    node.slow = Nanoseconds(json.at("slow_ns").get<std::int64_t>());
    node.restarts = json.at("restarts").get<std::uint64_t>();
    return node;
}

} // namespace

std::string writeHostPlan(const HostPlan& plan)
{
    Json nodes = Json::array();
    for (const PlannedNode& node : plan.nodes)
        nodes.push_back(nodeToJson(node));
    Json killed = Json::array();
    for (const NodeId& node : plan.killed)
        killed.push_back(node.text());
    return Json{{"host", plan.host.text()}, {"nodes", std::move(nodes)}, {"killed", std::move(killed)}}.dump();
}

Result<HostPlan> readHostPlan(std::string_view text)
{
    try {
        const Json json = Json::parse(text);
        HostPlan plan;
        plan.host = HostId(json.at("host").get<std::string>());
        for (const Json& node : json.at("nodes").get_ref<const Json::array_t&>())
            plan.nodes.push_back(nodeFromJson(node));
        for (const Json& node : json.at("killed").get_ref<const Json::array_t&>())
            plan.killed.insert(NodeId(node.get<std::string>()));
        return plan;
    } catch (const Json::exception& error) {
        return fail(ErrorCode::InvalidInput, std::string("this is not a host's plan: ") + error.what(), "plan");
    }
}

} // namespace zeroloom
