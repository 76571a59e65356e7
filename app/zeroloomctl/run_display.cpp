#include "app/zeroloomctl/run_display.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <unistd.h>

#include "app/zeroloomctl/run_tables.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/terminal.h"
#include "core/observe/figure_text.h"

namespace zeroloom {

namespace {

using Time = std::chrono::steady_clock;

// True once in each interval.
class Ticker {
public:
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

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

std::string tablesText(const Topology& topology, const Observation& observation, const Style& style, int columns)
{
    return joined(socketLines(topology, observation, {columns, 0}, style)) + "\n" +
           joined(wireLines(topology, observation, {columns, 0}, style)) + "\n" + totalsLine(topology, observation) +
           "\n";
}

// One line a second, and the tables at the end.
class LineDisplay final : public RunDisplay {
public:
    LineDisplay(const Topology& topology, int descriptor) : m_topology(topology), m_descriptor(descriptor) {}

    bool update(const Observation& observation) override
    {
        if (!m_ticker.due()) {
            return true;
        }
        std::string line = figures::seconds(observation.seconds) + ": " + totalsLine(m_topology, observation);
        if (const std::string muted = mutedSockets(m_topology, observation); !muted.empty()) {
            line += ", mute: " + muted;
        }
        return writeAll(m_descriptor, printable(line) + "\n") == WriteOutcome::Written;
    }

    void message(const std::string& text) override { complain(text); }

    void finish(const Observation& observation) override
    {
        writeAll(m_descriptor, "\n" + tablesText(m_topology, observation, Style(false), 0));
    }

    void setState(const std::string&) override {}

private:
    const Topology& m_topology;
    int m_descriptor;
    Ticker m_ticker{std::chrono::seconds(1)};
};

class LiveDisplay final : public RunDisplay {
public:
    LiveDisplay(const Topology& topology, int descriptor)
        : m_topology(topology), m_descriptor(descriptor), m_style(Style::forDescriptor(descriptor))
    {
    }

    bool update(const Observation& observation) override { return !m_ticker.due() || draw(observation); }

    void message(const std::string& text) override
    {
        if (isTerminal(STDERR_FILENO)) {
            erase();
        }
        complain(text);
    }

    void finish(const Observation& observation) override
    {
        erase();
        m_state = "ended after";
        const int columns = terminalSize(m_descriptor).columns;
        writeAll(m_descriptor, title(observation) + "\n" + tablesText(m_topology, observation, m_style, columns));
    }

    void setState(const std::string& state) override { m_state = state; }

private:
    std::string title(const Observation& observation) const
    {
        const std::string name = m_topology.name.empty() ? "Topology" : printable(m_topology.name);
        return m_style(Tone::Bold, name) + "  " + m_state + " " + figures::duration(observation.seconds);
    }

    // The frame: title, hosts, sockets, wires, totals; never higher than the terminal, or the top could not be
    // reached again.
    std::vector<std::string> frame(const Observation& observation, TerminalSize size) const
    {
        const int rows = std::max(size.rows - 1, 6);
        std::vector<std::string> lines{title(observation) + m_style(Tone::Dim, "  Ctrl-C ends it")};
        std::vector<std::string> hosts = hostLines(observation);
        if (static_cast<int>(hosts.size()) > rows / 4) {
            hosts.resize(static_cast<std::size_t>(rows / 4));
        }
        for (const std::string& host : hosts) {
            lines.push_back(m_style(Tone::Dim, cutTo(host, size.columns)));
        }
        const int room = rows - static_cast<int>(lines.size()) - 3; // two blank lines and the totals
        const int sockets = std::max(room * 3 / 5, 3);
        const auto wires = wireLines(m_topology, observation, {size.columns, std::max(room - sockets, 3)}, m_style);
        // What the wires leave free, the sockets take.
        const int left = std::max(room - static_cast<int>(wires.size()), 3);
        lines.emplace_back();
        for (std::string& line : socketLines(m_topology, observation, {size.columns, left}, m_style)) {
            lines.push_back(std::move(line));
        }
        lines.emplace_back();
        lines.insert(lines.end(), wires.begin(), wires.end());
        lines.push_back(cutTo(totalsLine(m_topology, observation), size.columns));
        if (static_cast<int>(lines.size()) > rows) {
            lines.resize(static_cast<std::size_t>(rows));
        }
        return lines;
    }

    bool draw(const Observation& observation)
    {
        const TerminalSize size = terminalSize(m_descriptor);
        // After a change of size the terminal has wrapped the lines anew: nobody knows where the frame begins.
        std::string out = size == m_size ? backToTop() : "\x1b[2J\x1b[H";
        m_size = size;
        const std::vector<std::string> lines = frame(observation, size);
        out += "\x1b[?25l\x1b[?7l"; // no cursor, no wrapping of lines that are too long
        for (const std::string& line : lines) {
            out += line + "\x1b[K\n";
        }
        out += "\x1b[J\x1b[?7h\x1b[?25h";
        m_drawn = static_cast<int>(lines.size());
        return writeAll(m_descriptor, out) == WriteOutcome::Written;
    }

    std::string backToTop() const { return m_drawn > 0 ? "\x1b[" + std::to_string(m_drawn) + "A\r" : std::string(); }

    void erase()
    {
        if (m_drawn > 0) {
            writeAll(m_descriptor, backToTop() + "\x1b[J");
            m_drawn = 0;
        }
    }

    const Topology& m_topology;
    int m_descriptor;
    Style m_style;
    std::string m_state = "starting";
    Ticker m_ticker{std::chrono::milliseconds(250)};
    TerminalSize m_size = terminalSize(m_descriptor);
    int m_drawn = 0;
};

} // namespace

std::unique_ptr<RunDisplay> makeRunDisplay(const Topology& topology, int descriptor)
{
    const char* terminal = std::getenv("TERM");
    if (isTerminal(descriptor) && terminal != nullptr && std::string_view(terminal) != "dumb") {
        return std::make_unique<LiveDisplay>(topology, descriptor);
    }
    return std::make_unique<LineDisplay>(topology, descriptor);
}

} // namespace zeroloom
