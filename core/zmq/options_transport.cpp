#include <zmq.h>

#include "core/zmq/option_tables.h"

namespace zeroloom::optiontables {

namespace {

// What Linux takes for these: larger values make every connection fail.
constexpr std::int64_t MostKeepaliveCount = 127;
constexpr std::int64_t MostKeepaliveSeconds = 32'767;
constexpr std::int64_t MostTypeOfService = 255;
constexpr std::int64_t MostDeviceBytes = 15;

// zmq.h shows these only to programs that ask for drafts; libzmq 4.3.4 takes them without.
constexpr int SocksUsername = 99;
constexpr int SocksPassword = 100;

} // namespace

std::vector<OptionInfo> transportOptions()
{
    using enum OptionKind;
    constexpr auto Group = OptionGroup::Transport;
    constexpr bool Later = false;
    constexpr bool Open = false;
    constexpr bool Secret = true;
    return {
        {"MAXMSGSIZE", ZMQ_MAXMSGSIZE, Integer64, Group, "bytes", number(-1), -1, MostInt64, AllTypes, Later, Open,
         "A peer that sends a larger message is disconnected; -1 is no limit."},
        {"BACKLOG", ZMQ_BACKLOG, Integer, Group, "connections", number(100), 0, MostInt, AllTypes, Later, Open,
         "How many connections may wait to be accepted where this socket binds."},
        {"SNDBUF", ZMQ_SNDBUF, Integer, Group, "bytes", number(-1), -1, MostInt, AllTypes, Later, Open,
         "The kernel's send buffer of each connection; -1 leaves it to the operating system."},
        {"RCVBUF", ZMQ_RCVBUF, Integer, Group, "bytes", number(-1), -1, MostInt, AllTypes, Later, Open,
         "The kernel's receive buffer of each connection; -1 leaves it to the operating system."},
        {"IPV6", ZMQ_IPV6, Boolean, Group, "", false, 0, 1, AllTypes, Later, Open,
         "Use IPv6 beside IPv4; an address in brackets needs it."},
        {"TOS", ZMQ_TOS, Integer, Group, "", number(0), 0, MostTypeOfService, AllTypes, Later, Open,
         "The type-of-service byte of outgoing IP packets."},
        {"TCP_KEEPALIVE", ZMQ_TCP_KEEPALIVE, Integer, Group, "", number(-1), -1, 1, AllTypes, Later, Open,
         "TCP's own probes of quiet connections: 1 on, 0 off, -1 as the operating system has it."},
        {"TCP_KEEPALIVE_CNT", ZMQ_TCP_KEEPALIVE_CNT, Integer, Group, "probes", number(-1), -1, MostKeepaliveCount,
         AllTypes, Later, Open, "How many unanswered TCP probes end a connection; -1 as the operating system has it."},
        {"TCP_KEEPALIVE_IDLE", ZMQ_TCP_KEEPALIVE_IDLE, Integer, Group, "s", number(-1), -1, MostKeepaliveSeconds,
         AllTypes, Later, Open,
         "How long a connection is quiet before TCP probes it; -1 as the operating system has it."},
        {"TCP_KEEPALIVE_INTVL", ZMQ_TCP_KEEPALIVE_INTVL, Integer, Group, "s", number(-1), -1, MostKeepaliveSeconds,
         AllTypes, Later, Open, "The time between two TCP probes; -1 as the operating system has it."},
        {"TCP_MAXRT", ZMQ_TCP_MAXRT, Integer, Group, "ms", number(0), 0, MostInt, AllTypes, Later, Open,
         "How long TCP repeats unacknowledged data before it gives up; 0 as the operating system has it."},
        {"AFFINITY", ZMQ_AFFINITY, Integer64, Group, "bit mask", number(0), 0, MostInt64, AllTypes, Later, Open,
         "Which I/O threads serve new connections, a bit for each; 0 is all."},
        {"BINDTODEVICE", ZMQ_BINDTODEVICE, Text, Group, "", unset(), 1, MostDeviceBytes, AllTypes, Later, Open,
         "The network interface that connections must use; needs privileges."},
        {"SOCKS_PROXY", ZMQ_SOCKS_PROXY, Text, Group, "", unset(), 1, MostShortText, AllTypes, Later, Open,
         "host:port of a SOCKS5 proxy through which tcp connects."},
        {"SOCKS_USERNAME", SocksUsername, Text, Group, "", unset(), 1, MostShortText, AllTypes, Later, Open,
         "The user name for the SOCKS5 proxy."},
        {"SOCKS_PASSWORD", SocksPassword, Text, Group, "", unset(), 1, MostShortText, AllTypes, Later, Secret,
         "The password for the SOCKS5 proxy."},
    };
}

} // namespace zeroloom::optiontables
