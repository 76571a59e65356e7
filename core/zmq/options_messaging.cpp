#include <zmq.h>

#include "core/zmq/option_tables.h"

namespace zeroloom::optiontables {

namespace {

using enum SocketType;
using enum OptionKind;
using enum OptionGroup;

constexpr std::uint32_t Senders = AllTypes & ~types({Sub, Pull});
constexpr std::uint32_t Receivers = AllTypes & ~types({Pub, Push});
constexpr std::uint32_t Publishers = types({Pub, XPub});

// zmq.h shows these only to programs that ask for drafts; libzmq 4.3.4 takes them without.
constexpr int XPubManualLastValue = 98;
constexpr int OnlyFirstSubscribe = 108;

} // namespace

std::vector<OptionInfo> messagingOptions()
{
    constexpr bool Live = true;
    constexpr bool Later = false;
    constexpr bool Open = false;
    return {
        {"SNDHWM", ZMQ_SNDHWM, Integer, Queue, "messages", number(DefaultHighWaterMark), 0, MostInt, Senders, Live,
         Open, "How many messages wait for each peer before this socket blocks or drops; 0 is no limit."},
        {"RCVHWM", ZMQ_RCVHWM, Integer, Queue, "messages", number(DefaultHighWaterMark), 0, MostInt, Receivers, Live,
         Open, "How many messages from each peer wait to be received; 0 is no limit."},
        {"IMMEDIATE", ZMQ_IMMEDIATE, Boolean, Queue, "", false, 0, 1, AllTypes, Later, Open,
         "Queue messages only for peers that are really connected."},
        {"CONFLATE", ZMQ_CONFLATE, Boolean, Queue, "", false, 0, 1, types({Pull, Push, Sub, Pub, Dealer}), Later, Open,
         "Keep only the last message. Tears messages of several frames; deaf on a SUB that binds."},
        {"LINGER", ZMQ_LINGER, Integer, Queue, "ms", number(-1), -1, MostInt, AllTypes, Live, Open,
         "How long unsent messages are kept after the socket closes; -1 is for ever."},
        {"SNDTIMEO", ZMQ_SNDTIMEO, Integer, Queue, "ms", number(-1), -1, MostInt, Senders, Live, Open,
         "How long a send waits before it gives up; -1 is for ever, 0 not at all."},
        {"RCVTIMEO", ZMQ_RCVTIMEO, Integer, Queue, "ms", number(-1), -1, MostInt, Receivers, Live, Open,
         "How long a receive waits before it gives up; -1 is for ever, 0 not at all."},

        {"ROUTING_ID", ZMQ_ROUTING_ID, Text, Routing, "bytes", unset(), 1, MostShortText,
         types({Req, Rep, Dealer, Router}), Later, Open,
         "The name by which a ROUTER knows this socket; must differ from its other peers' names."},
        {"CONNECT_ROUTING_ID", ZMQ_CONNECT_ROUTING_ID, Text, Routing, "bytes", unset(), 1, MostShortText,
         types({Router, Stream}), Later, Open,
         "The name for the peer of the next connect only. Using one twice ends the process in libzmq."},
        {"ROUTER_MANDATORY", ZMQ_ROUTER_MANDATORY, Boolean, Routing, "", false, 0, 1, types({Router}), Live, Open,
         "Report messages that cannot be routed instead of dropping them."},
        {"ROUTER_HANDOVER", ZMQ_ROUTER_HANDOVER, Boolean, Routing, "", false, 0, 1, types({Router}), Live, Open,
         "A new peer takes over a routing id that is in use; the old one keeps a dead connection."},
        {"PROBE_ROUTER", ZMQ_PROBE_ROUTER, Boolean, Routing, "", false, 0, 1, types({Req, Dealer, Router}), Live, Open,
         "Send an empty message to each new peer, so that a ROUTER learns of this socket at once."},
        {"REQ_CORRELATE", ZMQ_REQ_CORRELATE, Boolean, Routing, "", false, 0, 1, types({Req}), Live, Open,
         "Number the requests, so that a late reply is not taken for another's."},
        {"REQ_RELAXED", ZMQ_REQ_RELAXED, Boolean, Routing, "", false, 0, 1, types({Req}), Live, Open,
         "Allow a new request before the reply to the last; use it together with REQ_CORRELATE."},
        {"STREAM_NOTIFY", ZMQ_STREAM_NOTIFY, Boolean, Routing, "", true, 0, 1, types({Stream}), Later, Open,
         "Receive an empty message when a peer connects and when it leaves."},

        {"INVERT_MATCHING", ZMQ_INVERT_MATCHING, Boolean, Subscription, "", false, 0, 1, types({Pub, XPub, Sub}), Later,
         Open, "Send what does not match a subscription; set it on both ends."},
        {"XPUB_VERBOSE", ZMQ_XPUB_VERBOSE, Boolean, Subscription, "", false, 0, 1, types({XPub}), Live, Open,
         "Receive every subscription, also those that others made already."},
        {"XPUB_VERBOSER", ZMQ_XPUB_VERBOSER, Boolean, Subscription, "", false, 0, 1, types({XPub}), Live, Open,
         "Receive every subscription and every unsubscription."},
        {"XPUB_NODROP", ZMQ_XPUB_NODROP, Boolean, Subscription, "", false, 0, 1, Publishers, Live, Open,
         "Wait at the high-water mark instead of dropping: one slow subscriber then stops all."},
        {"XPUB_MANUAL", ZMQ_XPUB_MANUAL, Boolean, Subscription, "", false, 0, 1, types({XPub}), Later, Open,
         "Let the program decide what each subscription becomes."},
        {"XPUB_MANUAL_LAST_VALUE", XPubManualLastValue, Boolean, Subscription, "", false, 0, 1, types({XPub}), Later,
         Open, "Like XPUB_MANUAL, and send the next message to the last subscriber only."},
        {"XPUB_WELCOME_MSG", ZMQ_XPUB_WELCOME_MSG, Text, Subscription, "bytes", unset(), 0, MostInt, Publishers, Later,
         Open, "A message that each new subscriber receives first, if it subscribed to it."},
        {"ONLY_FIRST_SUBSCRIBE", OnlyFirstSubscribe, Boolean, Subscription, "", false, 0, 1, types({XPub, XSub}), Later,
         Open, "Take only the first frame of a message for a subscription."},
    };
}

} // namespace zeroloom::optiontables
