// 'heart1': Answers each beat of a heartbeater, as one heart or as thousands.
//
// Node "heart1" of the topology 'Every role', exported from Zeroloom.
#include <cstdint>
#include <exception>
#include <iostream>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using namespace std::literals;

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t ping(context, zmq::socket_type::sub);
    ping.set(zmq::sockopt::subscribe, ""sv); // everything
    // Connecting may come before the bind: libzmq tries until somebody is there.
    ping.connect("ipc://beater-ping.ipc");

    zmq::socket_t pong(context, zmq::socket_type::dealer);
    pong.set(zmq::sockopt::routing_id, "heart1"sv);
    pong.set(zmq::sockopt::linger, 0); // ms: nobody waits for what is still queued at the end
    pong.connect("ipc://beater-pong.ipc");

    std::vector<zmq::message_t> frames;
    std::uint64_t answered = 0;
    while (interrupt::receive(ping, frames)) {
        // An answer that finds no room is dropped: later it would be of no use.
        if (interrupt::trySend(pong, frames))
            ++answered;
    }
    std::cout << "heart1: " << answered << " beats answered\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "heart1: " << error.what() << '\n';
    return 1;
}
