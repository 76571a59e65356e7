#include "app/zeroloomctl/monitor_display.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

#include <unistd.h>

#include "app/zeroloomctl/heart_tables.h"
#include "app/zeroloomctl/json_output.h"
#include "app/zeroloomctl/live_frame.h"
#include "app/zeroloomctl/standard_streams.h"
#include "core/model/monitor_nodes.h"
#include "core/observe/figure_text.h"

namespace zeroloom {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t EventsAtOnce = 20'000;
constexpr int Descriptor = STDOUT_FILENO;

bool print(const std::string& text) { return text.empty() || writeAll(Descriptor, text) == WriteOutcome::Written; }

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

// Whole microseconds are what is known.
double rounded(double seconds) { return std::round(seconds * 1e6) / 1e6; }

Json millisecondsOrNull(std::uint32_t microseconds) { return microseconds == 0 ? Json() : Json(microseconds / 1000.0); }

std::string leftOutText(std::uint64_t count)
{
    return figures::count(count) + " changes came faster than they could be kept, and are left out";
}

class JsonDisplay final : public MonitorDisplay {
public:
    bool update(const Observation&) override { return true; }
    void message(const std::string& text) override { complain(text); }
    void setState(const std::string&) override {}

    void finish(const Observation& observation) override { print(jsonLine({{"summary", summary(observation)}})); }

protected:
    bool tell(const std::vector<HeartTold>& told, std::uint64_t leftOut) override
    {
        std::string lines = leftOut > 0 ? jsonLine({{"left_out", leftOut}}) : std::string();
        for (const HeartTold& one : told) {
            Json line{{"t", rounded(std::max(one.seconds, 0.0))},
                      {"heart", one.heart},
                      {"event", name(one.kind)},
                      {"rtt_ms", millisecondsOrNull(one.rttUs)},
                      {"missed", one.missed}};
            if (!one.change) {
                line["beats"] = one.beats;
            }
            if (!one.cause.empty()) {
                line["cause"] = one.cause;
            }
            lines += jsonLine(line);
        }
        return print(lines);
    }

private:
    Json summary(const Observation& observation) const
    {
        const HeartTotals totals = book().totals();
        Json json{{"duration_s", rounded(observation.seconds)},
                  {"hearts", totals.hearts},
                  {"alive", totals.alive},
                  {"late", totals.late},
                  {"lost", totals.lost},
                  {"left", totals.left},
                  {"times_lost", totals.timesLost},
                  {"beats", totals.beats},
                  {"missed", totals.missed}};
        HeartMonitorFigures all;
        for (const auto& [id, monitor] : observation.monitors) {
            const HeartMonitorFigures& now = monitor.figures;
            all.beatsSent += now.beatsSent;
            all.worstDelayNs = std::max(all.worstDelayNs, now.worstDelayNs);
            all.unjudgedBeats += now.unjudgedBeats;
            all.garbage += now.garbage;
            all.wrongFrames += now.wrongFrames;
            all.tooLong += now.tooLong;
            all.repeated += now.repeated;
            all.refusedHearts += now.refusedHearts;
            all.silentPeers += now.silentPeers;
        }
        json["beats_sent"] = all.beatsSent;
        json["own_delay_ms"] = static_cast<double>(all.worstDelayNs) / 1e6;
        json["unjudged_beats"] = all.unjudgedBeats;
        json["not_counted"] = {{"garbage", all.garbage},
                               {"wrong_frames", all.wrongFrames},
                               {"too_long", all.tooLong},
                               {"repeated", all.repeated},
                               {"refused_hearts", all.refusedHearts}};
        json["silent_peers"] = all.silentPeers;
        return json;
    }
};

// Each change of state, and every ten seconds how all are.
class LineDisplay final : public MonitorDisplay {
public:
    explicit LineDisplay(std::string title) : m_title(std::move(title)) {}

    bool update(const Observation& observation) override
    {
        if (observation.monitors.empty() || !m_ticker.due()) {
            return true;
        }
        std::string line = std::exchange(m_title, {});
        line += (line.empty() ? "" : "\n") + figures::seconds(observation.seconds) + ": " +
                heartTotalsLine(book().totals());
        for (const std::string& condition : conditionLines(observation)) {
            line += "; " + condition;
        }
        return print(printableLines(line) + "\n");
    }

    void message(const std::string& text) override { complain(text); }
    void setState(const std::string&) override {}

    void finish(const Observation& observation) override
    {
        print("\n" + tableText({}, Style(false)) + heartTotalsLine(book().totals()) + "\n" +
              joined(conditionLines(observation)));
    }

protected:
    bool tell(const std::vector<HeartTold>& told, std::uint64_t leftOut) override
    {
        std::string lines = leftOut > 0 ? leftOutText(leftOut) + "\n" : std::string();
        for (const HeartTold& one : told) {
            if (one.change) {
                lines += figures::seconds(std::max(one.seconds, 0.0)) + ": " + toldLine(one) + "\n";
            }
        }
        return print(lines);
    }

private:
    std::string m_title; // until it has been printed
    Ticker m_ticker{10s};
};

class LiveDisplay final : public MonitorDisplay {
public:
    explicit LiveDisplay(std::string title) : m_title(std::move(title)) {}

