// 'ready_dealer_cpp': Tells a load balancer that it is free, and answers each request that it gets.
//
// Node "ready_dealer_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <string_view>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr std::string_view Ready = "\001"sv; // it is free
constexpr auto Work = 1ms; // on each request

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t s(context, zmq::socket_type::dealer);
    s.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    s.connect("tcp://127.0.0.1:5573");

    // First the empty frame that a REQ would put there: the broker knows by it where the envelope ends.
    interrupt::send(s, std::array{zmq::const_buffer(), zmq::buffer(Ready)});
    std::vector<zmq::message_t> frames;
    std::uint64_t answered = 0;
    while (interrupt::receive(s, frames)) {
        interrupt::sleepUntil(Clock::now() + Work); // in place of real work
        // The envelope leads the reply to whoever asked.
        if (!interrupt::send(s, frames))
            break;
        ++answered;
    }
    std::cout << "ready_dealer_cpp: " << answered << " requests answered\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "ready_dealer_cpp: " << error.what() << '\n';
    return 1;
}
