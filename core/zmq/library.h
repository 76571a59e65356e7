// What the libzmq that is really loaded can do. Callable from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace zeroloom {

std::string libzmqVersion();                        // "4.3.4"
bool libzmqHas(std::string_view capability);        // zmq_has(3); case matters: "WS", "draft", "curve", "ipc"

// Raises the soft limit of open descriptors to the hard one and returns it. A monitored socket costs several.
std::size_t raiseDescriptorLimit();

// What a failed call of libzmq means and what to do, from zmq_errno(3): "the address is in use by another socket: ...".
std::string zmqErrorText(int errorNumber);

}  // namespace zeroloom
