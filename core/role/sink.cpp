// Receives messages and takes its time over each.
#include "core/role/built_in_roles.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {

const RoleInfo& sinkRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "sink",
        .title = "Sink",
        .summary = "Receives messages and takes its time over each.",
        .slots = {{.name = "", .types = {Pull, Sub, XSub, Dealer, Pair, Router}, .minimum = 1, .maximum = -1}},
        .parameters = {workParameter("Time that it takes over each message; 0: as fast as it can.")},
    };
    return Role;
}

} // namespace zeroloom
