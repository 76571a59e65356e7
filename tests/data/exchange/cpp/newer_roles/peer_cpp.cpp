// 'peer_cpp': Shares requests between its own workers and those of its peers, and tells them how many are free.
//
// Node "peer_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <zmq.hpp>

#include "interrupt.hpp"

namespace {

using interrupt::Clock;
using namespace std::literals;

constexpr std::string_view Name = "CPP"sv; // by which the peers know it
constexpr auto Period = 200ms; // between two states at most

using Capacity = std::map<std::string, int>; // how many workers are free at each peer, as it told
constexpr std::size_t MostPeers = 1000;

// One of those that have a free worker, by chance; empty: there is none.
template <typename Generator>
std::string somePeer(const Capacity& capacity, Generator& generator)
{
    std::vector<std::string> able;
    for (const auto& [peer, number] : capacity) {
        if (number > 0)
            able.push_back(peer);
    }
    if (able.empty())
        return {};
    return able[std::uniform_int_distribution<std::size_t>{0, able.size() - 1}(generator)];
}

// A state is a name and a number. What is none is not believed.
void hearState(const std::vector<zmq::message_t>& frames, Capacity& capacity)
{
    if (frames.size() != 2 || frames[0].size() == 0 || frames[0].to_string_view() == Name)
        return;
    const std::string_view text = frames[1].to_string_view();
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0 || number > 1'000'000)
        return;
    const std::string peer = frames[0].to_string();
    if (capacity.size() < MostPeers || capacity.count(peer) != 0)
        capacity[peer] = number;
}

