// 'window': Sends requests, waits for each reply, and tries again when none comes in time.
//
// Node "window" of the topology 'Every role', exported from Zeroloom.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr auto Interval = 5ms;       // 200 requests a second at most
constexpr std::uint64_t Count = 100; // requests to make
constexpr std::size_t Size = 64;     // bytes of each payload
constexpr auto Timeout = 2500ms;     // for each reply
constexpr int Retries = 3;           // after the first try, before a request is abandoned
constexpr std::size_t Window = 8;    // requests outstanding at a time

struct Request {
    int tries;
    Clock::time_point expires;
};

// The number stands at the start of the payload, so that a reply that echoes it finds its request.
std::string payloadOf(std::uint64_t number)
{
    std::string payload = std::to_string(number);
    payload.resize(Size, ' ');
    return payload;
}

// 0: the reply bears none, because whoever answered said something of his own.
std::uint64_t numberOf(std::string_view reply)
{
    std::uint64_t number = 0;
    std::from_chars(reply.data(), reply.data() + reply.size(), number);
    return number;
}

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t dealer(context, zmq::socket_type::dealer);
    dealer.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    dealer.connect("ipc://proxy-frontend.ipc");

    std::map<std::uint64_t, Request> outstanding; // by number, so that the oldest comes first
    std::vector<zmq::message_t> frames;
    std::uint64_t requests = 0;
    std::uint64_t replies = 0;
    auto due = Clock::now();

    // A REQ puts an empty frame in front, by which a REP and a ROUTER know where the envelope ends. A DEALER leaves
    // that to us.
    const auto ask = [&](std::uint64_t number) {
        const std::string payload = payloadOf(number);
        return interrupt::trySend(dealer, std::array{zmq::const_buffer(), zmq::buffer(payload)});
    };

    while (!interrupt::requested && (requests < Count || !outstanding.empty())) {
        const auto now = Clock::now();
        bool room = true;
        // What waited in vain is asked again, or given up.
        for (auto it = outstanding.begin(); it != outstanding.end() && room;) {
            auto& [number, request] = *it;
            if (request.expires > now) {
                ++it;
            } else if (request.tries > Retries) {
                std::cerr << "window: no reply to request " << number << " after " << request.tries
                          << " tries; abandoned\n";
                it = outstanding.erase(it);
            } else if ((room = ask(number))) {
                ++request.tries;
                request.expires = now + Timeout;
                ++it;
            }
        }
        const bool wants = requests < Count && outstanding.size() < Window;
        if (wants && room && now >= due && (room = ask(requests + 1))) {
            outstanding[++requests] = {1, now + Timeout};
            due = std::max(due + Interval, now - Interval);
        }
        // Until a reply comes, a request is due, the oldest expires, or there may be room again.
        auto until = wants && outstanding.size() < Window ? due : interrupt::Never;
        for (const auto& [number, request] : outstanding)
            until = std::min(until, request.expires);
        if (!room)
            until = now + 10ms;
        if (!interrupt::receive(dealer, frames, until))
            continue;
        const std::uint64_t number = numberOf(frames.back().to_string_view());
        const auto found = number == 0 ? outstanding.begin() : outstanding.find(number);
        if (found == outstanding.end())
            continue; // late: that request has been given up
        outstanding.erase(found);
        ++replies;
    }
    std::cout << "window: " << requests << " requests, " << replies << " replies\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "window: " << error.what() << '\n';
    return 1;
}
