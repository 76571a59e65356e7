#include "core/host/curve_gate.h"

#include <algorithm>
#include <array>

#include <zmq_addon.hpp>

namespace zeroloom {

namespace {

constexpr auto Address = "inproc://zeromq.zap.01"; // RFC 27
constexpr auto Domain = "zeroloom";
enum Frame : std::size_t { Version, RequestId, DomainName, PeerAddress, RoutingId, Mechanism, Credentials, Frames };

std::string keyBytes(const std::string& key)
{
    std::array<std::uint8_t, 32> bytes{};
    if (!zmq_z85_decode(bytes.data(), key.c_str()))
        return {};
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

CurveGate::CurveGate(zmq::context_t& context, const std::vector<std::string>& clientPublicKeys)
    : m_socket(context, zmq::socket_type::rep)
{
    for (const std::string& key : clientPublicKeys)
        m_clients.push_back(keyBytes(key));
    m_socket.set(zmq::sockopt::linger, 0);
    m_socket.bind(Address);
}

void CurveGate::guard(zmq::socket_t& socket, const ServerKeys& keys)
{
    socket.set(zmq::sockopt::curve_server, true);
    socket.set(zmq::sockopt::curve_secretkey, keys.secretKey);
    socket.set(zmq::sockopt::zap_domain, Domain);
}

void CurveGate::answer()
{
    std::vector<zmq::message_t> request;
    while (zmq::recv_multipart(m_socket, std::back_inserter(request), zmq::recv_flags::dontwait)) {
        const bool known =
            request.size() == Frames && request[Mechanism].to_string_view() == "CURVE" &&
            std::find(m_clients.begin(), m_clients.end(), request[Credentials].to_string()) != m_clients.end();
        const std::string id = request.size() > RequestId ? request[RequestId].to_string() : std::string();
        const std::array<zmq::const_buffer, 6> reply{
            zmq::str_buffer("1.0"),
            zmq::buffer(id),
            known ? zmq::const_buffer(zmq::str_buffer("200")) : zmq::const_buffer(zmq::str_buffer("400")),
            known ? zmq::const_buffer(zmq::str_buffer("OK")) : zmq::const_buffer(zmq::str_buffer("unknown key")),
            zmq::const_buffer(),
            zmq::const_buffer()};
        zmq::send_multipart(m_socket, reply, zmq::send_flags::dontwait);
        request.clear();
    }
}

} // namespace zeroloom
