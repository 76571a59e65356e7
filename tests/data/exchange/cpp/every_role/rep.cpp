// 'rep': Answers every request with the request's own content or a text.
//
// Node "rep" of the topology 'Every role', exported from Zeroloom.
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

constexpr auto Work = 1ms; // on each request

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t rep(context, zmq::socket_type::rep);
    rep.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    rep.bind("ipc://rep-rep.ipc");

    std::vector<zmq::message_t> frames;
    std::uint64_t answered = 0;
    while (interrupt::receive(rep, frames)) {
        interrupt::sleepUntil(Clock::now() + Work); // in place of real work
        // REP keeps the envelope for itself: what is left is the request, and the reply is the same.
        if (!interrupt::send(rep, frames))
            break;
        ++answered;
    }
    std::cout << "rep: "s + std::to_string(answered) + " requests answered\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "rep: " << error.what() << '\n';
    return 1;
}
