// 'pub': Sends messages of its own making, at a rate or as fast as it can.
//
// Node "pub" of the topology 'Every role', exported from Zeroloom.
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

constexpr auto Interval = 10ms; // 100 messages a second
constexpr auto Payload = "hello"sv;
constexpr std::array Topics{"x1"sv, "y1"sv}; // sent in turn, as the first frame

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t out(context, zmq::socket_type::pub);
    out.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The publisher binds, so that subscribers can come and go. Who comes late has missed what was sent before.
    out.bind("ipc://pub-out.ipc");

    std::uint64_t sent = 0;
    auto due = Clock::now();
    while (interrupt::sleepUntil(due)) {
        if (!interrupt::send(out, std::array{zmq::buffer(Topics[sent % Topics.size()]), zmq::buffer(Payload)}))
            break;
        ++sent;
        // By the schedule and not after the last message, so that the mean is exact; what lies far back is forgiven.
        due = std::max(due + Interval, Clock::now() - 100ms);
    }
    std::cout << "pub: "s + std::to_string(sent) + " messages sent\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "pub: " << error.what() << '\n';
    return 1;
}