// False when the peer is not there, or has no room: ROUTER_MANDATORY makes that an error and not a message dropped in
// silence. The request stays as it was then.
bool sendToPeer(zmq::socket_t& socket, const std::string& peer, std::vector<zmq::message_t>& request)
{
    request.emplace(request.begin(), peer.data(), peer.size());
    try {
        if (interrupt::retried(
                [&] { return zmq::send_multipart(socket, request, zmq::send_flags::dontwait).has_value(); })) {
            request.clear();
            return true;
        }
    } catch (const zmq::error_t& error) {
        if (error.num() != EHOSTUNREACH)
            throw;
    }
    request.erase(request.begin());
    return false;
}

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

    zmq::socket_t localfe(context, zmq::socket_type::router);
    localfe.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    localfe.bind("tcp://127.0.0.1:5575");

    zmq::socket_t localbe(context, zmq::socket_type::router);
    localbe.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    localbe.bind("tcp://127.0.0.1:5574");

    zmq::socket_t cloudfe(context, zmq::socket_type::router);
    cloudfe.set(zmq::sockopt::routing_id, "CPP"sv);
    cloudfe.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    cloudfe.bind("tcp://127.0.0.1:5579");

    zmq::socket_t cloudbe(context, zmq::socket_type::router);
    cloudbe.set(zmq::sockopt::routing_id, "CPP"sv);
    cloudbe.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    cloudbe.set(zmq::sockopt::router_mandatory, true); // who is not there is no place for a request
    cloudbe.connect("tcp://127.0.0.1:5578");

    zmq::socket_t statebe(context, zmq::socket_type::pub);
    statebe.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The publisher binds, so that subscribers can come and go. Who comes late has missed what was sent before.
    statebe.bind("tcp://127.0.0.1:5586");

    zmq::socket_t statefe(context, zmq::socket_type::sub);
    statefe.set(zmq::sockopt::subscribe, ""sv); // everything
    // Connecting may come before the bind: libzmq tries until somebody is there.
    statefe.connect("tcp://127.0.0.1:5587");

    zmq::socket_t monitor(context, zmq::socket_type::pull);
    // PULL binds: it gathers what any number of PUSH sockets bring.
    monitor.bind("tcp://127.0.0.1:5588");

    std::mt19937_64 generator{std::random_device()()};
    std::vector<zmq::message_t> frames;
    std::deque<std::string> waiting; // workers; who has waited longest is first
    std::uint64_t local = 0;
    std::uint64_t toCloud = 0;
    std::set<std::string> peers; // whose requests came
    std::vector<zmq::message_t> held; // an own client's request, until somebody has taken it
    Capacity capacity;
    std::optional<std::size_t> told; // how many workers are free
    auto due = Clock::now();
    const auto tell = [&](std::size_t number) {
        const std::string text = std::to_string(number);
        interrupt::send(statebe, std::array{zmq::buffer(Name), zmq::buffer(text)});
        due = Clock::now() + Period;
    };

    while (!interrupt::requested) {
        // A request is taken only when it has somewhere to go; until then the clients feel it.
        const short forWorkers = waiting.empty() ? 0 : ZMQ_POLLIN;
        const bool goes = forWorkers != 0 || !somePeer(capacity, generator).empty();
        const short forAnybody = goes && held.empty() ? ZMQ_POLLIN : 0;
        std::array items{
            zmq::pollitem_t{statefe.handle(), 0, ZMQ_POLLIN, 0},
            zmq::pollitem_t{monitor.handle(), 0, ZMQ_POLLIN, 0},
            zmq::pollitem_t{localbe.handle(), 0, ZMQ_POLLIN, 0},
            zmq::pollitem_t{cloudbe.handle(), 0, ZMQ_POLLIN, 0},
            zmq::pollitem_t{cloudfe.handle(), 0, forWorkers, 0},
            zmq::pollitem_t{localfe.handle(), 0, forAnybody, 0},
        };
        interrupt::poll(items, goes && !held.empty() ? Clock::now() : due);
        if (interrupt::tryReceive(statefe, frames))
            hearState(frames, capacity);
        if (interrupt::tryReceive(monitor, frames)) {
            std::string said = frames.back().to_string();
            std::replace_if(said.begin(), said.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
            std::cout << "peer_cpp: " + said + "\n" << std::flush;
        }
        if (interrupt::tryReceive(localbe, frames)) {
            const std::string worker = frames.front().to_string();
            if (!isWorker(frames)) {
                std::cerr << "peer_cpp: " << shown(worker) << " said what is neither READY nor a reply\n";
            } else {
                if (std::find(waiting.begin(), waiting.end(), worker) == waiting.end())
                    waiting.push_back(worker);
                if (frames.size() > 3) {
                    frames.erase(frames.begin(), frames.begin() + 2);
                    // To a peer whose client asked, or to a client of one's own.
                    const bool toPeer = peers.count(frames.front().to_string()) != 0;
                    interrupt::send(toPeer ? cloudfe : localfe, frames);
                }
            }
        }
        // Of the peer that replies nothing is kept but the reply: it can only be for a client of one's own.
        if (interrupt::tryReceive(cloudbe, frames) && frames.size() > 2) {
            frames.erase(frames.begin());
            interrupt::send(localfe, frames);
        }
        // The own clients come first; what finds no worker here goes to a peer that has one.
        const std::string peer = waiting.empty() ? somePeer(capacity, generator) : "";
        if ((!waiting.empty() || !peer.empty()) && (!held.empty() || interrupt::tryReceive(localfe, held))) {
            if (!waiting.empty()) {
                address(held, waiting.front());
                waiting.pop_front();
                interrupt::send(localbe, held);
                held.clear();
                ++local;
            } else if (sendToPeer(cloudbe, peer, held)) {
                --capacity[peer]; // until it tells again
                ++toCloud;
            } else {
                capacity[peer] = 0;
            }
        }
        if (!waiting.empty() && interrupt::tryReceive(cloudfe, frames)) {
            peers.insert(frames.front().to_string()); // its name leads the reply back
            address(frames, waiting.front());
            waiting.pop_front();
            interrupt::send(localbe, frames);
        }
        if (told != waiting.size() || Clock::now() >= due) {
            told = waiting.size();
            tell(waiting.size());
        }
    }
    for (const auto& [peer, number] : capacity)
        std::cout << "peer_cpp: " << shown(peer) << " told " << number << " last\n" << std::flush;
    std::cout << "peer_cpp: " << local << " requests for the own workers, " << toCloud << " to the cloud\n"
              << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "peer_cpp: " << error.what() << '\n';
    return 1;
}
