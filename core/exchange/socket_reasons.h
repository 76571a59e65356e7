// Why a socket is of its type, why it binds and why it connects: in words, for the comments of generated code in any
// language. Constant texts of one or two sentences.
#pragma once

#include <string_view>

#include "core/zmq/socket_type.h"

namespace zeroloom {

std::string_view typeReason(SocketType type);
std::string_view bindReason(SocketType type);
std::string_view connectReason(SocketType type);

} // namespace zeroloom
