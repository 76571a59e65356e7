#include "core/model/runner.h"

#include "core/role/role_catalogue.h"

namespace zeroloom {

Runner runnerOf(const Node& node)
{
    if (node.role == "program")
        return Runner::Program;
    const RoleInfo* role = roleByName(node.role);
    return role && !role->runsHere ? Runner::Outside : Runner::Zeroloom;
}

} // namespace zeroloom
