#include "core/model/parameter_setting.h"

#include "core/base/near_name.h"
#include "core/model/unknown_name.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

tl::unexpected<Error> refuse(std::string message) { return fail(ErrorCode::InvalidInput, std::move(message)); }

std::string unknownParameter(std::string_view name, const Node& node, const RoleInfo& role)
{
    std::vector<std::string> names;
    for (const ParameterInfo& known : role.parameters)
        names.emplace_back(known.name);
    return "node '" + node.id.text() + "' is a " + node.role + " and has no parameter '" + std::string(name) + "'" +
           didYouMean(name, names, names.empty() ? "it has none" : "it has " + listed(names));
}

} // namespace

Result<ParameterSetting> readSetting(std::string_view text, const Topology& topology)
{
    const std::size_t equals = text.find('=');
    const std::string_view place = text.substr(0, equals);
    const std::size_t dot = place.find('.');
    if (equals == std::string_view::npos || dot == std::string_view::npos || dot == 0 || dot + 1 == equals)
        return refuse("'" + std::string(text) + "' is not of the form NODE.PARAM=VALUE, such as source.rate=1000");
    const std::string_view nodeName = place.substr(0, dot), parameterName = place.substr(dot + 1);
    const Node* node = topology.node(NodeId(std::string(nodeName)));
    if (!node)
        return refuse(unknownNode(nodeName, topology));
    const RoleInfo* role = roleByName(node->role);
    if (!role)
        return refuse("node '" + node->id.text() + "' has the role '" + node->role + "', which does not exist");
    const ParameterInfo* parameter = role->parameter(parameterName);
    if (!parameter)
        return refuse(unknownParameter(parameterName, *node, *role));
    auto value = parseParameter(*parameter, text.substr(equals + 1));
    if (!value)
        return tl::unexpected(std::move(value.error()));
    return ParameterSetting{node->id, std::string(parameterName), std::move(*value)};
}

} // namespace zeroloom
