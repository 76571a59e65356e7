// An endpoint that names the host on which it is bound: "tcp://edge:5557" on a wire that a socket of the host 'edge'
// binds. Those who connect look the name up, as any other; the host itself binds every interface of its machine,
// since a bind takes no name. So one file serves machines, containers and this machine alike. Pure.
#pragma once

#include <string>

#include "core/base/ids.h"

namespace zeroloom {

// What the socket that binds gives to zmq_bind: the endpoint, with "*" where it names `host`, the binder's own. Capitals
// do not matter, as in DNS. The names "lo" and "localhost" stay what they are everywhere: the loopback.
std::string boundEndpoint(const std::string& endpoint, const HostId& host);

} // namespace zeroloom