    bool update(const Observation& observation) override
    {
        return !m_ticker.due() || m_frame.draw(frame(observation, terminalSize(Descriptor)));
    }

    void message(const std::string& text) override
    {
        if (isTerminal(STDERR_FILENO)) {
            m_frame.erase();
        }
        complain(text);
    }

    void setState(const std::string& state) override { m_state = state; }

    void finish(const Observation& observation) override
    {
        m_frame.erase();
        m_state = "ended after";
        const int columns = terminalSize(Descriptor).columns;
        print(titleLine(observation) + "\n" + tableText({columns, 0}, m_style) + heartTotalsLine(book().totals()) +
              "\n" + joined(conditionLines(observation)));
    }

protected:
    bool tell(const std::vector<HeartTold>& told, std::uint64_t leftOut) override
    {
        if (leftOut > 0) {
            m_recent.push_back(leftOutText(leftOut));
        }
        for (const HeartTold& one : told) {
            if (one.change) {
                m_recent.push_back(figures::duration(std::max(one.seconds, 0.0)) + "  " + toldLine(one));
            }
        }
        while (m_recent.size() > RecentChanges) {
            m_recent.pop_front();
        }
        return true;
    }

private:
    static constexpr std::size_t RecentChanges = 5;

    std::string titleLine(const Observation& observation) const
    {
        return m_style(Tone::Bold, printable(m_title)) + "  " + m_state + " " + figures::duration(observation.seconds);
    }

    // Title, hearts, what changed last, the monitor's own condition.
    std::vector<std::string> frame(const Observation& observation, TerminalSize size) const
    {
        std::vector<std::string> lines{titleLine(observation) + m_style(Tone::Dim, "  Ctrl-C ends it")};
        std::vector<std::string> below{"", heartTotalsLine(book().totals())};
        for (const std::string& condition : conditionLines(observation)) {
            below.push_back(condition);
        }
        for (const std::string& change : m_recent) {
            below.push_back(m_style(Tone::Dim, cutTo(change, size.columns)));
        }
        const int room = std::max(LiveFrame::roomOf(size) - 1 - static_cast<int>(below.size()), 3);
        const std::vector<BookedHeart> rows = book().rows();
        if (rows.empty()) {
            lines.push_back(m_style(Tone::Dim, "no heart has answered yet"));
        } else {
            const auto table = heartLines(rows, {size.columns, room}, m_style);
            lines.insert(lines.end(), table.begin(), table.end());
        }
        lines.insert(lines.end(), below.begin(), below.end());
        return lines;
    }

    std::string m_title;
    std::string m_state = "starting";
    Style m_style = Style::forDescriptor(Descriptor);
    std::deque<std::string> m_recent;
    Ticker m_ticker{250ms};
    LiveFrame m_frame{Descriptor};
};

} // namespace

std::string MonitorDisplay::tableText(TableRoom room, const Style& style) const
{
    const std::vector<BookedHeart> rows = m_book.rows();
    return rows.empty() ? std::string() : joined(heartLines(rows, room, style));
}

void MonitorDisplay::setDepartures(const Topology& topology, std::function<std::vector<Departure>()> departures)
{
    m_topology = topology;
    m_departures = std::move(departures);
}

std::vector<HeartTold> MonitorDisplay::takeDepartures(double seconds)
{
    std::vector<HeartTold> told;
    for (const Departure& departure : m_departures()) {
        const auto left = m_book.leave(departure.monitor, seconds, departure.cause);
        told.insert(told.end(), left.begin(), left.end());
        m_topology = withoutMonitor(m_topology, departure.monitor);
        m_wanted = m_topology;
    }
    return told;
}

Status MonitorDisplay::follow(const Observer& observer)
{
    const ObservationPtr observation = observer.current();
    std::uint64_t leftOut = 0;
    std::vector<Observer::HeartEvent> events;
    while (observer.lastHeartEventNumber() > m_last) {
        const std::size_t before = events.size();
        for (Observer::HeartEvent& event : observer.heartEvents(m_last, EventsAtOnce)) {
            leftOut += event.number - m_last - 1;
            m_last = event.number;
            events.push_back(std::move(event));
        }
        if (events.size() == before) { // the newest of all are gaps
            break;
        }
    }
    std::vector<HeartTold> told = m_book.take(*observation, events);
    if (m_departures) {
        const auto left = takeDepartures(observation->seconds);
        told.insert(told.end(), left.begin(), left.end());
    }
    if ((!told.empty() || leftOut > 0) && !tell(told, leftOut)) {
        m_hasReader = false;
    }
    return {};
}

std::unique_ptr<MonitorDisplay> makeMonitorDisplay(const std::string& title, MonitorOutput output)
{
    if (output == MonitorOutput::JsonLines) {
        return std::make_unique<JsonDisplay>();
    }
    if (canDrawFrames(Descriptor)) {
        return std::make_unique<LiveDisplay>(title);
    }
    return std::make_unique<LineDisplay>(title);
}

} // namespace zeroloom
