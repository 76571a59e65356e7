// Sends requests and waits for the replies; tries again when none comes in time (the guide's Lazy Pirate).
#include "core/role/built_in_roles.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {

const RoleInfo& requesterRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "requester",
        .title = "Requester",
        .summary = "Sends requests, waits for each reply, and tries again when none comes in time.",
        .slots = {{.name = "", .types = {Req, Dealer}, .minimum = 1, .maximum = 1}},
        .parameters = {rateParameter("Requests a second at most; 0: the next as soon as there is room."),
                       sizeParameter(),
                       countParameter("Requests to make; 0: endless."),
                       {.name = "timeout",
                        .label = "Timeout",
                        .kind = ParameterKind::Duration,
                        .defaultValue = std::string("2500ms"),
                        .minimum = 0.001,
                        .maximum = LongestTime,
                        .unit = "",
                        .choices = {},
                        .live = true,
                        .help = "How long it waits for a reply before it tries again."},
                       {.name = "retries",
                        .label = "Retries",
                        .kind = ParameterKind::Integer,
                        .defaultValue = std::int64_t{3},
                        .minimum = 0,
                        .maximum = 1e6,
                        .unit = "",
                        .choices = {},
                        .live = true,
                        .help = "How often it tries again before it abandons a request."},
                       {.name = "window",
                        .label = "Window",
                        .kind = ParameterKind::Integer,
                        .defaultValue = std::int64_t{1},
                        .minimum = 1,
                        .maximum = 1e6,
                        .unit = "requests",
                        .choices = {},
                        .live = true,
                        .help = "Requests outstanding at a time; DEALER only."}},
    };
    return Role;
}

} // namespace zeroloom
