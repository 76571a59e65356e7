#include "core/exchange/socket_reasons.h"

namespace zeroloom {

std::string_view typeReason(SocketType type)
{
    using enum SocketType;
    switch (type) {
    case Push:
        return "PUSH gives its messages to its peers in turn, and waits while all queues are full.";
    case Pull:
        return "PULL takes from all of its peers, fairly in turn.";
    case Pub:
        return "PUB sends to all who subscribed. Who comes late or reads too slowly misses some.";
    case Sub:
        return "SUB gets what begins with one of its subscriptions, and nothing without one.";
    case XPub:
        return "XPUB is a PUB that can read its peers' subscriptions: \\x01 or \\x00 before the topic.";
    case XSub:
        return "XSUB is a SUB that subscribes by messages: \\x01 before the topic.";
    case Req:
        return "REQ sends and receives strictly in turn. It puts an empty frame before each request: where the "
               "envelope ends.";
    case Rep:
        return "REP receives and sends strictly in turn. The reply goes to whoever asked.";
    case Dealer:
        return "DEALER sends to its peers in turn and receives from all of them, at any time.";
    case Router:
        return "ROUTER puts the sender's routing id before each message, and sends to whom the first frame names.";
    case Pair:
        return "PAIR talks to one peer and to nobody else.";
    default:
        return "A socket of raw TCP.";
    }
}

std::string_view bindReason(SocketType type)
{
    using enum SocketType;
    switch (type) {
    case Push:
    case Pub:
    case XPub:
        return "It binds: receivers come and go, and need to know only this place.";
    case Pull:
    case Sub:
    case XSub:
        return "It binds: senders come and go, and need to know only this place.";
    case Rep:
    case Router:
        return "It binds: those who ask come and go, and need to know only this place.";
    default:
        return "It binds: it is the end that stays where it is.";
    }
}

std::string_view connectReason(SocketType type)
{
    using enum SocketType;
    switch (type) {
    case Push:
    case Dealer:
    case Req:
    case Pair:
        return "It connects, and again after a break; what it sends meanwhile waits in its queue.";
    case Pub:
    case XPub:
        return "It connects, and again after a break; what it sends meanwhile is lost.";
    default:
        return "It connects, and again after a break: any order of starting will do.";
    }
}

} // namespace zeroloom
