// 'ready_req_cpp': Tells a load balancer that it is free, and answers each request that it gets.
//
// Node "ready_req_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <array>
#include <cstdint>
#include <exception>
#include <iostream>
#include <string_view>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using namespace std::literals;

constexpr std::string_view Ready = "READY"sv; // it is free
constexpr std::string_view Text = "done"sv; // the reply to every request

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t s(context, zmq::socket_type::req);
    s.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    s.connect("tcp://127.0.0.1:5573");

    interrupt::send(s, std::array{zmq::buffer(Ready)});
    std::vector<zmq::message_t> frames;
    std::uint64_t answered = 0;
    while (interrupt::receive(s, frames)) {
        frames.back().rebuild(Text.data(), Text.size());
        // The envelope leads the reply to whoever asked.
        if (!interrupt::send(s, frames))
            break;
        ++answered;
    }
    std::cout << "ready_req_cpp: " << answered << " requests answered\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "ready_req_cpp: " << error.what() << '\n';
    return 1;
}
