#include "core/check/check_context.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <unordered_map>

#include "core/model/host_endpoint.h"

namespace zeroloom {

CheckContext::CheckContext(const Topology& topology, const std::set<HostId>& only)
    : m_topology(topology), m_only(only), m_index(topology)
{
    m_wires.reserve(topology.wires.size());
    for (std::size_t i = 0; i < topology.wires.size(); ++i) {
        const Wire& wire = topology.wires[i];
        WireFacts facts;
        facts.wire = &wire;
        facts.position = i;
        facts.fromNode = m_index.node(wire.from.node);
        facts.toNode = m_index.node(wire.to.node);
        facts.from = m_index.socket(wire.from);
        facts.to = m_index.socket(wire.to);
        if (!facts.from || !facts.to)
            continue;
        facts.binding = bindingEnd(wire, m_index);
        facts.endpoint = endpointOf(wire);
        const std::string bound = boundText(facts.node(facts.binding), facts.endpoint);
        if (const auto parsed = parseEndpoint(bound, EndpointUse::Bind))
            facts.parsed = *parsed;
        m_factsOf.emplace(&wire, m_wires.size());
        m_wires.push_back(std::move(facts));
    }
}

std::vector<const WireFacts*> CheckContext::wiresAt(const SocketRef& ref) const
{
    std::vector<const WireFacts*> facts;
    for (const Wire* wire : m_index.wiresAt(ref)) {
        const auto found = m_factsOf.find(wire);
        if (found != m_factsOf.end())
            facts.push_back(&m_wires[found->second]);
    }
    return facts;
}

void CheckContext::report(std::string_view code, Place where, std::string message, std::string fix,
                          std::optional<Edit> edit)
{
    Severity severity = Severity::Error;
    for (const DiagnosticCode& known : diagnosticCodes()) {
        if (known.code == code)
            severity = known.severity;
    }
    report(severity, code, std::move(where), std::move(message), std::move(fix), std::move(edit));
}

void CheckContext::report(Severity severity, std::string_view code, Place where, std::string message, std::string fix,
                          std::optional<Edit> edit)
{
    m_diagnostics.push_back(
        {severity, std::string(code), std::move(where), std::move(message), std::move(fix), std::move(edit)});
}

std::vector<Diagnostic> CheckContext::takeSorted()
{
    std::unordered_map<NodeId, std::size_t> nodes;
    for (std::size_t i = 0; i < m_topology.nodes.size(); ++i)
        nodes.emplace(m_topology.nodes[i].id, i);
    std::unordered_map<WireId, std::size_t> wires;
    for (std::size_t i = 0; i < m_topology.wires.size(); ++i)
        wires.emplace(m_topology.wires[i].id, i);

    // Severity, then the topology itself, its nodes with their sockets, its wires.
    using Rank = std::tuple<Severity, int, std::size_t, std::size_t>;
    const auto rankOf = [&](const Diagnostic& diagnostic) -> Rank {
        const Place& where = diagnostic.where;
        if (!where.wire.empty())
            return {diagnostic.severity, 2, wires[where.wire], 0};
        if (where.node.empty())
            return {diagnostic.severity, 0, 0, 0};
        const std::size_t position = nodes[where.node];
        // The index knows the place; a search for each of many sockets would be quadratic.
        std::size_t socket = 0;
        const Socket* found = where.socket.empty() ? nullptr : m_index.socket({where.node, where.socket});
        if (found && position < m_topology.nodes.size()) {
            const auto& sockets = m_topology.nodes[position].sockets;
            const std::less<> before;
            if (!before(found, sockets.data()) && before(found, sockets.data() + sockets.size()))
                socket = static_cast<std::size_t>(found - sockets.data()) + 1;
        }
        return {diagnostic.severity, 1, position, socket};
    };
    std::vector<std::pair<Rank, std::size_t>> order;
    order.reserve(m_diagnostics.size());
    for (std::size_t i = 0; i < m_diagnostics.size(); ++i)
        order.emplace_back(rankOf(m_diagnostics[i]), i);
    std::sort(order.begin(), order.end());
    std::vector<Diagnostic> sorted;
    sorted.reserve(order.size());
    for (const auto& [rank, position] : order)
        sorted.push_back(std::move(m_diagnostics[position]));
    m_diagnostics.clear();
    return sorted;
}

std::string boundText(const Node& binder, const std::string& endpoint)
{
    return runnerOf(binder) == Runner::Zeroloom ? boundEndpoint(endpoint, binder.host) : endpoint;
}

std::string wireName(const Wire& wire) { return "wire '" + wire.from.text() + " → " + wire.to.text() + "'"; }

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

const Value* optionOf(const Socket& socket, const std::string& name)
{
    const auto found = socket.options.find(name);
    return found == socket.options.end() ? nullptr : &found->second;
}

std::optional<std::int64_t> wholeOptionOf(const Socket& socket, const std::string& name)
{
    const Value* value = optionOf(socket, name);
    if (!value)
        return std::nullopt;
    if (const auto* whole = std::get_if<std::int64_t>(value))
        return *whole;
    if (const auto* flag = std::get_if<bool>(value))
        return *flag ? 1 : 0;
    return std::nullopt;
}

} // namespace zeroloom
