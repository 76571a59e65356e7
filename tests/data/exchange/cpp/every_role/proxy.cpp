// 'proxy': Passes messages between a frontend and a backend; a capture socket gets a copy of each.
//
// Node "proxy" of the topology 'Every role', exported from Zeroloom.
#include <array>
#include <cstdint>
#include <exception>
#include <iostream>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

// A copy for whoever listens in; without room for it, it is left out.
void record(std::vector<zmq::message_t>& frames, zmq::socket_t& capture)
{
    std::vector<zmq::message_t> copy(frames.size());
    for (std::size_t i = 0; i < frames.size(); ++i)
        copy[i].copy(frames[i]);
    interrupt::trySend(capture, copy);
}

// One way through the proxy. It holds at most one message, for which there is no room yet; until then nothing more is
// taken in, so that the pressure passes on. (zmq_proxy() would spin instead.)
struct Lane {
    zmq::socket_t& from;
    zmq::socket_t& to;
    std::vector<zmq::message_t> held;
    std::uint64_t passed = 0;

    short wantsFrom() const { return held.empty() ? ZMQ_POLLIN : 0; }
    short wantsTo() const { return held.empty() ? 0 : ZMQ_POLLOUT; }

    void pass(zmq::socket_t& capture)
    {
        for (int budget = 100; budget > 0; --budget) { // then it is the other way's turn
            if (held.empty()) {
                if (!interrupt::tryReceive(from, held))
                    return;
                record(held, capture);
            }
            if (!interrupt::trySend(to, held))
                return;
            held.clear();
            ++passed;
        }
    }
};

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t frontend(context, zmq::socket_type::router);
    frontend.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    frontend.bind("ipc://proxy-frontend.ipc");

    zmq::socket_t backend(context, zmq::socket_type::dealer);
    backend.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    backend.connect("ipc://rep-rep.ipc");

    zmq::socket_t capture(context, zmq::socket_type::pub);
    capture.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The publisher binds, so that subscribers can come and go. Who comes late has missed what was sent before.
    capture.bind("ipc://proxy-capture.ipc");

    Lane forward{frontend, backend, {}, 0};
    Lane backward{backend, frontend, {}, 0};
    std::array items{zmq::pollitem_t{frontend.handle(), 0, 0, 0}, zmq::pollitem_t{backend.handle(), 0, 0, 0}};
    while (!interrupt::requested) {
        items[0].events = static_cast<short>(forward.wantsFrom() | backward.wantsTo());
        items[1].events = static_cast<short>(backward.wantsFrom() | forward.wantsTo());
        interrupt::poll(items);
        forward.pass(capture);
        backward.pass(capture);
    }
    std::cout << "proxy: " << forward.passed << " to the backend\n" << std::flush;
    std::cout << "proxy: " << backward.passed << " to the frontend\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "proxy: " << error.what() << '\n';
    return 1;
}
