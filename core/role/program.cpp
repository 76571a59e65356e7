// Runs a command line of the user's own. Its sockets are the program's; the host starts it and watches over it.
#include "core/role/built_in_roles.h"

namespace zeroloom {

const RoleInfo& programRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "program",
        .title = "Program",
        .summary = "Runs a command of yours, tells it its endpoints by environment variables, and watches over it.",
        .slots = {{.name = "",
                   .types = {Req, Rep, Dealer, Router, Pub, Sub, XPub, XSub, Push, Pull, Pair, Stream},
                   .minimum = 0,
                   .maximum = -1}},
        .parameters = {{.name = "command",
                        .label = "Command",
                        .kind = ParameterKind::Text,
                        .defaultValue = std::string(),
                        .minimum = 0,
                        .maximum = 0,
                        .unit = "",
                        .choices = {},
                        .live = false,
                        .help = "The program: a path, or a name that is looked for in PATH."},
                       {.name = "arguments",
                        .label = "Arguments",
                        .kind = ParameterKind::List,
                        .defaultValue = TextList{},
                        .minimum = 0,
                        .maximum = 0,
                        .unit = "",
                        .choices = {},
                        .live = false,
                        .help = "Given to the program as they are; no shell reads them."},
                       {.name = "folder",
                        .label = "Folder",
                        .kind = ParameterKind::Text,
                        .defaultValue = std::string(),
                        .minimum = 0,
                        .maximum = 0,
                        .unit = "",
                        .choices = {},
                        .live = false,
                        .help = "Where the program starts; empty: where Zeroloom was started."},
                       {.name = "environment",
                        .label = "Environment",
                        .kind = ParameterKind::List,
                        .defaultValue = TextList{},
                        .minimum = 0,
                        .maximum = 0,
                        .unit = "",
                        .choices = {},
                        .live = false,
                        .help = "Variables as NAME=value, added to those of Zeroloom."},
                       {.name = "restart",
                        .label = "Restart",
                        .kind = ParameterKind::Choice,
                        .defaultValue = std::string("never"),
                        .minimum = 0,
                        .maximum = 0,
                        .unit = "",
                        .choices = {"never", "on-failure", "always"},
                        .live = false,
                        .help = "Whether it is started again when it ends."}},
    };
    return Role;
}

} // namespace zeroloom
