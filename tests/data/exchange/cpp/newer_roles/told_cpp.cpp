// 'told_cpp': Takes each message in, works on it, and passes it on.
//
// Node "told_cpp" of the topology 'The newer roles', exported from Zeroloom.
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

    zmq::socket_t control(context, zmq::socket_type::sub);
    control.set(zmq::sockopt::subscribe, ""sv); // everything
    // Connecting may come before the bind: libzmq tries until somebody is there.
    control.connect("tcp://127.0.0.1:5560");

    zmq::socket_t in(context, zmq::socket_type::pull);
    // PULL binds: it gathers what any number of PUSH sockets bring.
    in.bind("tcp://127.0.0.1:5561");

    zmq::socket_t out(context, zmq::socket_type::dealer);
    out.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    out.connect("tcp://127.0.0.1:5562");

    std::vector<zmq::message_t> frames; // the message that is worked on; while it is here, nothing more is taken in
    std::uint64_t passed = 0;
    auto doneAt = Clock::now();
    bool told = false; // to end; what is worked on is still finished
    std::array items{zmq::pollitem_t{in.handle(), 0, 0, 0}, zmq::pollitem_t{out.handle(), 0, 0, 0},
                     zmq::pollitem_t{control.handle(), 0, ZMQ_POLLIN, 0}};
    while (!interrupt::requested && !(told && frames.empty())) {
        const bool done = !frames.empty() && Clock::now() >= doneAt;
        items[0].events = frames.empty() && !told ? ZMQ_POLLIN : 0;
        items[1].events = static_cast<short>(ZMQ_POLLIN | (done ? ZMQ_POLLOUT : 0));
        interrupt::poll(items, done || frames.empty() ? interrupt::Never : doneAt);
        if (items[2].revents & ZMQ_POLLIN) {
            interrupt::discard(control); // whatever it says, it is the end
            told = true;
        }
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
    std::cout << "told_cpp: " + std::to_string(passed) + " messages passed on\n" << std::flush;
    if (!interrupt::requested) {
        // It ends when all of it has been delivered, however long that takes.
        out.set(zmq::sockopt::linger, -1);
        interrupt::deliver(context, control, in, out);
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << "told_cpp: " << error.what() << '\n';
    return 1;
}
