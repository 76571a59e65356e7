// What things are called in a ZDCF file: the standard's types of devices and sockets, and our own additions. Pure
// functions and constants.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/topology.h"

namespace zeroloom::zdcf {

// Of the whole file. `Additions` says that it was written by Zeroloom, with the version of the names below.
inline constexpr std::string_view Additions = "x_zeroloom", Name = "x_name", Description = "x_description",
                                  Order = "x_order", Wires = "x_wires", Layout = "x_layout", Notes = "x_notes";
inline constexpr int AdditionsVersion = 1;
inline constexpr int StandardVersion = 1; // the integer part: a greater one is another language
// Of an app, a device or a socket.
inline constexpr std::string_view Label = "x_label", Outside = "x_outside", Role = "x_role", Parameters = "x_params",
                                  Options = "x_options", SubscribeHex = "x_subscribe_hex", Side = "x_side",
                                  Extra = "x_extra";

// The type of a device whose role stands under `Role`.
inline constexpr std::string_view OtherDevice = "x_other";

// "zmq_queue", "zmq_forwarder" or "zmq_streamer" for a proxy of such sockets; else the role's name, if it is one of
// ours that the standard does not reserve.
std::string deviceType(const Node& node);

// The role of a device type of the standard or of ours; empty when it is neither. In small letters.
std::string roleOfDevice(std::string_view type);

// "push"
std::string socketTypeName(SocketType type);
bool isStandardType(SocketType type);
// In either case; with the names that ZeroMQ 2 had: xreq, xrep, upstream, downstream.
std::optional<SocketType> socketTypeNamed(std::string_view name);

// The type of a socket that does not say it: zmq_device(3) knows those of its devices by their names.
std::optional<SocketType> usualType(std::string_view deviceType, std::string_view socket);

std::string lowered(std::string_view text);

} // namespace zeroloom::zdcf
