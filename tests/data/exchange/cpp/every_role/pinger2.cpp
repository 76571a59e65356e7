// 'pinger2': Pings an echo server, such as a Jupyter kernel's heartbeat port, and tells whether it lives.
//
// Node "pinger2" of the topology 'Every role', exported from Zeroloom.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <exception>
#include <iostream>
#include <string>
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

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t ping(context, zmq::socket_type::dealer);
    ping.set(zmq::sockopt::linger, 0); // ms: nobody waits for what is still queued at the end
    ping.set(zmq::sockopt::immediate, true); // no pings that wait for a connection: they would all arrive at once
    ping.connect("ipc://echo-e.ipc");

    const std::string name = "echo";
    Heart heart;
    std::deque<Beat> beats; // of which an echo may still come
    std::vector<zmq::message_t> frames;
    const auto start = Clock::now();
    auto nextBeat = start;
    std::uint64_t sent = 0;
    while (!interrupt::requested) {
        if (Clock::now() >= nextBeat) {
            beats.push_back({++sent, beatText(start), Clock::now() + Grace});
            // With the empty frame that a REQ would send, so that a REP understands. Nobody there: a miss.
            interrupt::trySend(ping, std::array<zmq::const_buffer, 2>{{{}, zmq::buffer(beats.back().text)}});
            while (nextBeat <= Clock::now())
                nextBeat += Period;
        }
        // All that has come is read before anybody is judged.
        const auto until = std::min(nextBeat, nextVerdict(beats));
        while (interrupt::receive(ping, frames, until)) {
            const std::string text = frames.back().to_string();
            const auto beat = std::find_if(beats.begin(), beats.end(), [&](const Beat& b) { return b.text == text; });
            if (beat == beats.end())
                continue; // no echo of ours, or of a beat that is long past
            heart.answered = std::max(heart.answered, beat->number);
            heard(name, heart, Clock::now() <= beat->expires);
        }
        for (Beat& beat : beats) {
            if (beat.judged || Clock::now() < beat.expires)
                continue;
            beat.judged = true;
            if (heart.answered < beat.number)
                missed(name, heart);
        }
        while (beats.size() > std::size_t{Misses} + 1 && beats.front().judged)
            beats.pop_front();
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << "pinger2: " << error.what() << '\n';
    return 1;
}
