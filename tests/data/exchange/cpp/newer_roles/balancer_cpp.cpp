// 'balancer_cpp': Gives each request to the worker that has waited longest, and takes none while nobody is free.
//
// Node "balancer_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using namespace std::literals;

// Routing id and empty frame, and then READY or byte 01, or the two or more frames of whom it is for and the reply.
bool isWorker(const std::vector<zmq::message_t>& frames)
{
    if (frames.size() < 3 || !frames[1].empty())
        return false;
    const std::string_view said = frames[2].to_string_view();
    return frames.size() > 3 || said == "READY" || said == "\x01";
}

// Puts the worker's routing id and an empty frame before a request: what stands before that one leads to the worker,
// what follows it leads the reply back.
void address(std::vector<zmq::message_t>& frames, const std::string& worker)
{
    frames.emplace(frames.begin());
    frames.emplace(frames.begin(), worker.data(), worker.size());
}

// A routing id as a person can read it: one that nobody chose is five bytes, the first 0.
std::string shown(const std::string& id)
{
    if (std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 0x7f; }))
        return id;
    std::string text = "0x";
    for (const char c : id) {
        constexpr auto Digits = "0123456789abcdef"sv;
        text += Digits[static_cast<unsigned char>(c) >> 4];
        text += Digits[static_cast<unsigned char>(c) & 0xf];
    }
    return text;
}

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t frontend(context, zmq::socket_type::router);
    frontend.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    frontend.bind("tcp://127.0.0.1:5570");

    zmq::socket_t backend(context, zmq::socket_type::router);
    backend.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    backend.bind("tcp://127.0.0.1:5571");

    std::deque<std::string> waiting; // workers; who has waited longest is first
    std::vector<zmq::message_t> frames;
    std::uint64_t requests = 0;
    std::uint64_t replies = 0;
    std::array items{zmq::pollitem_t{backend.handle(), 0, ZMQ_POLLIN, 0}, zmq::pollitem_t{frontend.handle(), 0, 0, 0}};
    while (!interrupt::requested) {
        // While nobody is free, requests stay where they are, and the clients feel it.
        items[1].events = waiting.empty() ? 0 : ZMQ_POLLIN;
        interrupt::poll(items);
        if (interrupt::tryReceive(backend, frames)) {
            const std::string worker = frames.front().to_string();
            if (!isWorker(frames)) {
                std::cerr << "balancer_cpp: " << shown(worker) << " said what is neither READY nor a reply\n";
            } else {
                if (std::find(waiting.begin(), waiting.end(), worker) == waiting.end())
                    waiting.push_back(worker);
                if (frames.size() > 3) {
                    frames.erase(frames.begin(), frames.begin() + 2);
                    interrupt::send(frontend, frames);
                    ++replies;
                }
            }
        }
        if (!waiting.empty() && interrupt::tryReceive(frontend, frames)) {
            address(frames, waiting.front());
            waiting.pop_front();
            interrupt::send(backend, frames);
            ++requests;
        }
    }
    std::cout << "balancer_cpp: " << requests << " requests, " << replies << " replies\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "balancer_cpp: " << error.what() << '\n';
    return 1;
}
