// Socket monitor events (zmq_socket_monitor(3), version 1), decoded and put into words.
// Pure functions; callable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zeroloom {

// Values are libzmq's ZMQ_EVENT_* bits.
enum class MonitorEventKind : std::uint16_t {
    Connected = 0x0001, ConnectDelayed = 0x0002, ConnectRetried = 0x0004, Listening = 0x0008, BindFailed = 0x0010,
    Accepted = 0x0020, AcceptFailed = 0x0040, Closed = 0x0080, CloseFailed = 0x0100, Disconnected = 0x0200,
    MonitorStopped = 0x0400, HandshakeFailedNoDetail = 0x0800, HandshakeSucceeded = 0x1000,
    HandshakeFailedProtocol = 0x2000, HandshakeFailedAuth = 0x4000,
};

struct MonitorEvent {
    MonitorEventKind kind;
    std::uint32_t value = 0;  // descriptor, errno, milliseconds or code, by kind
    std::string address;      // as libzmq gives it: may lack the scheme or be empty
};

// `header` is the first frame (6 bytes, native-endian), `address` the second. nullopt for anything else.
std::optional<MonitorEvent> decodeMonitorEvent(std::string_view header, std::string_view address);

std::string_view name(MonitorEventKind kind);  // "CONNECTED"
// For the event log: "connection refused; tries again in 134 ms".
std::string describe(const MonitorEvent& event);

}  // namespace zeroloom
