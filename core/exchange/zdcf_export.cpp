// ZDCF (RFC 17) in JSON and in ZPL (RFC 4). Each host is an app, which is a process; each node a device of it. What the
// standard has no words for stands under names of our own, so that the topology can be read back whole.
#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/raw_bytes.h"
#include "core/exchange/export_functions.h"
#include "core/exchange/settled_endpoints.h"
#include "core/exchange/zdcf_names.h"
#include "core/exchange/zdcf_options.h"
#include "core/exchange/zdcf_tree.h"
#include "core/model/runner.h"

namespace zeroloom {

namespace {

// What is whole stays without a point: positions are mostly whole pixels.
Json number(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return static_cast<std::int64_t>(value);
    return value;
}

Json pair(const Point& point) { return Json::array({number(point.x), number(point.y)}); }

class ZdcfWriter {
public:
    explicit ZdcfWriter(const Topology& topology) : m_topology(topology), m_settled(settleEndpoints(topology))
    {
        TopologyIndex index(topology);
        for (const Wire& wire : topology.wires) {
            const WireEnd binder = bindingEnd(wire, index);
            addEndpoint(m_binds, wire, endOf(wire, binder), m_settled.wires.at(wire.id).bind);
            addEndpoint(m_connects, wire, endOf(wire, other(binder)), m_settled.wires.at(wire.id).connect);
        }
    }

    Json tree()
    {
        Json tree = Json::object();
        append(tree, "version", 1.0);
        append(tree, std::string(zdcf::Additions), zdcf::AdditionsVersion);
        appendText(tree, zdcf::Name, m_topology.name);
        appendText(tree, zdcf::Description, m_topology.description);
        Json& apps = append(tree, "apps", Json::object());
        for (const Host& host : m_topology.hosts)
            append(apps, host.id.text(), app(host));
        appendOrder(tree);
        appendObject(tree, zdcf::Wires, wires());
        appendObject(tree, zdcf::Layout, layout());
        appendObject(tree, zdcf::Notes, notes());
        appendText(tree, zdcf::Extra, m_topology.extra);
        return tree;
    }

    Remarks takeRemarks()
    {
        Remarks remarks = std::move(m_settled.remarks);
        std::ranges::move(m_remarks, std::back_inserter(remarks));
        return remarks;
    }

private:
    using EndpointLists = std::map<SocketRef, std::vector<std::string>>;

    void remark(std::string where, std::string message) { m_remarks.push_back({std::move(where), std::move(message)}); }

    void addEndpoint(EndpointLists& lists, const Wire& wire, const SocketRef& at, const std::string& endpoint)
    {
        auto& list = lists[at];
        if (!isZdcfText(endpoint))
            remark("wire '" + wire.id.text() + "'",
                   "its endpoint cannot stand in ZDCF; it is kept under " + std::string(zdcf::Wires) + " alone");
        else if (std::ranges::find(list, endpoint) == list.end())
            list.push_back(endpoint);
    }

    static void appendText(Json& object, std::string_view key, const std::string& text)
    {
        if (!text.empty())
            append(object, std::string(key), text);
    }

    static void appendObject(Json& object, std::string_view key, Json value)
    {
        if (!value.empty())
            append(object, std::string(key), std::move(value));
    }

    Json app(const Host& host)
    {
        Json app = Json::object();
        appendText(app, zdcf::Label, host.label);
        Json devices = Json::object(), outside = Json::object();
        for (const Node& node : m_topology.nodes) {
            if (node.host != host.id)
                continue;
            const bool isOutside = runnerOf(node) == Runner::Outside;
            append(isOutside ? outside : devices, node.id.text(), device(node));
            if (isOutside)
                remark(node.id.text(),
                       "is run by someone else, so it is no device: it stands under " + std::string(zdcf::Outside));
        }
        append(app, "devices", std::move(devices));
        appendObject(app, zdcf::Outside, std::move(outside));
        appendText(app, zdcf::Extra, host.extra);
        return app;
    }

    Json device(const Node& node)
    {
        Json device = Json::object();
        const std::string type = zdcf::deviceType(node);
        append(device, "type", type);
        if (type == zdcf::OtherDevice)
            append(device, std::string(zdcf::Role), node.role);
        appendText(device, zdcf::Label, node.label);
        appendObject(device, zdcf::Parameters, valuesJson(node.params));
        Json& sockets = append(device, "sockets", Json::object());
        for (const Socket& socket : node.sockets)
            append(sockets, socket.id.text(), socketJson(node, socket));
        appendText(device, zdcf::Extra, node.extra);
        return device;
    }

