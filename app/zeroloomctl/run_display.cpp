#include "app/zeroloomctl/run_display.h"

#include <algorithm>
#include <chrono>

#include <unistd.h>

#include "app/zeroloomctl/heart_tables.h"
#include "app/zeroloomctl/live_frame.h"
#include "app/zeroloomctl/run_tables.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/terminal.h"
#include "core/observe/figure_text.h"

namespace zeroloom {

namespace {

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
           joined(wireLines(topology, observation, {columns, 0}, style)) + "\n" + joined(monitorLines(observation)) +
           totalsLine(topology, observation) + "\n";
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
        for (const std::string& monitor : monitorLines(observation)) {
            line += "; " + monitor;
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

    bool update(const Observation& observation) override
    {
        return !m_ticker.due() || m_frame.draw(frame(observation, terminalSize(m_descriptor)));
    }

    void message(const std::string& text) override
    {
        if (isTerminal(STDERR_FILENO)) {
            m_frame.erase();
        }
        complain(text);
    }

    void finish(const Observation& observation) override
    {
        m_frame.erase();
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

    // The frame: title, hosts, monitors of hearts, sockets, wires, totals.
    std::vector<std::string> frame(const Observation& observation, TerminalSize size) const
    {
        const int rows = LiveFrame::roomOf(size);
        std::vector<std::string> lines{title(observation) + m_style(Tone::Dim, "  Ctrl-C ends it")};
        for (const std::vector<std::string>& some : {hostLines(observation), monitorLines(observation)}) {
            const std::size_t most = std::min(some.size(), static_cast<std::size_t>(rows / 5));
            for (std::size_t i = 0; i < most; ++i) {
                lines.push_back(m_style(Tone::Dim, cutTo(some[i], size.columns)));
            }
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
        return lines;
    }

    const Topology& m_topology;
    int m_descriptor;
    Style m_style;
    std::string m_state = "starting";
    Ticker m_ticker{std::chrono::milliseconds(250)};
    LiveFrame m_frame{m_descriptor};
};

} // namespace

std::unique_ptr<RunDisplay> makeRunDisplay(const Topology& topology, int descriptor)
{
    if (canDrawFrames(descriptor)) {
        return std::make_unique<LiveDisplay>(topology, descriptor);
    }
    return std::make_unique<LineDisplay>(topology, descriptor);
}

} // namespace zeroloom
