// 'timed_cpp': Takes each message in, works on it, and passes it on.
//
// Node "timed_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <ratio>
#include <string>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

// The task is the number of milliseconds that it takes; what is no number takes no time.
Clock::duration workTime(const zmq::message_t& task)
{
    const double milliseconds = std::strtod(task.to_string().c_str(), nullptr);
    if (!(milliseconds > 0))
        return {};
    return std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double, std::milli>(std::min(milliseconds, 1e12)));
}

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t in(context, zmq::socket_type::pull);
    // PULL binds: it gathers what any number of PUSH sockets bring.
    in.bind("tcp://127.0.0.1:5558");

    zmq::socket_t out(context, zmq::socket_type::push);
    out.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    out.connect("tcp://127.0.0.1:5559");

    zmq::socket_t control(context, zmq::socket_type::sub);
    control.set(zmq::sockopt::subscribe, ""sv); // everything
    // Connecting may come before the bind: libzmq tries until somebody is there.
    control.connect("tcp://127.0.0.1:5560");

    std::vector<zmq::message_t> frames;
    std::uint64_t passed = 0;
    std::array items{zmq::pollitem_t{in.handle(), 0, ZMQ_POLLIN, 0},
                     zmq::pollitem_t{control.handle(), 0, ZMQ_POLLIN, 0}};
    while (interrupt::poll(items) > 0) {
        if (items[1].revents & ZMQ_POLLIN)
            break; // whatever it says, it is the end
        if (!interrupt::tryReceive(in, frames))
            continue;
        interrupt::sleepUntil(Clock::now() + workTime(frames.back())); // in place of real work
        // While there is no room, nothing more is taken in: the pressure passes upstream.
        if (!interrupt::send(out, frames))
            break;
        ++passed;
    }
    std::cout << "timed_cpp: " + std::to_string(passed) + " messages passed on\n" << std::flush;
    if (!interrupt::requested) {
        // It ends when all of it has been delivered, however long that takes.
        out.set(zmq::sockopt::linger, -1);
        interrupt::deliver(context, in, out, control);
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << "timed_cpp: " << error.what() << '\n';
    return 1;
}
