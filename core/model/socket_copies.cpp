#include "core/model/socket_copies.h"

#include <algorithm>
#include <cstdint>

#include "core/model/role_fit.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

constexpr std::size_t FewestDigits = 4;

// The parameter's value when it is one that the role takes, else its default; the check says what is wrong.
Value soundValue(const RoleInfo& role, const Values& values, std::string_view name)
{
    const ParameterInfo* parameter = role.parameter(name);
    if (!parameter)
        return {};
    const Value value = parameterValue(role, values, name);
    return checkParameter(*parameter, value) ? value : parameter->defaultValue;
}

// The socket's slot when it is one that `isSpecial`. Most roles have none, and then nothing is fitted.
template <typename Predicate>
const SocketSlot* specialSlot(const Node& node, const Socket& socket, Predicate isSpecial)
{
    const RoleInfo* role = roleByName(node.role);
    if (!role || std::ranges::none_of(role->slots, isSpecial))
        return nullptr;
    const auto slots = fitSlots(*role, node.sockets);
    const auto place = std::ranges::find(node.sockets, socket.id, &Socket::id);
    if (!slots || place == node.sockets.end())
        return nullptr;
    const SocketSlot* slot = (*slots)[static_cast<std::size_t>(place - node.sockets.begin())];
    return isSpecial(*slot) ? slot : nullptr;
}

} // namespace

bool subscribesToAll(const Node& node, const Socket& socket)
{
    return specialSlot(node, socket, [](const SocketSlot& slot) { return slot.subscribesToAll; }) != nullptr;
}

SocketCopies copiesOf(const Node& node, const Socket& socket)
{
    const SocketSlot* found = specialSlot(node, socket, [](const SocketSlot& slot) { return !slot.copies.empty(); });
    if (!found)
        return {};
    const SocketSlot& slot = *found;
    const RoleInfo* role = roleByName(node.role);
    SocketCopies copies;
    const Value count = soundValue(*role, node.params, slot.copies);
    if (const auto* whole = std::get_if<std::int64_t>(&count))
        copies.count = static_cast<int>(std::max<std::int64_t>(*whole, 1));
    if (slot.names.empty() || socket.options.contains("ROUTING_ID"))
        return copies;
    const Value name = soundValue(*role, node.params, slot.names);
    if (const auto* text = std::get_if<std::string>(&name))
        copies.name = *text;
    if (copies.name.empty())
        copies.name = node.id.text();
    return copies;
}

std::string copyRoutingId(std::string_view name, int index, int count)
{
    std::string id(name);
    if (count <= 1)
        return id;
    const std::string number = std::to_string(index + 1);
    const std::size_t digits = std::max(FewestDigits, std::to_string(count).size());
    id += '-';
    id.append(digits - std::min(digits, number.size()), '0');
    id += number;
    return id;
}

} // namespace zeroloom
