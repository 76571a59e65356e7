// 'beater': Sends beats to hearts and tells by their answers who is alive, late or lost.
//
// Node "beater" of the topology 'Every role', exported from Zeroloom.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
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

constexpr auto Period = 200ms; // between two beats
constexpr auto Grace = 200ms;  // how long an answer may take before its beat counts as missed
constexpr int Misses = 3;      // beats in a row without a sign of life make it lost

enum class State { Unknown, Alive, Late, Lost };

struct Heart {
    State state = State::Unknown;
    std::uint64_t answered = 0; // the last beat that it answered
    int missed = 0;             // beats in a row
};

struct Beat {
    std::uint64_t number;
    std::string text;
    Clock::time_point expires; // what is answered later is late
    bool judged = false;
};

void tell(const std::string& name, const char* what) { std::cout << name + ": " + what + "\n" << std::flush; }

// It gave a sign of life. One that is always slower than allowed stays late, instead of changing with every beat.
void heard(const std::string& name, Heart& heart, bool inTime)
{
    heart.missed = 0;
    if (heart.state == State::Alive || (heart.state == State::Late && !inTime))
        return;
    tell(name, heart.state == State::Unknown ? "alive" : heart.state == State::Late ? "in time again" : "back");
    heart.state = State::Alive;
}

// It missed a beat. Late is not lost: whoever is busy may miss one.
void missed(const std::string& name, Heart& heart)
{
    if (heart.state == State::Lost)
        return;
    if (++heart.missed >= Misses) {
        heart.state = State::Lost;
        tell(name, "lost");
    } else if (heart.state == State::Alive) {
        heart.state = State::Late;
        tell(name, "late");
    }
}

// Seconds since the start: no two beats are alike, so that an old answer is known as one.
std::string beatText(Clock::time_point start)
{
    return std::to_string(std::chrono::duration<double>(Clock::now() - start).count());
}

// When there is something to judge; beats expire in the order in which they were sent.
Clock::time_point nextVerdict(const std::deque<Beat>& beats)
{
    const auto open = std::find_if(beats.begin(), beats.end(), [](const Beat& beat) { return !beat.judged; });
    return open == beats.end() ? interrupt::Never : open->expires;
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

    zmq::socket_t ping(context, zmq::socket_type::xpub);
    ping.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The publisher binds, so that subscribers can come and go. Who comes late has missed what was sent before.
    ping.bind("ipc://beater-ping.ipc");

    zmq::socket_t pong(context, zmq::socket_type::router);
    pong.set(zmq::sockopt::linger, 1000); // ms: without it, a peer that has gone keeps this program from ending
    // The server binds: clients know where it is, it need not know where they are.
    pong.bind("ipc://beater-pong.ipc");

    std::map<std::string, Heart> hearts; // by routing id
    std::deque<Beat> beats;              // of which an answer may still come
    std::vector<zmq::message_t> frames;
    const auto start = Clock::now();
    auto nextBeat = start;
    std::uint64_t sent = 0;
    while (!interrupt::requested) {
        interrupt::discard(ping); // subscriptions, which must not pile up
        if (Clock::now() >= nextBeat) {
            beats.push_back({++sent, beatText(start), Clock::now() + Grace});
            interrupt::send(ping, std::array{zmq::buffer(beats.back().text)});
            // At fixed times; beats that were held up are left out.
            while (nextBeat <= Clock::now())
                nextBeat += Period;
        }
        // All that has come is read before anybody is judged. Nothing is ever sent through the ROUTER: hearts do not
        // read it.
        while (interrupt::receive(pong, frames, std::min(nextBeat, nextVerdict(beats)))) {
            const std::string text = frames.back().to_string();
            const auto beat = std::find_if(beats.begin(), beats.end(), [&](const Beat& b) { return b.text == text; });
            if (frames.size() < 2 || beat == beats.end())
                continue; // no answer to any beat of ours, or to one that is long past
            const std::string id = frames.front().to_string();
            Heart& heart = hearts[id];
            heart.answered = std::max(heart.answered, beat->number);
            heard(shown(id), heart, Clock::now() <= beat->expires);
        }
        for (Beat& beat : beats) {
            if (beat.judged || Clock::now() < beat.expires)
                continue;
            beat.judged = true;
            for (auto& [id, heart] : hearts) {
                if (heart.answered < beat.number)
                    missed(shown(id), heart);
            }
        }
        while (beats.size() > std::size_t{Misses} + 1 && beats.front().judged)
            beats.pop_front();
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << "beater: " << error.what() << '\n';
    return 1;
}
