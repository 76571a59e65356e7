// 'vent_cpp': Hands out tasks, each of which says how many milliseconds it takes.
//
// Node "vent_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <random>
#include <string>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr auto Interval = 50ms;      // 20 tasks a second
constexpr std::uint64_t Tasks = 40;
constexpr std::int64_t Shortest = 1; // ms that a task takes
constexpr std::int64_t Longest = 5;  // ms

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t out(context, zmq::socket_type::push);
    out.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    out.connect("tcp://127.0.0.1:5555");

    zmq::socket_t sink(context, zmq::socket_type::push);
    sink.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    sink.connect("tcp://127.0.0.1:5556");

    std::mt19937_64 generator{std::random_device()()};
    std::uniform_int_distribution<std::int64_t> milliseconds{Shortest, Longest};
    std::uint64_t sent = 0;
    interrupt::send(sink, std::array{zmq::buffer("0"sv)}); // from here on the sink measures the time
    auto due = Clock::now();
    while (sent < Tasks && interrupt::sleepUntil(due)) {
        const std::string task = std::to_string(milliseconds(generator)); // that the work on it takes
        if (!interrupt::send(out, std::array{zmq::buffer(task)}))
            break;
        ++sent;
        // By the schedule and not after the last task, so that the mean is exact; what lies far back is forgiven.
        due = std::max(due + Interval, Clock::now() - 100ms);
    }
    std::cout << "vent_cpp: " << sent << " tasks sent\n" << std::flush;
    if (!interrupt::requested) {
        // It ends when all of it has been delivered, however long that takes.
        out.set(zmq::sockopt::linger, -1);
        sink.set(zmq::sockopt::linger, -1);
        interrupt::deliver(context, out, sink);
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << "vent_cpp: " << error.what() << '\n';
    return 1;
}
