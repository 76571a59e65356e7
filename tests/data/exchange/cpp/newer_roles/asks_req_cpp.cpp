// 'asks_req_cpp': Asks for work, does it, and asks again, until it is fired.
//
// Node "asks_req_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <random>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr std::chrono::nanoseconds Shortest = 1ms; // of work
constexpr std::chrono::nanoseconds Longest = 20ms;

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t s(context, zmq::socket_type::req);
    s.set(zmq::sockopt::linger, 0); // ms: nobody waits for what is still queued at the end
    s.connect("tcp://127.0.0.1:5568");

    std::mt19937_64 generator{std::random_device()()};
    std::uniform_int_distribution<std::int64_t> workTime{Shortest.count(), Longest.count()};
    std::vector<zmq::message_t> frames;
    std::uint64_t tasks = 0;
    while (interrupt::send(s, std::array{zmq::buffer("Hi Boss"sv)}) &&
           interrupt::receive(s, frames)) {
        if (frames.back().to_string_view() == "Fired!")
            break;
        // In place of real work.
        if (!interrupt::sleepUntil(Clock::now() + std::chrono::nanoseconds(workTime(generator))))
            break;
        ++tasks;
    }
    std::cout << "asks_req_cpp: " << tasks << " tasks done\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "asks_req_cpp: " << error.what() << '\n';
    return 1;
}
