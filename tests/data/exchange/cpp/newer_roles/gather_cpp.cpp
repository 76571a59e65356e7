// 'gather_cpp': Gathers results, measures how long they took, and tells the others when it has all.
//
// Node "gather_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <string_view>
#include <utility>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr std::uint64_t Results = 40; // to wait for
constexpr std::string_view Text = "KILL"sv; // what those hear who end by it

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t in(context, zmq::socket_type::pull);
    // PULL binds: it gathers what any number of PUSH sockets bring.
    in.bind("tcp://127.0.0.1:5556");

    zmq::socket_t control(context, zmq::socket_type::xpub);
    control.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The publisher binds, so that subscribers can come and go. Who comes late has missed what was sent before.
    control.bind("tcp://127.0.0.1:5557");

    std::vector<zmq::message_t> frames;
    std::uint64_t results = 0;
    Clock::time_point firstCame;
    Clock::duration elapsed{};
    bool begun = false;
    bool marked = false; // the ventilator's start marker has come
    while (results < Results && interrupt::receive(in, frames)) {
        interrupt::discard(control); // subscriptions, which must not pile up
        const auto now = Clock::now();
        if (!std::exchange(begun, true))
            firstCame = now;
        // It comes through another connection than the results, so that it may come after some of them.
        if (!marked && frames.back().to_string_view() == "0") {
            marked = true;
            continue;
        }
        ++results;
        elapsed = now - firstCame;
    }
    if (!interrupt::requested)
        interrupt::send(control, std::array{zmq::buffer(Text)}); // those who listen end by it
    std::cout << "gather_cpp: " << results << " results in "
              << std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count() << " ms\n"
              << std::flush;
    if (!interrupt::requested) {
        // It ends when all of it has been delivered, however long that takes.
        control.set(zmq::sockopt::linger, -1);
        interrupt::deliver(context, in, control);
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << "gather_cpp: " << error.what() << '\n';
    return 1;
}
