#include <zmq.h>

#include "core/zmq/option_tables.h"

namespace zeroloom::optiontables {

namespace {

constexpr int ReconnectStop = 109; // zmq.h shows it only to programs that ask for drafts; libzmq 4.3.4 takes it without
constexpr std::int64_t MostHeartbeatTtl = 6'553'599; // tenths of a second in 16 bits

} // namespace

std::vector<OptionInfo> timingOptions()
{
    using enum OptionKind;
    using enum OptionGroup;
    constexpr bool Later = false;
    constexpr bool Open = false;
    return {
        {"RECONNECT_IVL", ZMQ_RECONNECT_IVL, Integer, Timing, "ms", number(100), -1, MostInt, AllTypes, Later, Open,
         "The shortest wait before a lost connection is tried again; at most twice as long. -1 is never."},
        {"RECONNECT_IVL_MAX", ZMQ_RECONNECT_IVL_MAX, Integer, Timing, "ms", number(0), 0, MostInt, AllTypes, Later,
         Open, "The longest wait: it doubles with each try up to here; 0 is no doubling."},
        {"RECONNECT_STOP", ReconnectStop, Integer, Timing, "", number(0), 0, 3, AllTypes, Later, Open,
         "When to give up: 1 if refused, 2 if the handshake failed, 3 after a disconnect; 0 is never."},
        {"CONNECT_TIMEOUT", ZMQ_CONNECT_TIMEOUT, Integer, Timing, "ms", number(0), 0, MostInt, AllTypes, Later, Open,
         "How long one attempt to connect may take; 0 leaves it to the operating system."},
        {"HANDSHAKE_IVL", ZMQ_HANDSHAKE_IVL, Integer, Timing, "ms", number(30000), 0, MostInt, AllButStream, Later,
         Open, "How long a new peer may take to say who it is; 0 is for ever."},
        {"HEARTBEAT_IVL", ZMQ_HEARTBEAT_IVL, Integer, Heartbeat, "ms", number(0), 0, MostInt, AllButStream, Later, Open,
         "How often to ping the peers, so that dead connections are noticed; 0 is off."},
        {"HEARTBEAT_TIMEOUT", ZMQ_HEARTBEAT_TIMEOUT, Integer, Heartbeat, "ms", number(-1), 0, MostInt, AllButStream,
         Later, Open, "How long after a ping without any traffic the connection is dropped; not set, HEARTBEAT_IVL."},
        {"HEARTBEAT_TTL", ZMQ_HEARTBEAT_TTL, Integer, Heartbeat, "ms", number(0), 0, MostHeartbeatTtl, AllButStream,
         Later, Open, "How long the peer shall wait for our pings, in steps of 100 ms; needs HEARTBEAT_IVL."},
    };
}

} // namespace zeroloom::optiontables
