// Whose messages are shown: those of some sockets, of some wires, or all. Plain values and pure functions.
#pragma once

#include <map>
#include <set>

#include <QString>

#include "core/check/check.h"
#include "core/model/editor.h"
#include "ui/messages/message_reader.h"

namespace zeroloom {

struct MessageTarget {
    bool whole = false;          // every socket of the topology
    std::set<SocketRef> sockets; // all that passes these
    std::set<WireId> wires;      // and what passes these, at either end
    bool operator==(const MessageTarget&) const = default;
    bool empty() const { return !whole && sockets.empty() && wires.empty(); }
};

// Of a socket, a wire, a node's sockets; of no place at all, everything.
MessageTarget targetOf(const Place& place, const Topology& topology);
// With nothing selected everything, as long as that is not too much to follow; else nothing.
MessageTarget targetOf(const Selection& selection, const Topology& topology);
inline constexpr std::size_t MostSocketsUnasked = 40;

bool shows(const MessageTarget& target, const ReadMessage& message);
// What has to be looked at: every socket's and each one's messages a second.
unsigned everySocketOf(const MessageTarget& target, unsigned perSecond);
std::map<SocketRef, unsigned> wishOf(const MessageTarget& target, const Topology& topology, unsigned perSecond);
// How many sockets that are.
std::size_t socketsOf(const MessageTarget& target, const Topology& topology);

// "Client", "client.req", "client.req → server.rep", "3 nodes", "All sockets".
QString placeTitle(const Place& place, const Topology& topology);
QString selectionTitle(const Selection& selection, const Topology& topology);

} // namespace zeroloom
