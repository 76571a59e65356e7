// 'worker': Takes each message in, works on it, and passes it on.
//
// Node "worker" of the topology 'Every role', exported from Zeroloom.
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

constexpr auto Work = 1ms; // on each message

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t in(context, zmq::socket_type::pull);
    in.connect("ipc://source-out.ipc");

    zmq::socket_t out(context, zmq::socket_type::dealer);
    out.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // DEALER binds: whoever connects gets his share, in turn.
    out.bind("ipc://worker-out.ipc");

    std::vector<zmq::message_t> frames; // the message that is worked on; while it is here, nothing more is taken in
    std::uint64_t passed = 0;
    auto doneAt = Clock::now();
    std::array items{zmq::pollitem_t{in.handle(), 0, 0, 0}, zmq::pollitem_t{out.handle(), 0, 0, 0}};
    while (!interrupt::requested) {
        const bool done = !frames.empty() && Clock::now() >= doneAt;
        items[0].events = frames.empty() ? ZMQ_POLLIN : 0;
        items[1].events = static_cast<short>(ZMQ_POLLIN | (done ? ZMQ_POLLOUT : 0));
        interrupt::poll(items, done || frames.empty() ? interrupt::Never : doneAt);
        // What comes back through the way out must not pile up.
        if (items[1].revents & ZMQ_POLLIN)
            interrupt::discard(out);
        if (items[0].revents & ZMQ_POLLIN && interrupt::tryReceive(in, frames))
            doneAt = Clock::now() + Work; // in place of real work
        if (items[1].revents & ZMQ_POLLOUT && interrupt::trySend(out, frames)) {
            frames.clear();
            ++passed;
        }
    }
    std::cout << "worker: " + std::to_string(passed) + " messages passed on\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "worker: " << error.what() << '\n';
    return 1;
}
