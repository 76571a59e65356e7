// 'p2': Sends and receives on the same socket, each at its own pace.
//
// Node "p2" of the topology 'Every role', exported from Zeroloom.
#include <algorithm>
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

constexpr std::uint64_t Count = 100; // messages through each socket
constexpr std::size_t Size = 64;     // bytes of each payload

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t pair(context, zmq::socket_type::pair);
    pair.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    pair.connect("ipc://p1-pair.ipc");

    const std::string payload(Size, 'z');
    std::vector<zmq::message_t> frames;
    std::uint64_t received = 0;
    std::uint64_t sent = 0;
    auto due = Clock::now(); // when the next message is
    std::array items{zmq::pollitem_t{pair.handle(), 0, 0, 0}};
    while (!interrupt::requested) {
        // There is nearly always room to send: it is asked for only when a message is due, or the wait would be none.
        const bool sends = Clock::now() >= due;
        items[0].events = static_cast<short>(ZMQ_POLLIN | (sends ? ZMQ_POLLOUT : 0));
        interrupt::poll(items, sends ? interrupt::Never : due);
        if (items[0].revents & ZMQ_POLLIN && interrupt::tryReceive(pair, frames)) {
            ++received;
        }
        if (!(items[0].revents & ZMQ_POLLOUT))
            continue;
        if (!interrupt::trySend(pair, std::array{zmq::buffer(payload)})) {
            due = Clock::now() + 1ms; // no room after all
            continue;
        }
        ++sent;
        if (sent == Count)
            due = interrupt::Never;
    }
    std::cout << "p2: "s + std::to_string(sent) + " messages sent, " + std::to_string(received) + " received\n"
              << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "p2: " << error.what() << '\n';
    return 1;
}
