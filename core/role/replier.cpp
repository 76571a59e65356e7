// Answers every request with what it said.
#include "core/role/built_in_roles.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {

const RoleInfo& replierRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "replier",
        .title = "Replier",
        .summary = "Answers every request with the request's own content.",
        .slots = {{.name = "", .types = {Rep, Router, Dealer}, .minimum = 1, .maximum = -1}},
        .parameters = {workParameter("Time that it takes over each request; 0: answers at once.")},
    };
    return Role;
}

} // namespace zeroloom
