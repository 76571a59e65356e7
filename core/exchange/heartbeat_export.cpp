// Connection files of a heartbeat network: one kernel-NAME.json, in Jupyter's form, for each heart that echoes pings,
// and one ipcontroller-engine.json, in ipyparallel's, for each heartbeater to which hearts connect.
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "core/base/json_document.h"
#include "core/exchange/export_functions.h"
#include "core/exchange/settled_endpoints.h"
#include "core/exchange/target_names.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

namespace {

// An address as connection files have it: what stands before the port, and the port. For ipc the path ends in it.
struct PortAddress {
    std::string transport; // "tcp", "ipc"
    std::string host;      // with the brackets of IPv6; the path's beginning
    int port = 0;
};

std::optional<PortAddress> portAddress(const std::string& endpoint)
{
    const auto parsed = parseEndpoint(endpoint, EndpointUse::Connect);
    if (!parsed)
        return std::nullopt;
    if (parsed->transport == Transport::Tcp)
        return PortAddress{"tcp", parsed->address, parsed->port};
    const std::size_t dash = parsed->address.rfind('-');
    if (parsed->transport != Transport::Ipc || dash == std::string::npos)
        return std::nullopt;
    PortAddress address{"ipc", parsed->address.substr(0, dash), 0};
    const std::string digits = parsed->address.substr(dash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    const bool whole = error == std::errc() && end == digits.data() + digits.size() && !digits.starts_with('0');
    return whole && address.port >= 1 && address.port <= 65535 ? std::optional(address) : std::nullopt;
}

std::string kernelFile(const PortAddress& address, const std::string& title)
{
    Json json = Json::object();
    for (const char* port : {"shell_port", "iopub_port", "stdin_port", "control_port"})
        append(json, port, 0);
    append(json, "hb_port", address.port);
    append(json, "ip", address.host);
    append(json, "key", "");
    append(json, "transport", address.transport);
    append(json, "signature_scheme", "hmac-sha256");
    append(json, "kernel_name", title);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string controllerFile(const PortAddress& ping, const PortAddress& pong)
{
    Json json = Json::object();
    append(json, "interface", ping.transport + "://" + ping.host);
    append(json, "location", "");
    append(json, "ssh", "");
    append(json, "key", "");
    append(json, "pack", "json");
    append(json, "unpack", "json");
    append(json, "signature_scheme", "hmac-sha256");
    for (const char* port : {"registration", "control", "mux", "task", "iopub"})
        append(json, port, 0);
    append(json, "hb_ping", ping.port);
    append(json, "hb_pong", pong.port);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

class HeartbeatWriter {
public:
    explicit HeartbeatWriter(const Topology& topology)
        : m_topology(topology), m_index(topology), m_settled(settleEndpoints(topology))
    {
    }

    Result<Exported> write()
    {
        for (const Wire& wire : m_topology.wires)
            sort(wire);
        addKernels();
        addControllers();
        if (m_exported.files.empty()) {
            std::string why;
            for (const Remark& remark : m_remarks)
                why += "; " + remark.text();
            return fail(ErrorCode::InvalidInput,
                        "no connection file can be made of it: wire a pinger to what answers it, or hearts to a "
                        "heartbeater that binds" +
                            why);
        }
        m_exported.remarks = m_names.remarks();
        std::ranges::move(m_settled.remarks, std::back_inserter(m_exported.remarks));
        std::ranges::move(m_remarks, std::back_inserter(m_exported.remarks));
        std::ranges::move(m_withoutHearts, std::back_inserter(m_exported.remarks));
        return std::move(m_exported);
    }

private:
    struct Controller {
        std::vector<std::string> pings, pongs; // to connect to
    };

    static std::string wireName(const Wire& wire) { return "wire '" + wire.id.text() + "'"; }
    void remark(std::string where, std::string message) { m_remarks.push_back({std::move(where), std::move(message)}); }
    std::string roleOf(const SocketRef& end) const
    {
        const Node* node = m_index.node(end.node);
        return node ? node->role : std::string();
    }

    // A connection file tells where to connect to, so what it is about must bind.
    bool binds(const Wire& wire, WireEnd end)
    {
        if (bindingEnd(wire, m_index) == end)
            return true;
        remark(wireName(wire), "is left out: a connection file says where to connect to, and " +
                                   endOf(wire, end).node.text() + " connects itself");
        return false;
    }

    void sort(const Wire& wire)
    {
        bool ofHearts = false;
        for (const WireEnd end : {WireEnd::From, WireEnd::To}) {
            const SocketRef& here = endOf(wire, end);
            const WireEnd far = other(end);
            const std::string& endpoint = m_settled.wires.at(wire.id).connect;
            if (roleOf(here) == "pinger") {
                ofHearts = true;
                if (binds(wire, far))
                    m_kernels.emplace_back(endOf(wire, far), endpoint);
            } else if (roleOf(here) == "heartbeater" || roleOf(endOf(wire, far)) == "heart") {
                const std::string& part =
                    roleOf(here) == "heartbeater" ? here.socket.text() : endOf(wire, far).socket.text();
                ofHearts = true;
                if (binds(wire, end))
                    addTo(part == "ping" ? m_controllers[here.node].pings : m_controllers[here.node].pongs, endpoint);
                break; // a heart at a heartbeater is both, seen from either end
            }
        }
        if (!ofHearts)
            m_withoutHearts.push_back({wireName(wire), "is left out: it carries no heartbeats"});
    }

    static void addTo(std::vector<std::string>& list, const std::string& endpoint)
    {
        if (std::ranges::find(list, endpoint) == list.end())
            list.push_back(endpoint);
    }

    void addKernels()
    {
        std::map<std::pair<SocketRef, std::string>, bool> done;
        for (const auto& [echo, endpoint] : m_kernels) {
            if (!done.emplace(std::pair(echo, endpoint), true).second)
                continue;
            const auto address = portAddress(endpoint);
            if (!address) {
                remark(echo.text(), "is left out: Jupyter's file takes tcp, or an ipc path that ends in '-' and a "
                                    "number, and it has '" +
                                        endpoint + "'");
                continue;
            }
            const std::string name = freeName(echo.node.text());
            m_exported.files.push_back(
                {"kernel-" + name + ".json", kernelFile(*address, m_index.node(echo.node)->title())});
        }
        if (!m_exported.files.empty())
            remark({}, "only hb_port of a kernel's ports is part of this network; the others are 0");
    }

    // A node may echo at several endpoints.
    std::string freeName(const std::string& node)
    {
        const int times = ++m_uses[node];
        return m_names.map(times == 1 ? node : node + "-" + std::to_string(times));
    }

    void addControllers()
    {
        std::vector<const Node*> nodes;
        for (const Node& node : m_topology.nodes) {
            if (m_controllers.contains(node.id))
                nodes.push_back(&node);
        }
        bool any = false;
        for (const Node* node : nodes)
            any = addController(*node, nodes.size() == 1) || any;
        if (any)
            remark({}, "only hb_ping and hb_pong of a controller's ports are part of this network; the others are 0");
    }

    bool addController(const Node& node, bool alone)
    {
        const Controller& controller = m_controllers.at(node.id);
        if (controller.pings.empty() || controller.pongs.empty()) {
            remark(node.id.text(), "is left out: ipyparallel's file takes a ping and a pong, and it binds one of them");
            return false;
        }
        const auto ping = portAddress(controller.pings.front()), pong = portAddress(controller.pongs.front());
        if (!ping || !pong || ping->transport != pong->transport || ping->host != pong->host) {
            remark(node.id.text(), "is left out: ipyparallel's file takes two ports of one address, and it has '" +
                                       controller.pings.front() + "' and '" + controller.pongs.front() + "'");
            return false;
        }
        if (controller.pings.size() + controller.pongs.size() > 2)
            remark(node.id.text(), "ipyparallel's file takes one ping and one pong; the first of each stand in it");
        const std::string middle = alone ? std::string() : m_names.map(node.id.text()) + "-";
        m_exported.files.push_back({"ipcontroller-" + middle + "engine.json", controllerFile(*ping, *pong)});
        return true;
    }

    const Topology& m_topology;
    TopologyIndex m_index;
    SettledEndpoints m_settled;
    TargetNames m_names{NameRule::FileName};
    std::map<std::string, int> m_uses;
    std::vector<std::pair<SocketRef, std::string>> m_kernels;
    std::map<NodeId, Controller> m_controllers;
    Exported m_exported;
    Remarks m_remarks;
    Remarks m_withoutHearts; // of wires that are none of this export's business
};

} // namespace

Result<Exported> exportHeartbeat(const Topology& topology, const ExportChoices& /*choices*/)
{
    return HeartbeatWriter(topology).write();
}

} // namespace zeroloom
