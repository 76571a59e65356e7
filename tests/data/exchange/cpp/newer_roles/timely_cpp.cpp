// 'timely_cpp': Answers each request with no, one or several replies, each after a while.
//
// Node "timely_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <chrono>
#include <cstddef>
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

constexpr std::int64_t Replies = 4;                // to one request at most
constexpr std::chrono::nanoseconds Longest = 20ms; // for each of them

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t s(context, zmq::socket_type::dealer);
    s.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // DEALER binds: whoever connects gets his share, in turn.
    s.bind("tcp://127.0.0.1:5569");

    std::mt19937_64 generator{std::random_device()()};
    std::uniform_int_distribution<std::int64_t> howMany{0, Replies};
    std::uniform_int_distribution<std::int64_t> workTime{0, Longest.count()};
    std::vector<zmq::message_t> frames;
    std::uint64_t requests = 0;
    std::uint64_t replies = 0;
    while (interrupt::receive(s, frames)) {
        ++requests;
        for (std::int64_t left = howMany(generator); left > 0; --left) {
            // In place of real work.
            if (!interrupt::sleepUntil(Clock::now() + std::chrono::nanoseconds(workTime(generator))))
                break;
            std::vector<zmq::message_t> copy(frames.size());
            for (std::size_t i = 0; i < frames.size(); ++i)
                copy[i].copy(frames[i]);
            // The routing id in front leads it to whoever asked.
            if (!interrupt::send(s, copy))
                break;
            ++replies;
        }
    }
    std::cout << "timely_cpp: " << requests << " requests, " << replies << " replies\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "timely_cpp: " << error.what() << '\n';
    return 1;
}
