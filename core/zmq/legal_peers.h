// Which socket types may talk to each other. libzmq refuses an illegal pair in silence over tcp and ipc, and not at
// all over inproc, so Zeroloom enforces the table itself.
//
// Sources: RFC 28 to 31 and libzmq 4.3.4's own handshake check. Constant tables; callable from any thread.
#pragma once

#include <string>
#include <vector>

#include "core/zmq/socket_type.h"

namespace zeroloom {

// Symmetric: either end may bind.
bool canTalk(SocketType one, SocketType other);

// The types that `type` can talk to, stable ones first.
std::vector<SocketType> legalPeers(SocketType type);

// For an illegal pair, what is wrong and what to do: "PUB cannot talk to PULL: connect PUB to SUB or XSUB, or use PUSH".
// Empty for a legal pair.
std::string whyNot(SocketType from, SocketType to);

// Which end sends first by the pattern (the wire's `from`): REQ before REP, PUB before SUB, PUSH before PULL, ...
// True when `one` does; for symmetric pairs (PAIR-PAIR, DEALER-DEALER, ROUTER-ROUTER) true.
bool sendsFirst(SocketType one, SocketType other);

// Which end binds when nobody chose: the stable end, of which there are fewer. True when the first argument binds.
// `onePeers` and `otherPeers` are the numbers of wires at each end.
bool bindsByDefault(SocketType one, int onePeers, SocketType other, int otherPeers);

}  // namespace zeroloom
