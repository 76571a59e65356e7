// Peering brokers: which of its sockets a broker has says what it does, and its name is how the others reach it.
#include <algorithm>
#include <array>

#include "core/check/fix.h"
#include "core/check/rules.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

constexpr std::string_view PeeringRole = "peering-broker";

// Of two sockets that are of use only together.
struct PeeringPair {
    std::string_view one, other;
    std::string_view use;
};

constexpr auto Pairs = std::to_array<PeeringPair>({
    {"localfe", "localbe", "its clients ask at the one, and its workers answer at the other"},
    {"cloudfe", "cloudbe", "its peers ask at the one, and it asks them at the other"},
    {"statebe", "statefe", "it tells its state by the one, and hears that of the others by the other"},
});

bool has(const Node& node, std::string_view socket) { return node.socket(SocketId(std::string(socket))) != nullptr; }

void reportSockets(CheckContext& context, const Node& node, const std::string& what, const std::string& fix)
{
    context.report("role-sockets", placeOf(node), quoted(node.title()) + what, fix);
}

void checkPeeringSockets(CheckContext& context, const Node& node, const RoleInfo& role)
{
    for (const Socket& socket : node.sockets) {
        const std::string& id = socket.id.text();
        if (std::ranges::find(role.slots, id, &SocketSlot::name) == role.slots.end())
            reportSockets(
                context, node, ": a peering broker tells its sockets apart by their ids, and has none " + quoted(id),
                "give it the id of what it is for: localfe, localbe, cloudfe, cloudbe, statebe, statefe or monitor");
    }
    for (const PeeringPair& pair : Pairs) {
        if (has(node, pair.one) == has(node, pair.other))
            continue;
        const std::string missing(has(node, pair.one) ? pair.other : pair.one);
        reportSockets(context, node,
                      " has one of '" + std::string(pair.one) + "' and '" + std::string(pair.other) +
                          "' only: " + std::string(pair.use),
                      "add the socket " + quoted(missing));
    }
    if (has(node, "cloudfe") && has(node, "cloudbe") && !has(node, "localfe") && !has(node, "localbe"))
        reportSockets(context, node, " has peers, but no clients and no workers of its own",
                      "add the sockets 'localfe' and 'localbe'");
}

std::string peeringName(const Node& node)
{
    const auto found = node.params.find("name");
    const auto* text = found == node.params.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text ? *text : std::string();
}

void checkPeeringName(CheckContext& context, const Node& node)
{
    if (peeringName(node).empty() && (has(node, "statebe") || has(node, "cloudbe")))
        context.report("peering-name", placeOf(node), quoted(node.title()) + " has no name, by which its peers know it",
                       "set its parameter 'name', and as ROUTING_ID of its cloud sockets the same",
                       fixNode(context.topology(), node, "Name " + quoted(node.title()) + " after its id",
                               [](Node& after) { after.params["name"] = after.id.text(); }));
}

// What is sent to a ROUTER by another name than it brings along is dropped without a word.
void checkCloudIds(CheckContext& context, const Node& node)
{
    const std::string name = peeringName(node);
    if (name.empty())
        return;
    for (const std::string_view id : {"cloudfe", "cloudbe"}) {
        const Socket* socket = node.socket(SocketId(std::string(id)));
        if (!socket)
            continue;
        const Value* option = optionOf(*socket, "ROUTING_ID");
        if (option && *option == Value(name))
            continue;
        const std::string has = option ? "has the ROUTING_ID " + quoted(toText(*option)) : "has no ROUTING_ID";
        context.report("peering-name", placeOf(node, *socket),
                       quoted(refOf(node, *socket).text()) + " " + has + ", while its broker calls itself " +
                           quoted(name) + ": what its peers send to that name is dropped",
                       "set its ROUTING_ID to the broker's name",
                       fixSocket(context.topology(), node, *socket,
                                 "Set the ROUTING_ID of " + quoted(refOf(node, *socket).text()) + " to " + quoted(name),
                                 [&](Socket& after) { after.options["ROUTING_ID"] = name; }));
    }
}

} // namespace

void checkPeering(CheckContext& context)
{
    const RoleInfo& role = *roleByName(PeeringRole);
    for (const Node& node : context.topology().nodes) {
        if (node.role != PeeringRole)
            continue;
        checkPeeringSockets(context, node, role);
        checkPeeringName(context, node);
        checkCloudIds(context, node);
    }
}

} // namespace zeroloom
