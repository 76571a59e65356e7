// Lines that are drawn anew in place on a terminal. Owned by one thread.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "app/zeroloomctl/terminal.h"

namespace zeroloom {

class LiveFrame {
public:
    explicit LiveFrame(int descriptor) : m_descriptor(descriptor), m_size(terminalSize(descriptor)) {}

    // Lines beyond the terminal's height are left out, or the top could not be reached again. False when the reader has
    // left.
    bool draw(std::vector<std::string> lines);
    // The next thing that is written begins where the frame began.
    void erase();

    // Lines that a frame may have.
    static int roomOf(TerminalSize size);

private:
    std::string backToTop() const;

    int m_descriptor;
    TerminalSize m_size; // when it was drawn last
    int m_drawn = 0;
};

// True once in each interval.
class Ticker {
public:
    using Time = std::chrono::steady_clock;
    explicit Ticker(Time::duration interval) : m_interval(interval) {}

    bool due()
    {
        const Time::time_point now = Time::now();
        if (now < m_next) {
            return false;
        }
        m_next = now + m_interval;
        return true;
    }

private:
    Time::duration m_interval;
    Time::time_point m_next{};
};

// Whether frames can be drawn there.
bool canDrawFrames(int descriptor);

} // namespace zeroloom
