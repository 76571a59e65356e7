// Sends messages of its own making, at a rate or as fast as it can.
#include "core/role/built_in_roles.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {

const RoleInfo& sourceRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "source",
        .title = "Source",
        .summary = "Sends messages of its own making, at a rate or as fast as it can.",
        .slots = {{.name = "", .types = {Push, Pub, XPub, Dealer, Pair}, .minimum = 1, .maximum = -1}},
        .parameters = {rateParameter("Messages a second through each socket; 0: as fast as it can."), sizeParameter(),
                       countParameter("Messages to send through each socket; 0: endless."), topicsParameter(),
                       textParameter()},
    };
    return Role;
}

} // namespace zeroloom
