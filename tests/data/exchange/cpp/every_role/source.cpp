// 'source': Sends messages of its own making, at a rate or as fast as it can.
//
// Node "source" of the topology 'Every role', exported from Zeroloom.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr auto Interval = 2ms;       // 500 messages a second
constexpr std::uint64_t Count = 200; // messages through each socket
constexpr std::size_t Size = 64;     // bytes of each payload
// libzmq has these options, its header shows them only with draft sockets.
constexpr zmq::sockopt::integral_option<109, int> reconnect_stop{};

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t out(context, zmq::socket_type::push);
    out.set(zmq::sockopt::immediate, true);
    out.set(reconnect_stop, 1);
    out.set(zmq::sockopt::sndhwm, 100); // messages
    out.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // PUSH binds: it is the fixed point, and those who share its tasks come and go.
    out.bind("ipc://source-out.ipc");

    const std::string payload(Size, 'z');
    std::uint64_t sent = 0;
    auto due = Clock::now();
    while (sent < Count && interrupt::sleepUntil(due)) {
        if (!interrupt::send(out, std::array{zmq::buffer(payload)}))
            break;
        ++sent;
        // By the schedule and not after the last message, so that the mean is exact; what lies far back is forgiven.
        due = std::max(due + Interval, Clock::now() - 100ms);
    }
    std::cout << "source: "s + std::to_string(sent) + " messages sent\n" << std::flush;
    // Stays until Ctrl-C, so that those who are slow still get what is queued for them.
    interrupt::sleepUntil(interrupt::Never);
    return 0;
} catch (const std::exception& error) {
    std::cerr << "source: " << error.what() << '\n';
    return 1;
}
