#include "core/zmq/monitor_event.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <zmq.h>

#include "core/zmq/library.h"

namespace zeroloom {

namespace {

constexpr std::size_t HeaderBytes = sizeof(std::uint16_t) + sizeof(std::uint32_t);

std::string at(const MonitorEvent& event) { return event.address.empty() ? "" : " " + event.address; }

std::string protocolErrorText(std::uint32_t code)
{
    switch (code) {
    case ZMQ_PROTOCOL_ERROR_ZMTP_UNEXPECTED_COMMAND:
        return "the peer sent a command out of turn";
    case ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_SEQUENCE:
        return "the peer's messages came in a wrong order";
    case ZMQ_PROTOCOL_ERROR_ZMTP_KEY_EXCHANGE:
        return "the key exchange failed";
    case ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_METADATA:
        return "the peer's metadata is invalid; its socket type may not fit";
    case ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC:
        return "the CURVE keys do not match: check both ends' keys";
    case ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH:
        return "the two ends use different security mechanisms: give both the same";
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_UNSPECIFIED:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_MESSAGE:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_HELLO:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_INITIATE:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_ERROR:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_READY:
    case ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_WELCOME:
        return "the peer sent a malformed command; it may not speak ZeroMQ";
    case ZMQ_PROTOCOL_ERROR_ZAP_UNSPECIFIED:
    case ZMQ_PROTOCOL_ERROR_ZAP_MALFORMED_REPLY:
    case ZMQ_PROTOCOL_ERROR_ZAP_BAD_REQUEST_ID:
    case ZMQ_PROTOCOL_ERROR_ZAP_BAD_VERSION:
    case ZMQ_PROTOCOL_ERROR_ZAP_INVALID_STATUS_CODE:
    case ZMQ_PROTOCOL_ERROR_ZAP_INVALID_METADATA:
        return "the authenticator answered wrongly";
    default:
        return "the peer broke the protocol; it may not speak ZeroMQ";
    }
}

std::string silentFailureText(std::uint32_t error)
{
    switch (static_cast<int>(error)) {
    case EAGAIN:
        return "the peer said nothing in time; it may not speak ZeroMQ";
    case EPIPE:
    case ECONNRESET:
        return "the peer closed the connection; its socket type or its security may not fit";
    case EFAULT:
        return "no authenticator runs here (ZAP)";
    default:
        return zmqErrorText(static_cast<int>(error));
    }
}

std::string authenticationText(std::uint32_t status)
{
    switch (status) {
    case 300:
        return "the authenticator failed for now (300)";
    case 400:
        return "the authenticator refused the peer (400)";
    case 500:
        return "the authenticator had an internal error (500)";
    default:
        return "the authenticator answered " + std::to_string(status);
    }
}

} // namespace

std::optional<MonitorEvent> decodeMonitorEvent(std::string_view header, std::string_view address)
{
    if (header.size() != HeaderBytes) {
        return std::nullopt;
    }
    std::uint16_t kind = 0;
    std::uint32_t value = 0;
    std::memcpy(&kind, header.data(), sizeof(kind));
    std::memcpy(&value, header.data() + sizeof(kind), sizeof(value));
    const MonitorEvent event{static_cast<MonitorEventKind>(kind), value, std::string(address)};
    if (name(event.kind).empty()) {
        return std::nullopt;
    }
    return event;
}

std::string_view name(MonitorEventKind kind)
{
    switch (kind) {
    case MonitorEventKind::Connected:
        return "CONNECTED";
    case MonitorEventKind::ConnectDelayed:
        return "CONNECT_DELAYED";
    case MonitorEventKind::ConnectRetried:
        return "CONNECT_RETRIED";
    case MonitorEventKind::Listening:
        return "LISTENING";
    case MonitorEventKind::BindFailed:
        return "BIND_FAILED";
    case MonitorEventKind::Accepted:
        return "ACCEPTED";
    case MonitorEventKind::AcceptFailed:
        return "ACCEPT_FAILED";
    case MonitorEventKind::Closed:
        return "CLOSED";
    case MonitorEventKind::CloseFailed:
        return "CLOSE_FAILED";
    case MonitorEventKind::Disconnected:
        return "DISCONNECTED";
    case MonitorEventKind::MonitorStopped:
        return "MONITOR_STOPPED";
    case MonitorEventKind::HandshakeFailedNoDetail:
        return "HANDSHAKE_FAILED_NO_DETAIL";
    case MonitorEventKind::HandshakeSucceeded:
        return "HANDSHAKE_SUCCEEDED";
    case MonitorEventKind::HandshakeFailedProtocol:
        return "HANDSHAKE_FAILED_PROTOCOL";
    case MonitorEventKind::HandshakeFailedAuth:
        return "HANDSHAKE_FAILED_AUTH";
    }
    return {};
}

std::string describe(const MonitorEvent& event)
{
    const int error = static_cast<int>(event.value);
    switch (event.kind) {
    case MonitorEventKind::Connected:
        return "connected to" + at(event);
    case MonitorEventKind::ConnectDelayed:
        return "connecting to" + at(event);
    case MonitorEventKind::ConnectRetried:
        return "no connection to" + at(event) + "; tries again in " + std::to_string(event.value) + " ms";
    case MonitorEventKind::Listening:
        return "listening at" + at(event);
    case MonitorEventKind::BindFailed:
        return "cannot bind" + at(event) + ": " + zmqErrorText(error);
    case MonitorEventKind::Accepted:
        return "accepted a peer at" + at(event);
    case MonitorEventKind::AcceptFailed:
        return "cannot accept a peer at" + at(event) + ": " + zmqErrorText(error);
    case MonitorEventKind::Closed:
        return event.address.empty() ? "closed" : "closed" + at(event);
    case MonitorEventKind::CloseFailed:
        return "cannot close" + at(event) + ": " + zmqErrorText(error);
    case MonitorEventKind::Disconnected:
        return "disconnected from the peer at" + at(event);
    case MonitorEventKind::MonitorStopped:
        return "no longer monitored";
    case MonitorEventKind::HandshakeFailedNoDetail:
        return "handshake failed: " + silentFailureText(event.value);
    case MonitorEventKind::HandshakeSucceeded:
        return "ready: the handshake succeeded";
    case MonitorEventKind::HandshakeFailedProtocol:
        return "handshake failed: " + protocolErrorText(event.value);
    case MonitorEventKind::HandshakeFailedAuth:
        return "handshake failed: " + authenticationText(event.value);
    }
    return "unknown event";
}

} // namespace zeroloom
