// What a socket's monitor events mean for its wires: which connection is whose, and what state each end is in.
//
// Every function locks the record itself unless it says that the caller holds the mutex. Callable from any thread.
#pragma once

#include "core/host/connection_addresses.h"
#include "core/host/records.h"
#include "core/zmq/monitor_event.h"

namespace zeroloom {

// What the event log says of an event.
struct EventNote {
    WireId wire;              // empty: not of one wire, or not known
    bool worthLogging = true; // false: one more of a row of failed attempts
    EventSeverity severity = EventSeverity::Info;
};

// `reader` tells apart the lives of a socket that was reopened. `addresses` are those of a CONNECTED's or ACCEPTED's
// descriptor.
EventNote applyMonitorEvent(SocketRecord& socket, const MonitorEvent& event, std::uint64_t reader,
                            const ConnectionAddresses& addresses);
// The connection is this wire's: somebody who knows better than a guess says so.
void identifyConnection(SocketRecord& socket, int descriptor, const WireRecordPtr& wire);
// The same, for the connection whose own end is `end` (ConnectionAddresses::ownEnd) and the wire whose peer is `peer`.
void identifyByPeer(SocketRecord& socket, const std::string& end, const SocketRef& peer);
// The socket was closed: what its monitor told of is gone.
void forgetConnections(SocketRecord& socket, std::uint64_t reader);

// The socket disconnected from the endpoint itself, of which its monitor tells nothing.
void leaveEndpoint(SocketRecord& socket, const std::string& endpoint);

// Data flows though no handshake was told of: a peer that speaks ZMTP 2.
void assumeHandshake(SocketRecord& socket, int descriptor);

// For what the host knows itself: inproc, failed binds, wires that wait.
void setWireState(SocketRecord& socket, WireRecord& wire, ConnectionState state, std::string detail);

} // namespace zeroloom
