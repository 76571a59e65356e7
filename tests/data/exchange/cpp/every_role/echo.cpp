// 'echo': Answers every request with the request's own content or a text.
//
// Node "echo" of the topology 'Every role', exported from Zeroloom.
#include <cstdint>
#include <exception>
#include <iostream>
#include <string>
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

    zmq::socket_t e(context, zmq::socket_type::router);
    e.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    e.bind("ipc://echo-e.ipc");

    std::vector<zmq::message_t> frames;
    std::uint64_t answered = 0;
    while (interrupt::receive(e, frames)) {
        // All frames go back: those in front are the envelope, by which the reply finds who asked.
        if (!interrupt::send(e, frames))
            break;
        ++answered;
    }
    std::cout << "echo: "s + std::to_string(answered) + " requests answered\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "echo: " << error.what() << '\n';
    return 1;
}
