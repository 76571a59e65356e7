// 'boss_cpp': Gives work to each worker that asks for it, and fires them all when the time is over.
//
// Node "boss_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr auto Period = 6s; // after which it fires whoever asks

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t s(context, zmq::socket_type::router);
    s.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    s.bind("tcp://127.0.0.1:5567");

    std::vector<zmq::message_t> frames;
    std::set<std::string> working; // routing ids of who was given work
    std::uint64_t tasks = 0;
    std::uint64_t fired = 0;
    const auto closingTime = Clock::now() + Period;
    while (interrupt::receive(s, frames)) {
        const std::string asker = frames.front().to_string();
        const bool fires = Clock::now() >= closingTime;
        const std::string_view answer = fires ? "Fired!" : "Work harder";
        // A REQ takes an answer only behind an empty frame.
        if (!interrupt::send(s, std::array{zmq::buffer(asker), zmq::const_buffer(), zmq::buffer(answer)}))
            break;
        if (!fires) {
            working.insert(asker);
            ++tasks;
            continue;
        }
        working.erase(asker);
        ++fired;
        if (working.empty())
            break;
    }
    std::cout << "boss_cpp: " << tasks << " tasks given, " << fired << " workers fired\n" << std::flush;
    if (!interrupt::requested) {
        // It ends when all of it has been delivered, however long that takes.
        s.set(zmq::sockopt::linger, -1);
        interrupt::deliver(context, s);
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << "boss_cpp: " << error.what() << '\n';
    return 1;
}
