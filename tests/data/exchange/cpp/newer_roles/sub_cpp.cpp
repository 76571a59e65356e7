// 'sub_cpp': Subscribes, asks the publisher to begin, and counts what comes until END.
//
// Node "sub_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr auto Delay = 500ms; // for the subscription to get there

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t subscriber(context, zmq::socket_type::sub);
    subscriber.set(zmq::sockopt::subscribe, ""sv); // everything
    // Connecting may come before the bind: libzmq tries until somebody is there.
    subscriber.connect("tcp://127.0.0.1:5565");

    zmq::socket_t sync(context, zmq::socket_type::req);
    sync.set(zmq::sockopt::linger, 0); // ms: nobody waits for what is still queued at the end
    sync.connect("tcp://127.0.0.1:5566");

    interrupt::sleepUntil(Clock::now() + Delay);
    std::vector<zmq::message_t> frames;
    std::uint64_t updates = 0;
    bool complete = false;
    // The publisher begins when it has heard of all.
    if (interrupt::send(sync, std::array{zmq::const_buffer()}) && interrupt::receive(sync, frames)) {
        while (!complete && interrupt::receive(subscriber, frames)) {
            complete = frames.back().to_string_view() == "END";
            if (!complete)
                ++updates;
        }
    }
    std::cout << "sub_cpp: " << updates << " updates, " << (complete ? "all" : "not all") << '\n' << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "sub_cpp: " << error.what() << '\n';
    return 1;
}
