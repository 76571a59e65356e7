// 'hearts': Answers each beat of a heartbeater, as one heart or as thousands.
//
// Node "hearts" of the topology 'Every role', exported from Zeroloom.
#include <chrono>
#include <cstdint>
#include <deque>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr int Hearts = 3;    // each with a socket of its own
constexpr auto Delay = 20ms; // from a beat to its answer

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t ping(context, zmq::socket_type::sub);
    ping.set(zmq::sockopt::subscribe, ""sv); // everything
    // Connecting may come before the bind: libzmq tries until somebody is there.
    ping.connect("ipc://beater-ping.ipc");

    std::vector<zmq::socket_t> hearts;
    for (int i = 1; i <= Hearts; ++i) {
        const std::string number = std::to_string(i);
        zmq::socket_t pong(context, zmq::socket_type::dealer);
        pong.set(zmq::sockopt::routing_id, "engine-"s + std::string(4 - number.size(), '0') + number);
        pong.set(zmq::sockopt::linger, 0); // ms: nobody waits for what is still queued at the end
        pong.connect("ipc://beater-pong.ipc");
        hearts.push_back(std::move(pong));
    }

    std::deque<std::pair<Clock::time_point, std::vector<zmq::message_t>>> beats; // and when they are to be answered
    std::uint64_t answered = 0;
    while (!interrupt::requested) {
        std::vector<zmq::message_t> frames;
        if (interrupt::receive(ping, frames, beats.empty() ? interrupt::Never : beats.front().first))
            beats.emplace_back(Clock::now() + Delay, std::move(frames));
        while (!beats.empty() && Clock::now() >= beats.front().first) {
            for (zmq::socket_t& pong : hearts) {
                std::vector<zmq::message_t> copy(beats.front().second.size());
                for (std::size_t i = 0; i < copy.size(); ++i)
                    copy[i].copy(beats.front().second[i]);
                // An answer that finds no room is dropped: later it would be of no use.
                if (interrupt::trySend(pong, copy))
                    ++answered;
            }
            beats.pop_front();
        }
    }
    std::cout << "hearts: " << answered << " beats answered\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "hearts: " << error.what() << '\n';
    return 1;
}
