#include <algorithm>

#include "core/base/near_name.h"
#include "core/check/fix.h"
#include "core/check/rules.h"
#include "core/model/role_fit.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

constexpr std::size_t MostFitted = 64; // more sockets than that fit only into slots for any number

bool takesSockets(const RoleInfo& role, const Node& node)
{
    if (node.sockets.size() <= MostFitted)
        return fitSlots(role, node.sockets).has_value();
    return std::ranges::all_of(node.sockets, [&](const Socket& socket) {
        return std::ranges::any_of(role.slots, [&](const SocketSlot& slot) {
            return slot.maximum < 0 && std::ranges::find(slot.types, socket.type) != slot.types.end();
        });
    });
}

// The node with the role that fits its sockets, when that is another one and the sockets' ids may stay: wires hold on
// to those.
std::optional<Edit> changeToFittingRole(const CheckContext& context, const Node& node)
{
    const RoleInfo* role =
        node.sockets.empty() || node.sockets.size() > MostFitted ? nullptr : roleForSockets(socketTypesOf(node));
    if (!role || role->name == node.role || !takesSockets(*role, node))
        return std::nullopt;
    Node fitted = node;
    changeRole(fitted, std::string(role->name));
    if (!fitSocketIds(fitted).empty())
        return std::nullopt;
    return fixNode(context.topology(), node, "Change the role of " + quoted(node.title()) + " to " + fitted.role,
                   [&](Node& after) { after = fitted; });
}

void reportUnknownRole(CheckContext& context, const Node& node)
{
    std::vector<std::string_view> known;
    for (const RoleInfo* role : roles())
        known.push_back(role->name);
    const std::string near(nearestName(node.role, known));
    std::optional<Edit> edit = near.empty() ? changeToFittingRole(context, node)
                                            : fixNode(context.topology(), node, "Change the role to " + near,
                                                      [&](Node& after) { after.role = near; });
    context.report(
        "unknown-role", placeOf(node),
        quoted(node.title()) +
            (node.role.empty() ? " has no role" : " has the role " + quoted(node.role) + ", which does not exist"),
        near.empty() ? "choose a role that takes its sockets" : "did you mean " + quoted(near) + "?", std::move(edit));
}

std::string slotText(const SocketSlot& slot)
{
    std::string text;
    for (const SocketType type : slot.types)
        text += (text.empty() ? "" : ", ") + std::string(name(type));
    const std::string number = slot.maximum == 1   ? (slot.minimum == 0 ? "at most one of " : "one of ")
                               : slot.minimum == 0 ? "any number of "
                                                   : "one or more of ";
    return (slot.name.empty() ? "" : quoted(slot.name) + ": ") + number + text;
}

std::string socketsText(const Node& node)
{
    if (node.sockets.empty())
        return "none";
    std::string text;
    for (const Socket& socket : node.sockets)
        text += (text.empty() ? "" : ", ") + std::string(name(socket.type));
    return text;
}

void checkSockets(CheckContext& context, const Node& node, const RoleInfo& role)
{
    const bool lacksAll = node.sockets.empty() && std::any_of(role.slots.begin(), role.slots.end(),
                                                              [](const SocketSlot& slot) { return slot.minimum > 0; });
    if (!lacksAll && takesSockets(role, node))
        return;
    // Someone else's program may have a type that this libzmq lacks; that it is only drawn is no mistake.
    bool draft = false;
    for (const Socket& socket : node.sockets)
        draft = draft || isDraft(socket.type);
    if (draft)
        return;
    std::string wanted;
    for (const SocketSlot& slot : role.slots)
        wanted += (wanted.empty() ? "" : "; ") + slotText(slot);
    context.report("role-sockets", placeOf(node),
                   quoted(node.title()) + ": the role " + quoted(role.name) + " does not take its sockets (" +
                       socketsText(node) + ")",
                   "give it what the role takes (" + wanted + "), or another role", changeToFittingRole(context, node));
}

void reportUnknownParameter(CheckContext& context, const Node& node, const RoleInfo& role, const std::string& parameter,
                            const Value& value)
{
    std::vector<std::string_view> known;
    for (const ParameterInfo& info : role.parameters)
        known.push_back(info.name);
    const std::string near(nearestName(parameter, known));
    std::optional<Edit> edit;
    if (!near.empty() && !node.params.contains(near))
        edit =
            fixNode(context.topology(), node, "Change " + quoted(parameter) + " to " + quoted(near), [&](Node& after) {
                after.params.erase(parameter);
                after.params[near] = value;
            });
    else
        edit = fixNode(context.topology(), node, "Remove " + quoted(parameter) + " of " + quoted(node.title()),
                       [&](Node& after) { after.params.erase(parameter); });
    context.report("unknown-parameter", placeOf(node),
                   quoted(node.title()) + ": the role " + quoted(role.name) + " has no parameter " + quoted(parameter),
                   near.empty() ? "remove it" : "did you mean " + quoted(near) + "?", std::move(edit));
}

void checkParameters(CheckContext& context, const Node& node, const RoleInfo& role)
{
    for (const auto& [parameter, value] : node.params) {
        const ParameterInfo* known = role.parameter(parameter);
        if (!known) {
            reportUnknownParameter(context, node, role, parameter, value);
            continue;
        }
        if (const Status status = checkParameter(*known, value); !status)
            context.report("parameter-value", placeOf(node), quoted(node.title()) + ": " + status.error().message,
                           "give it such a value, or remove it for the default, " +
                               (toText(known->defaultValue).empty() ? "none" : toText(known->defaultValue)),
                           fixNode(context.topology(), node,
                                   "Return " + quoted(parameter) + " of " + quoted(node.title()) + " to its default",
                                   [&key = parameter](Node& after) { after.params.erase(key); }));
    }
}

void checkCommand(CheckContext& context, const Node& node)
{
    const auto command = node.params.find("command");
    const auto* text = command == node.params.end() ? nullptr : std::get_if<std::string>(&command->second);
    if (command != node.params.end() && (!text || !text->empty()))
        return;
    context.report("program-without-command", placeOf(node), quoted(node.title()) + " is a program without a command",
                   "set its parameter 'command', or its role to 'outside' if someone else starts it");
}

} // namespace

void checkRoles(CheckContext& context)
{
    for (const Node& node : context.topology().nodes) {
        const RoleInfo* role = roleByName(node.role);
        if (!role) {
            reportUnknownRole(context, node);
            continue;
        }
        checkSockets(context, node, *role);
        checkParameters(context, node, *role);
        if (runnerOf(node) == Runner::Program)
            checkCommand(context, node);
    }
}

} // namespace zeroloom
