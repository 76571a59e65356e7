#include "core/control/control_client.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/control/protocol.h"

namespace zeroloom {

namespace {

constexpr int ReconnectMs = 10; // a host that is just starting is met as soon as it is there
constexpr int ReconnectMostMs = 500;
constexpr std::int64_t MessageLimit = 64 << 20; // bytes
constexpr int BatchesQueued = 4;                // at most one is in flight; room for a late one

zmq::socket_t connectedDealer(zmq::context_t& context, const std::string& endpoint, const ClientKeys& keys,
                              int receiveLimit)
{
    zmq::socket_t socket(context, zmq::socket_type::dealer);
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::rcvhwm, receiveLimit);
    socket.set(zmq::sockopt::maxmsgsize, MessageLimit);
    socket.set(zmq::sockopt::reconnect_ivl, ReconnectMs);
    socket.set(zmq::sockopt::reconnect_ivl_max, ReconnectMostMs);
    if (!keys.empty()) {
        socket.set(zmq::sockopt::curve_serverkey, keys.serverKey);
        socket.set(zmq::sockopt::curve_publickey, keys.publicKey);
        socket.set(zmq::sockopt::curve_secretkey, keys.secretKey);
    }
    socket.connect(endpoint);
    return socket;
}

// The frame that a DEALER gets from the host's ROUTER; nullopt when none waits. What has more frames is no message of
// ours and is passed over.
std::optional<zmq::message_t> receiveFrame(zmq::socket_t& socket)
{
    for (;;) {
        zmq::message_t frame;
        if (!socket.recv(frame, zmq::recv_flags::dontwait))
            return std::nullopt;
        if (!frame.more())
            return frame;
        while (frame.more() && socket.recv(frame, zmq::recv_flags::dontwait)) {
        }
    }
}

} // namespace

Result<std::unique_ptr<ControlClient>> ControlClient::create(zmq::context_t& context,
                                                             const std::string& controlEndpoint,
                                                             const std::string& telemetryEndpoint,
                                                             const ClientKeys& keys)
{
    for (const std::string& endpoint : {controlEndpoint, telemetryEndpoint}) {
        if (!endpoint.starts_with("ipc://") && keys.empty())
            return fail(ErrorCode::InvalidInput,
                        "a host is controlled over ipc, or over tcp with CURVE keys: give the keys", endpoint);
    }
    try {
        return std::unique_ptr<ControlClient>(
            new ControlClient(connectedDealer(context, controlEndpoint, keys, 0),
                              connectedDealer(context, telemetryEndpoint, keys, BatchesQueued)));
    } catch (const zmq::error_t& error) {
        return fail(ErrorCode::Io, std::string("the host cannot be reached: ") + error.what(), controlEndpoint);
    }
}

ControlClient::ControlClient(zmq::socket_t control, zmq::socket_t telemetry)
    : m_control(std::move(control)), m_telemetry(std::move(telemetry))
{
}

void ControlClient::request(ControlRequest request, TimePoint deadline, Answered answered)
{
    request.id = ++m_lastId;
    m_waiting.emplace(request.id, Waiting{request.action, deadline, std::move(answered)});
    const std::string text = writeRequest(request);
    // A full queue or a socket in trouble shows as a missing answer, at the deadline.
    try {
        m_control.send(zmq::buffer(text), zmq::send_flags::dontwait);
    } catch (const zmq::error_t&) {
        m_waiting[request.id].deadline = TimePoint();
    }
}

void ControlClient::watch(const WatchRequest& have)
{
    const std::string text = writeWatchRequest(have);
    try {
        m_telemetry.send(zmq::buffer(text), zmq::send_flags::dontwait);
    } catch (const zmq::error_t&) {
        // Asked again by the owner, who sees that no batch comes.
    }
}

void ControlClient::takeAnswer(std::string_view text)
{
    const Result<ControlAnswer> answer = readAnswer(text);
    const auto found = answer ? m_waiting.find(answer->id) : m_waiting.end();
    if (found == m_waiting.end())
        return; // late, after its deadline, or not an answer at all
    const Answered answered = std::move(found->second.answered);
    m_waiting.erase(found);
    if (answer->refused.empty())
        answered(answer);
    else
        answered(tl::unexpected(answer->refused.front()));
}

void ControlClient::receive()
{
    try {
        while (const auto frame = receiveFrame(m_control))
            takeAnswer(frame->to_string_view());
        while (const auto frame = receiveFrame(m_telemetry)) {
            if (m_batchReceived)
                m_batchReceived(decodeBatch(frame->to_string_view()));
        }
    } catch (const zmq::error_t&) {
        // Shows as a missing answer, at the deadline.
    }
}

void ControlClient::expire(TimePoint now)
{
    std::vector<Waiting> expired;
    for (auto it = m_waiting.begin(); it != m_waiting.end();) {
        if (it->second.deadline > now) {
            ++it;
            continue;
        }
        expired.push_back(std::move(it->second));
        it = m_waiting.erase(it);
    }
    for (const Waiting& one : expired)
        one.answered(
            fail(ErrorCode::Runtime, "the host did not answer '" + std::string(name(one.action)) + "' in time"));
}

ControlClient::TimePoint ControlClient::nextDeadline() const
{
    TimePoint next = TimePoint::max();
    for (const auto& [id, waiting] : m_waiting)
        next = std::min(next, waiting.deadline);
    return next;
}

} // namespace zeroloom
