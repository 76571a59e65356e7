// Takes each message in, works on it, and passes it on.
#include "core/role/built_in_roles.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {

const RoleInfo& workerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "worker",
        .title = "Worker",
        .summary = "Takes each message in, works on it, and passes it on.",
        .slots = {{.name = "in", .types = {Pull, Sub, XSub, Dealer, Pair}, .minimum = 1, .maximum = 1},
                  {.name = "out", .types = {Push, Pub, XPub, Dealer, Pair}, .minimum = 1, .maximum = 1}},
        .parameters = {workParameter("Time that it takes over each message; 0: passes it on at once.")},
    };
    return Role;
}

} // namespace zeroloom
