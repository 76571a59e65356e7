#include "core/model/wire_rule.h"

#include <utility>

#include "core/zmq/legal_peers.h"

namespace zeroloom {

bool directWire(Wire& wire, SocketType fromType, SocketType toType)
{
    if (!canTalk(fromType, toType) || sendsFirst(fromType, toType))
        return false;
    std::swap(wire.from, wire.to);
    if (wire.bind)
        wire.bind = other(*wire.bind);
    return true;
}

bool takesSubscriptions(SocketType type) { return type == SocketType::Sub || type == SocketType::XSub; }

} // namespace zeroloom
