// 'router_cpp': Sends and receives on the same socket, each at its own pace.
//
// Node "router_cpp" of the topology 'The newer roles', exported from Zeroloom.
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

constexpr auto Interval = 20ms;  // 50 messages a second
constexpr std::size_t Size = 64; // bytes of each payload

// To the peer at `index`. Whoever was heard of is struck off the list when he has gone; those who are on it from the
// start come back, or are yet to come. False when it was not sent.
bool sendTo(zmq::socket_t& socket, std::vector<std::string>& peers, std::size_t fromStart, std::size_t index,
            zmq::const_buffer payload)
{
    try {
        const std::array<zmq::const_buffer, 2> frames{zmq::buffer(peers[index]), payload};
        return zmq::send_multipart(socket, frames, zmq::send_flags::dontwait).has_value();
    } catch (const zmq::error_t& error) {
        if (error.num() != EHOSTUNREACH)
            throw;
        if (index >= fromStart)
            peers.erase(peers.begin() + static_cast<std::ptrdiff_t>(index));
        return false;
    }
}

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t r(context, zmq::socket_type::router);
    r.set(zmq::sockopt::routing_id, "one"sv);
    r.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    r.connect("tcp://127.0.0.1:5592");

    r.set(zmq::sockopt::router_mandatory, true); // so that it tells when a peer has gone
    const std::string payload(Size, 'z');
    // Routing ids of those who were heard of, or were given a name: a ROUTER can send to nobody else.
    std::vector<std::string> peers{"other"s};
    const std::size_t fromStart = peers.size();
    std::size_t next = 0;
    std::vector<zmq::message_t> frames;
    std::uint64_t received = 0;
    std::uint64_t sent = 0;
    auto due = Clock::now(); // when the next message is
    std::array items{zmq::pollitem_t{r.handle(), 0, 0, 0}};
    while (!interrupt::requested) {
        // There is nearly always room to send: it is asked for only when a message is due, or the wait would be none.
        const bool sends = !peers.empty() && Clock::now() >= due;
        items[0].events = static_cast<short>(ZMQ_POLLIN | (sends ? ZMQ_POLLOUT : 0));
        interrupt::poll(items, sends || peers.empty() ? interrupt::Never : due);
        if (items[0].revents & ZMQ_POLLIN && interrupt::tryReceive(r, frames)) {
            ++received;
            if (const std::string id = frames[0].to_string(); std::find(peers.begin(), peers.end(), id) == peers.end())
                peers.push_back(id);
        }
        if (!(items[0].revents & ZMQ_POLLOUT))
            continue;
        next = (next + 1) % peers.size();
        if (!sendTo(r, peers, fromStart, next, zmq::buffer(payload))) {
            due = Clock::now() + 1ms; // no room after all
            continue;
        }
        ++sent;
        due = std::max(due + Interval, Clock::now() - 100ms);
    }
    std::cout << "router_cpp: "s + std::to_string(sent) + " messages sent, " + std::to_string(received) + " received\n"
              << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "router_cpp: " << error.what() << '\n';
    return 1;
}
