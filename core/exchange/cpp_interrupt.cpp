// The header that all programs of a C++ export share.
#include "core/exchange/cpp_project.h"

namespace zeroloom {

std::string cppInterruptHeader()
{
    return R"(// Ctrl-C and SIGTERM end a program in good order: they set a flag, and everything that waits looks at it.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <future>
#include <iterator>
#include <thread>
#include <vector>

#include <zmq.hpp>
#include <zmq_addon.hpp>

namespace interrupt {

using Clock = std::chrono::steady_clock;

inline constexpr auto Never = Clock::time_point::max();
// A signal that comes just before a wait begins interrupts nothing, so no wait is longer than this.
inline constexpr auto LongestWait = std::chrono::milliseconds(250);

inline std::atomic<bool> requested{false};

// Call this first. Without SA_RESTART, so that a wait ends with EINTR instead of going on.
inline void install()
{
    struct sigaction action = {};
    action.sa_handler = [](int) { requested = true; };
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

// False when the program is to end.
inline bool sleepUntil(Clock::time_point until)
{
    while (!requested && Clock::now() < until)
        std::this_thread::sleep_until(std::min(until, Clock::now() + LongestWait));
    return !requested;
}

// Waits until a socket is ready; returns how many are. 0: the time is over, or the program is to end.
template <std::size_t Size>
int poll(std::array<zmq::pollitem_t, Size>& items, Clock::time_point until = Never)
{
    while (!requested) {
        const auto now = Clock::now();
        const auto wait = until <= now ? Clock::duration::zero() : std::min<Clock::duration>(until - now, LongestWait);
        try {
            if (const int ready = zmq::poll(items, std::chrono::ceil<std::chrono::milliseconds>(wait)); ready > 0)
                return ready;
        } catch (const zmq::error_t& error) {
            if (error.num() != EINTR)
                throw;
        }
        if (Clock::now() >= until)
            break;
    }
    for (zmq::pollitem_t& item : items)
        item.revents = 0;
    return 0;
}

// The same for one socket. `events` is ZMQ_POLLIN or ZMQ_POLLOUT.
inline bool wait(zmq::socket_ref socket, short events, Clock::time_point until = Never)
{
    std::array<zmq::pollitem_t, 1> items{{{socket.handle(), 0, events, 0}}};
    return poll(items, until) > 0;
}

// What does not wait is not worth giving up for a signal.
template <typename Call>
auto retried(Call call)
{
    for (;;) {
        try {
            return call();
        } catch (const zmq::error_t& error) {
            if (error.num() != EINTR)
                throw;
        }
    }
}

// The next message with all its frames; false when none is there.
inline bool tryReceive(zmq::socket_ref socket, std::vector<zmq::message_t>& frames)
{
    frames.clear();
    return retried([&] {
        return zmq::recv_multipart(socket, std::back_inserter(frames), zmq::recv_flags::dontwait).has_value();
    });
}

// Waits for it. A socket may be called ready and yet have nothing: a REP throws away what has no envelope.
inline bool receive(zmq::socket_ref socket, std::vector<zmq::message_t>& frames, Clock::time_point until = Never)
{
    while (!requested) {
        if (tryReceive(socket, frames))
            return true;
        if (!wait(socket, ZMQ_POLLIN, until))
            return false;
    }
    return false;
}

// Sends all frames, or none because there is no room.
template <typename Frames>
bool trySend(zmq::socket_ref socket, Frames&& frames)
{
    try {
        return retried(
            [&] { return zmq::send_multipart(socket, frames, zmq::send_flags::dontwait).has_value(); });
    } catch (const zmq::error_t& error) {
        if (error.num() != EHOSTUNREACH)
            throw;
        return true; // ROUTER_MANDATORY: the peer has gone, and nobody waits for this any more
    }
}

// Waits until there is room. False when the program is to end first.
template <typename Frames>
bool send(zmq::socket_ref socket, Frames&& frames)
{
    while (!requested) {
        if (trySend(socket, frames))
            return true;
        // A publisher with XPUB_NODROP is called ready even when it is full.
        if (wait(socket, ZMQ_POLLOUT) && !trySend(socket, frames))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        else
            return !requested;
    }
    return false;
}

// Throws away what has come.
inline void discard(zmq::socket_ref socket)
{
    std::vector<zmq::message_t> frames;
    while (tryReceive(socket, frames)) {
    }
}

// The end of a program whose work is done: closes its sockets, and waits until what they have sent is delivered, as
// long as their LINGER says. libzmq looks at no flag meanwhile, so that a signal ends the process.
template <typename... Sockets>
void deliver(zmq::context_t& context, Sockets&... sockets)
{
    (sockets.close(), ...);
    const auto delivered = std::async(std::launch::async, [&] { context.close(); });
    while (delivered.wait_for(LongestWait) != std::future_status::ready) {
        if (requested)
            std::_Exit(0);
    }
}

} // namespace interrupt
)";
}

} // namespace zeroloom
