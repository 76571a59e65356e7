// Passes messages between two sides, as zmq_proxy does but without spinning when one side cannot take more.
#include "core/role/built_in_roles.h"

namespace zeroloom {

const RoleInfo& proxyRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "proxy",
        .title = "Proxy",
        .summary = "Passes messages between a frontend and a backend; a capture socket gets a copy of each.",
        .slots = {{.name = "frontend", .types = {Router, XSub, Sub, Pull, Dealer, Pair}, .minimum = 1, .maximum = 1},
                  {.name = "backend", .types = {Dealer, XPub, Pub, Push, Router, Pair}, .minimum = 1, .maximum = 1},
                  {.name = "capture", .types = {Pub, Push, Dealer, Pair}, .minimum = 0, .maximum = 1}},
        .parameters = {},
    };
    return Role;
}

} // namespace zeroloom
