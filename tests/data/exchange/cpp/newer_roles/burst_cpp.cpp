// 'burst_cpp': Asks in bursts, one task after the other, and ends when one is not answered in time.
//
// Node "burst_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr int Burst = 15;                         // tasks at most
constexpr std::chrono::nanoseconds Pause = 200ms; // between two bursts at most
constexpr auto Timeout = 10s;                     // for an answer
constexpr std::uint64_t Seed = 7;                 // the same choices each time

// Four hexadecimal digits.
std::string taskName(unsigned number)
{
    constexpr auto Digits = "0123456789ABCDEF"sv;
    std::string name;
    for (unsigned shift = 16; shift > 0; shift -= 4)
        name += Digits[number >> (shift - 4) & 0xf];
    return name;
}

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t frontend(context, zmq::socket_type::req);
    frontend.set(zmq::sockopt::linger, 0); // ms: nobody waits for what is still queued at the end
    frontend.connect("tcp://127.0.0.1:5577");

    zmq::socket_t monitor(context, zmq::socket_type::push);
    monitor.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    monitor.connect("tcp://127.0.0.1:5589");

    std::mt19937_64 generator{Seed};
    std::uniform_int_distribution<std::int64_t> pauses{0, Pause.count()};
    std::uniform_int_distribution<int> bursts{0, Burst};
    std::uniform_int_distribution<unsigned> numbers{0, 0xffff};
    std::vector<zmq::message_t> frames;
    std::uint64_t tasks = 0;
    std::uint64_t answers = 0;
    bool lost = false;
    while (!lost && interrupt::sleepUntil(Clock::now() + std::chrono::nanoseconds(pauses(generator)))) {
        for (int left = bursts(generator); left > 0 && !lost; --left) {
            const std::string task = taskName(numbers(generator));
            if (!interrupt::send(frontend, std::array{zmq::buffer(task)}))
                break;
            ++tasks;
            if (interrupt::receive(frontend, frames, Clock::now() + Timeout)) {
                ++answers;
                interrupt::send(monitor, std::array{zmq::buffer(frames.back().to_string_view())});
            } else if (!interrupt::requested) {
                lost = true; // and it asks no more
                interrupt::send(monitor, std::array{zmq::buffer("E: CLIENT EXIT - lost task " + task)});
            }
        }
    }
    std::cout << "burst_cpp: " << tasks << " tasks, " << answers << " answers\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "burst_cpp: " << error.what() << '\n';
    return 1;
}
