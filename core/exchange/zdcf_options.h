// The socket options of ZDCF (RFC 17), which are those of ZeroMQ 2, and libzmq's own of today: the one made of the
// other where they mean the same. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "core/base/json_document.h"
#include "core/base/result.h"
#include "core/exchange/remark.h"
#include "core/model/topology.h"

namespace zeroloom {

struct ZdcfOptions {
    Json standard = Json::object(); // the object "option"
    Json ours = Json::object();     // those that ZDCF has no name for, by libzmq's names: the object "x_options"
};

// `where` names the socket in remarks. Secrets are left out, and subscriptions are not among them.
ZdcfOptions zdcfOptions(const Socket& socket, const std::string& where, Remarks& remarks);

// One standard option put into the socket, whose type is known: text or number, as the rendering has it. Names are in
// small letters; those of libzmq are taken, too. Fails when the value is none for the option.
[[nodiscard]] Status takeZdcfOption(Socket& socket, std::string_view option, const Json& value,
                                    const std::string& where, Remarks& remarks);

} // namespace zeroloom
