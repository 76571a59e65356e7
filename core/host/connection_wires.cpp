#include "core/host/connection_wires.h"

#include <algorithm>
#include <string_view>

namespace zeroloom {
namespace {

std::string_view portOf(std::string_view endpoint)
{
    const std::size_t colon = endpoint.rfind(':');
    return colon == std::string_view::npos ? endpoint : endpoint.substr(colon);
}

} // namespace

WireRecordPtr connectingWire(const SocketRecord& socket, const std::string& endpoint)
{
    WireRecordPtr only;
    int connecting = 0;
    for (const WireRecordPtr& wire : socket.wires) {
        if (wire->plan.binds)
            continue;
        if (wire->endpoint == endpoint || wire->via == endpoint)
            return wire;
        only = wire;
        ++connecting;
    }
    // A host name is resolved by libzmq, so the texts may differ up to the port.
    const auto isLikely = [&] { return connecting == 1 && portOf(only->endpoint) == portOf(endpoint); };
    return isLikely() ? only : nullptr;
}

std::vector<WireRecordPtr> boundWires(const SocketRecord& socket, const std::string& endpoint)
{
    std::vector<WireRecordPtr> all, same;
    for (const WireRecordPtr& wire : socket.wires) {
        if (!wire->plan.binds)
            continue;
        all.push_back(wire);
        if (wire->endpoint == endpoint)
            same.push_back(wire);
    }
    return same.empty() ? all : same;
}

bool hasConnection(const SocketRecord& socket, const WireRecord& wire)
{
    return std::ranges::any_of(socket.connections,
                               [&](const Connection& other) { return other.wire.get() == &wire && other.handshaken; });
}

WireRecordPtr likelyWire(const SocketRecord& socket, const Connection& connection)
{
    WireRecordPtr foreign;
    for (const WireRecordPtr& wire : boundWires(socket, connection.endpoint)) {
        const bool couldBe = !wire->peerHere || !connection.addresses.known();
        if (!couldBe)
            continue;
        if (!hasConnection(socket, *wire))
            return wire;
        if (wire->plan.peerOutside)
            foreign = wire;
    }
    return foreign;
}

Connection* handshakingConnection(SocketRecord& socket, const std::string& endpoint, std::uint64_t reader)
{
    Connection* any = nullptr;
    for (Connection& connection : socket.connections) {
        if (connection.handshaken || connection.reader != reader)
            continue;
        if (connection.endpoint == endpoint)
            return &connection;
        if (!any && !connection.accepted)
            any = &connection;
    }
    return any;
}

} // namespace zeroloom