    Json socketJson(const Node& node, const Socket& socket)
    {
        const SocketRef ref{node.id, socket.id};
        Json json = Json::object();
        append(json, "type", zdcf::socketTypeName(socket.type));
        if (!zdcf::isStandardType(socket.type))
            remark(ref.text(), "ZDCF 1.0 is older than " + std::string(name(socket.type)) +
                                   " sockets; programs that read it may not know the type");
        ZdcfOptions options = zdcfOptions(socket, ref.text(), m_remarks);
        const bool plain = std::ranges::all_of(socket.subscriptions, isZdcfText);
        appendEndpoints(options.standard, "subscribe", standardSubscriptions(socket, ref));
        appendObject(json, "option", std::move(options.standard));
        appendEndpoints(json, "bind", m_binds[ref]);
        appendEndpoints(json, "connect", m_connects[ref]);
        appendObject(json, zdcf::Options, std::move(options.ours));
        if (!plain) {
            Json& hex = append(json, std::string(zdcf::SubscribeHex), Json::array());
            for (const std::string& prefix : socket.subscriptions)
                hex.push_back(toHex(prefix));
        }
        if (socket.side != PortSide::Auto)
            append(json, std::string(zdcf::Side), socket.side == PortSide::Left ? "left" : "right");
        appendText(json, zdcf::Extra, socket.extra);
        return json;
    }

    std::vector<std::string> standardSubscriptions(const Socket& socket, const SocketRef& ref)
    {
        std::vector<std::string> plain;
        for (const std::string& prefix : socket.subscriptions) {
            if (isZdcfText(prefix))
                plain.push_back(prefix);
            else
                remark(ref.text(), "the subscription of the bytes " + shown(toHex(prefix)) +
                                       " is no text for ZDCF; it stands under " + std::string(zdcf::SubscribeHex) +
                                       " alone");
        }
        return plain;
    }

    // One as it is, several as a list.
    static void appendEndpoints(Json& json, const char* key, const std::vector<std::string>& texts)
    {
        if (texts.size() == 1)
            append(json, key, texts.front());
        else if (!texts.empty())
            append(json, key, texts);
    }

    static Json valuesJson(const Values& values)
    {
        Json object = Json::object();
        for (const auto& [key, value] : values)
            append(object, key, std::visit([](const auto& held) { return Json(held); }, value));
        return object;
    }

    // The order of the nodes, where the apps do not give it.
    void appendOrder(Json& tree) const
    {
        std::vector<std::string> order, inApps, outside;
        for (const Node& node : m_topology.nodes)
            order.push_back(node.id.text());
        for (const auto& app : tree.at("apps")) {
            for (const std::string_view part : {std::string_view("devices"), zdcf::Outside}) {
                if (const auto found = app.find(part); found != app.end()) {
                    for (const auto& member : found->items())
                        inApps.push_back(member.key());
                }
            }
        }
        if (inApps != order)
            append(tree, std::string(zdcf::Order), order);
    }

    Json wires() const
    {
        Json wires = Json::object();
        for (const Wire& wire : m_topology.wires) {
            Json& json = append(wires, wire.id.text(), Json::object());
            append(json, "from", wire.from.text());
            append(json, "to", wire.to.text());
            if (wire.bind)
                append(json, "bind", *wire.bind == WireEnd::From ? "from" : "to");
            appendText(json, "endpoint", wire.endpoint);
            appendText(json, "extra", wire.extra);
        }
        return wires;
    }

    Json layout() const
    {
        Json layout = Json::object();
        for (const auto& [node, point] : m_topology.layout)
            append(layout, node.text(), pair(point));
        return layout;
    }

    Json notes() const
    {
        Json notes = Json::object();
        for (const Note& note : m_topology.notes) {
            Json& json = append(notes, note.id.text(), Json::object());
            append(json, "text", note.text);
            append(json, "position", pair(note.position));
            append(json, "size", pair(note.size));
            appendText(json, "extra", note.extra);
        }
        return notes;
    }

    const Topology& m_topology;
    SettledEndpoints m_settled;
    EndpointLists m_binds, m_connects;
    Remarks m_remarks;
};

Exported written(const Topology& topology, const char* name, std::string (*render)(const Json&))
{
    ZdcfWriter writer(topology);
    const Json tree = writer.tree();
    return {{{name, render(tree)}}, writer.takeRemarks()};
}

} // namespace

Result<Exported> exportZdcf(const Topology& topology, const ExportChoices& /*choices*/)
{
    return written(topology, "topology.json", zdcfAsJson);
}

Result<Exported> exportZpl(const Topology& topology, const ExportChoices& /*choices*/)
{
    return written(topology, "topology.zpl", zdcfAsZpl);
}

} // namespace zeroloom
