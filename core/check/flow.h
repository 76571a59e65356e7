// What the roles' own numbers say of the traffic: how much is sent into each wire, and how much its receiver can take.
// An estimate before anything runs; what is not known counts as nothing, so that it raises no alarm.
#pragma once

#include <limits>
#include <map>
#include <string>

#include "core/check/check_context.h"

namespace zeroloom {

inline constexpr double Unlimited = std::numeric_limits<double>::infinity(); // as fast as it can

class Flow {
public:
    explicit Flow(const CheckContext& context) : m_context(context) {}

    // Messages a second that a node sends through one of its sockets, to all its peers together.
    double sends(const SocketRef& socket);
    // Messages a second of them that are meant for the receiver of one wire.
    double share(const WireFacts& wire, WireEnd sender);
    // Messages a second that a node can take, by its `work`.
    static double capacity(const Node& node);

private:
    double arrives(const SocketRef& socket);
    double computed(const Node& node, const SocketRef& socket);

    const CheckContext& m_context;
    std::map<SocketRef, double> m_sends;
    int m_hops = 0; // from one node to the next, in what is being computed
};

// A number parameter of the node's role, set or default; 0 when it has none.
double numberParameter(const Node& node, std::string_view parameter);
// "1,000 messages/s", "as fast as it can"
std::string rateText(double rate);

} // namespace zeroloom
