// Sends and receives on one socket, each side at its own pace.
#include "core/role/built_in_roles.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {

const RoleInfo& peerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "peer",
        .title = "Peer",
        .summary = "Sends and receives on the same socket, each at its own pace.",
        .slots = {{.name = "", .types = {Pair, Dealer, Router}, .minimum = 1, .maximum = -1}},
        .parameters = {rateParameter("Messages a second that it sends; 0: as fast as it can."), sizeParameter(),
                       countParameter("Messages to send; 0: endless."), textParameter(),
                       workParameter("Time that it takes over each message received; 0: as fast as it can.")},
    };
    return Role;
}

} // namespace zeroloom
