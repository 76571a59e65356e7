// The yardstick of the throughput benchmark: messages sent and received by plain libzmq loops, as a usual program has
// them (a fresh message each time, filled), with nothing counted.
#pragma once

#include <string>

#include "core/zmq/socket_type.h"

namespace zeroloom::bench {

struct Case {
    SocketType sender;
    SocketType receiver;
    std::string transport; // "inproc", "ipc", "tcp"
    std::size_t size = 64;
};

struct Throughput {
    double perSecond = 0;     // messages that the receiver got
    double cpuPerMessage = 0; // ns of the whole process, which a busy machine leaves nearly as they are
};

// Nanoseconds that this process has used.
double processCpuNs();

// Measured for `seconds` after a warm-up.
Throughput bareThroughput(const Case& which, double seconds);
// Microseconds from a request to its reply, over `seconds`. The two loops run on the given cores: whether the kernel
// puts them on one core or two changes the time of an inproc round trip tenfold, so it must not be left to chance.
double bareRoundTrip(const std::string& transport, std::size_t size, double seconds, int requesterCore,
                     int replierCore);

// Keeps a thread (of the calling process) on one core.
void pinThread(int threadId, int core);

} // namespace zeroloom::bench
