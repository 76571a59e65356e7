// 'listener': Hears the beats that somebody else publishes and tells whether they keep coming.
//
// Node "listener" of the topology 'Every role', exported from Zeroloom.
#include <algorithm>
#include <chrono>
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
constexpr auto Grace = 200ms;  // how much a beat may be late
constexpr int Misses = 3;      // beats in a row without a sign of life make it lost

enum class State { Unknown, Alive, Late, Lost };

struct Heart {
    State state = State::Unknown;
    int missed = 0; // beats in a row
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

} // namespace

int main()
try {
    interrupt::install();
    zmq::context_t context;

    zmq::socket_t beats(context, zmq::socket_type::sub);
    beats.set(zmq::sockopt::subscribe, ""sv); // everything
    // Connecting may come before the bind: libzmq tries until somebody is there.
    beats.connect("ipc://beater-ping.ipc");

    const std::string name = "beater";
    Heart heart;
    std::vector<zmq::message_t> frames;
    auto expected = Clock::now() + Period + Grace; // the next beat, at the latest
    while (!interrupt::requested) {
        if (interrupt::receive(beats, frames, expected)) {
            heard(name, heart, true);
            expected = Clock::now() + Period + Grace;
        } else if (Clock::now() >= expected) {
            missed(name, heart);
            expected += Period;
        }
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << "listener: " << error.what() << '\n';
    return 1;
}
