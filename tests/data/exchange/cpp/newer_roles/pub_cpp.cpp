// 'pub_cpp': Publishes once all its subscribers have asked to begin, and says END after the last message.
//
// Node "pub_cpp" of the topology 'The newer roles', exported from Zeroloom.
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

constexpr std::uint64_t Subscribers = 1; // to wait for
constexpr auto Interval = 1ms;           // 1000 messages a second
constexpr std::uint64_t Count = 200;     // messages, and then END
constexpr std::size_t Size = 64;         // bytes of each payload

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t publisher(context, zmq::socket_type::xpub);
    publisher.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The publisher binds, so that subscribers can come and go. Who comes late has missed what was sent before.
    publisher.bind("tcp://127.0.0.1:5563");

    zmq::socket_t sync(context, zmq::socket_type::rep);
    sync.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    sync.bind("tcp://127.0.0.1:5564");

    const std::string payload(Size, 'z');
    std::vector<zmq::message_t> frames;
    std::uint64_t subscribers = 0;
    std::uint64_t sent = 0;

    // Each asks when its subscription has come, so that it misses nothing. Who comes later is answered, too, so that
    // nobody waits for ever; but it has missed something.
    const auto answer = [&] {
        while (interrupt::tryReceive(sync, frames) && interrupt::send(sync, std::array{zmq::const_buffer()}))
            ++subscribers;
    };

    while (subscribers < Subscribers && interrupt::wait(sync, ZMQ_POLLIN))
        answer();
    auto due = Clock::now();
    while (sent < Count && interrupt::sleepUntil(due)) {
        answer();
        interrupt::discard(publisher); // subscriptions, which must not pile up
        if (!interrupt::send(publisher, std::array{zmq::buffer(payload)}))
            break;
        ++sent;
        // By the schedule and not after the last message, so that the mean is exact; what lies far back is forgiven.
        due = std::max(due + Interval, Clock::now() - 100ms);
    }
    if (!interrupt::requested)
        interrupt::send(publisher, std::array{zmq::buffer("END"sv)});
    std::cout << "pub_cpp: " << sent << " messages sent\n" << std::flush;
    if (!interrupt::requested) {
        // It ends when all of it has been delivered, however long that takes.
        publisher.set(zmq::sockopt::linger, -1);
        sync.set(zmq::sockopt::linger, -1);
        interrupt::deliver(context, publisher, sync);
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << "pub_cpp: " << error.what() << '\n';
    return 1;
}
