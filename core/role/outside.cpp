// Somebody else's program at an endpoint: Zeroloom draws it, wires it, and does not run it.
#include "core/role/built_in_roles.h"

namespace zeroloom {

const RoleInfo& outsideRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "outside",
        .title = "Outside",
        .summary = "Somebody else's program at an endpoint; Zeroloom wires to it and does not run it.",
        .slots = {{.name = "",
                   .types = {Req, Rep, Dealer, Router, Pub, Sub, XPub, XSub, Push, Pull, Pair, Stream},
                   .minimum = 1,
                   .maximum = -1}},
        .parameters = {},
        .runsHere = false,
    };
    return Role;
}

} // namespace zeroloom
