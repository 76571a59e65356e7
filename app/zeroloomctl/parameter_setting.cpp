#include "app/zeroloomctl/parameter_setting.h"

#include <algorithm>

#include "app/zeroloomctl/did_you_mean.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

tl::unexpected<Error> refused(const std::string& setting, const std::string& why)
{
    return fail(ErrorCode::InvalidInput, "--set " + setting + ": " + why);
}

std::string noSuchNode(const Topology& topology, const std::string& node)
{
    std::vector<std::string> names;
    for (const Node& known : topology.nodes) {
        names.push_back(known.id.text());
    }
    return "there is no node '" + node + "'" + didYouMean(node, names, "the topology has other nodes");
}

std::string noSuchParameter(const Node& node, const RoleInfo& role, const std::string& parameter)
{
    std::vector<std::string> names;
    std::string list;
    for (const ParameterInfo& known : role.parameters) {
        names.emplace_back(known.name);
        list += (list.empty() ? "" : ", ") + names.back();
    }
    return "node '" + node.id.text() + "' is a " + node.role + " and has no parameter '" + parameter + "'" +
           didYouMean(parameter, names, list.empty() ? "it has none" : "it has " + list);
}

} // namespace

Status applySetting(Topology& topology, const std::string& setting)
{
    const std::size_t equals = setting.find('=');
    const std::size_t dot = setting.rfind('.', equals);
    if (equals == std::string::npos || dot == std::string::npos || dot == 0 || dot + 1 == equals) {
        return refused(setting, "is not of the form NODE.PARAM=VALUE, such as source.rate=1000");
    }
    const std::string nodeName = setting.substr(0, dot);
    const std::string parameterName = setting.substr(dot + 1, equals - dot - 1);
    const auto node = std::find_if(topology.nodes.begin(), topology.nodes.end(),
                                   [&](const Node& known) { return known.id.text() == nodeName; });
    if (node == topology.nodes.end()) {
        return refused(setting, noSuchNode(topology, nodeName));
    }
    const RoleInfo* role = roleByName(node->role);
    if (role == nullptr) {
        return refused(setting, "node '" + nodeName + "' has the role '" + node->role + "', which does not exist");
    }
    const ParameterInfo* parameter = role->parameter(parameterName);
    if (parameter == nullptr) {
        return refused(setting, noSuchParameter(*node, *role, parameterName));
    }
    const auto value = parseParameter(*parameter, std::string_view(setting).substr(equals + 1));
    if (!value) {
        return refused(setting, value.error().message);
    }
    node->params[parameterName] = *value;
    return {};
}

} // namespace zeroloom
