// 'state_cpp': Shares requests between its own workers and those of its peers, and tells them how many are free.
//
// Node "state_cpp" of the topology 'The newer roles', exported from Zeroloom.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <map>
#include <optional>
#include <random>
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

    zmq::socket_t statebe(context, zmq::socket_type::pub);
    statebe.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The publisher binds, so that subscribers can come and go. Who comes late has missed what was sent before.
    statebe.bind("tcp://127.0.0.1:5590");

    zmq::socket_t statefe(context, zmq::socket_type::sub);
    statefe.set(zmq::sockopt::subscribe, ""sv); // everything
    // Connecting may come before the bind: libzmq tries until somebody is there.
    statefe.connect("tcp://127.0.0.1:5591");

    std::mt19937_64 generator{std::random_device()()};
    std::vector<zmq::message_t> frames;
    Capacity capacity;
    auto due = Clock::now();
    const auto tell = [&](std::size_t number) {
        const std::string text = std::to_string(number);
        interrupt::send(statebe, std::array{zmq::buffer(Name), zmq::buffer(text)});
        due = Clock::now() + Period;
    };
    std::uniform_int_distribution<std::size_t> anyNumber{0, 9};

    while (!interrupt::requested) {
        if (Clock::now() >= due)
            tell(anyNumber(generator));
        std::array items{
            zmq::pollitem_t{statefe.handle(), 0, ZMQ_POLLIN, 0},
        };
        interrupt::poll(items, due);
        if (interrupt::tryReceive(statefe, frames))
            hearState(frames, capacity);
    }
    for (const auto& [peer, number] : capacity)
        std::cout << "state_cpp: " << shown(peer) << " told " << number << " last\n" << std::flush;
    return 0;
} catch (const std::exception& error) {
    std::cerr << "state_cpp: " << error.what() << '\n';
    return 1;
}
