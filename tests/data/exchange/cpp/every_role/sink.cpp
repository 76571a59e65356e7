// 'sink': Receives messages and takes its time over each.
//
// Node "sink" of the topology 'Every role', exported from Zeroloom.
#include <chrono>
#include <cstdint>
#include <exception>
#include <future>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr auto Work = 100us; // on each message

void serve(const std::string& name, zmq::socket_t socket)
try {
    std::vector<zmq::message_t> frames;
    std::uint64_t received = 0;
    std::uint64_t told = 0;
    auto tellAt = Clock::now() + 1s;
    while (!interrupt::requested) {
        if (interrupt::receive(socket, frames, tellAt)) {
            ++received;
            interrupt::sleepUntil(Clock::now() + Work); // in place of real work
        }
        if (Clock::now() < tellAt)
            continue;
        if (received != told)
            std::cout << name + ": " + std::to_string(received) + " messages received\n" << std::flush;
        told = received;
        tellAt = Clock::now() + 1s;
    }
    std::cout << name + ": " + std::to_string(received) + " messages received\n" << std::flush;
} catch (...) {
    interrupt::requested = true; // the others end, too
    throw;
}

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t a(context, zmq::socket_type::dealer);
    a.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    a.connect("ipc://worker-out.ipc");

    zmq::socket_t b(context, zmq::socket_type::sub);
    b.set(zmq::sockopt::rcvhwm, 50); // messages
    b.set(zmq::sockopt::subscribe, "x"sv);
    // Connecting may come before the bind: libzmq tries until somebody is there.
    b.connect("ipc://pub-out.ipc");

    // A thread for each socket, so that one that has to wait holds up no other. A socket may be handed to a
    // thread; two threads must not use it.
    std::vector<std::future<void>> threads;
    threads.push_back(std::async(std::launch::async, serve, "sink.a", std::move(a)));
    threads.push_back(std::async(std::launch::async, serve, "sink.b", std::move(b)));
    for (std::future<void>& thread : threads)
        thread.get();
    return 0;
} catch (const std::exception& error) {
    std::cerr << "sink: " << error.what() << '\n';
    return 1;
}
