// 'lazy': Sends requests, waits for each reply, and tries again when none comes in time.
//
// Node "lazy" of the topology 'Every role', exported from Zeroloom.
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

constexpr auto Interval = 20ms;  // 50 requests a second at most
constexpr std::size_t Size = 64; // bytes of each payload
constexpr auto Timeout = 500ms;  // for each reply
constexpr int Retries = 3;       // after the first try, before a request is abandoned

zmq::socket_t connected(zmq::context_t& context)
{
    zmq::socket_t req(context, zmq::socket_type::req);
    req.set(zmq::sockopt::linger, 0); // ms: nobody waits for what is still queued at the end
    req.connect("ipc://proxy-frontend.ipc");
    return req;
}

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    const std::string payload(Size, 'z');
    std::vector<zmq::message_t> frames;
    std::uint64_t requests = 0;
    std::uint64_t replies = 0;
    auto due = Clock::now();
    zmq::socket_t req = connected(context);
    while (interrupt::sleepUntil(due)) {
        ++requests;
        bool answered = false;
        for (int tries = 0; tries <= Retries && !answered && !interrupt::requested; ++tries) {
            if (!interrupt::send(req, std::array{zmq::buffer(payload)}))
                break;
            answered = interrupt::receive(req, frames, Clock::now() + Timeout);
            if (answered || interrupt::requested)
                break;
            // A REQ that lost its reply may not send: it insists on receiving first. So it is thrown away, and the
            // request goes out through a new one. A late reply finds nobody any more and confuses nothing. (This is the
            // guide's Lazy Pirate.)
            req.close();
            req = connected(context);
        }
        if (answered)
            ++replies;
        else if (!interrupt::requested)
            std::cerr << "lazy: no reply to request " << requests << " after " << Retries + 1
                      << " tries; abandoned\n";
        // What was held up by a slow reply is not made up for in a burst.
        due = std::max(due + Interval, Clock::now() - Interval);
    }
    std::cout << "lazy: " << requests << " requests, " << replies << " replies\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "lazy: " << error.what() << '\n';
    return 1;
}
