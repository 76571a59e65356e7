#include "app/zeroloomctl/heart_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/observe/figure_text.h"

namespace zeroloom {

namespace {

constexpr int WideTable = 100, WidestTable = 140;
constexpr int BeatsShown = 16;

Tone toneOf(HeartState state)
{
    switch (state) {
    case HeartState::Alive:
        return Tone::Good;
    case HeartState::Late:
        return Tone::Warning;
    case HeartState::Lost:
        return Tone::Bad;
    case HeartState::Left:
        return Tone::Dim;
    }
    return Tone::Plain;
}

std::string roundTrip(std::uint32_t microseconds)
{
    return microseconds == 0 ? figures::UnknownFigure : figures::microseconds(microseconds);
}

std::string timeText(double seconds)
{
    return seconds < 0 ? figures::UnknownFigure : seconds < 60 ? figures::seconds(seconds) : figures::duration(seconds);
}

// "127.0.0.1:41234 python3 (4242)"
std::string whoText(const Heart& heart)
{
    std::string text = heart.address;
    if (heart.processId != 0) {
        text += (text.empty() ? "" : " ") + (heart.process.empty() ? std::string("process") : heart.process) + " (" +
                std::to_string(heart.processId) + ")";
    }
    return text.empty() ? figures::UnknownFigure : text;
}

// The oldest first.
std::string stripText(std::uint64_t strip)
{
    static constexpr std::array<const char*, 4> Marks{" ", "▪", "▫", "×"};
    std::string text;
    for (int beat = BeatsShown - 1; beat >= 0; --beat) {
        text += Marks[(strip >> (2 * beat)) & 3U];
    }
    return text;
}

bool isInTrouble(const Heart& heart) { return heart.state == HeartState::Late || heart.state == HeartState::Lost; }

std::vector<TableCell> cellsOf(const BookedHeart& row, TableRoom room)
{
    const Heart& heart = row.heart;
    std::vector<TableCell> out{{heart.id, Tone::Bold},
                               {std::string(name(heart.state)), toneOf(heart.state)},
                               timeText(row.ageSeconds),
                               roundTrip(heart.rttUs)};
    if (room.columns == 0 || room.columns >= WideTable) {
        out.emplace_back(roundTrip(heart.rttMedianUs));
        out.emplace_back(roundTrip(heart.rttP99Us));
    }
    out.emplace_back(std::to_string(heart.missedInRow) + "/" + figures::count(heart.missed),
                     heart.missedInRow > 0 ? Tone::Warning : Tone::Plain);
    out.emplace_back(timeText(row.stateSeconds));
    out.emplace_back(whoText(heart));
    if (room.columns == 0 || room.columns >= WidestTable) {
        out.emplace_back(stripText(heart.strip));
    }
    return out;
}

std::string microsecondsOf(std::uint64_t nanoseconds)
{
    return figures::microseconds(static_cast<double>(nanoseconds) / 1000);
}

// Answers that counted for nothing, by what was wrong with them.
std::string rejectedText(const HeartMonitorFigures& figures)
{
    const std::array<std::pair<std::uint64_t, const char*>, 5> all{
        {{figures.garbage, "answers that are no beat"},
         {figures.wrongFrames, "answers of a wrong number of frames"},
         {figures.tooLong, "answers that are too long"},
         {figures.repeated, "answers given twice"},
         {figures.refusedHearts, "hearts too many"}}};
    std::string text;
    for (const auto& [count, what] : all) {
        if (count > 0) {
            text += (text.empty() ? "" : ", ") + figures::count(count) + " " + what;
        }
    }
    return text;
}

std::string milliseconds(std::uint32_t microseconds)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f ms", microseconds / 1000.0);
    return text;
}

} // namespace

std::vector<std::string> heartLines(const std::vector<BookedHeart>& rows, TableRoom room, const Style& style)
{
    TextTable table;
    table.addColumn("HEART", Align::Left, Overflow::Cut);
    table.addColumn("STATE");
    table.addColumn("LAST BEAT", Align::Right);
    table.addColumn("RTT", Align::Right);
    if (room.columns == 0 || room.columns >= WideTable) {
        table.addColumn("MEDIAN", Align::Right);
        table.addColumn("P99", Align::Right);
    }
    table.addColumn("MISSED", Align::Right);
    table.addColumn("SO FOR", Align::Right);
    table.addColumn("WHO", Align::Left, Overflow::Cut);
    if (room.columns == 0 || room.columns >= WidestTable) {
        table.addColumn("LAST BEATS");
    }
    const RowMaker maker{rows.size(), [&](std::size_t row) { return isInTrouble(rows[row].heart); },
                         [&](std::size_t row) { return cellsOf(rows[row], room); }};
    return fittedLines(std::move(table), maker, "hearts", room, style);
}

std::string heartTotalsLine(const HeartTotals& totals)
{
    std::string text = figures::count(totals.hearts) + (totals.hearts == 1 ? " heart: " : " hearts: ") +
                       figures::count(totals.alive) + " alive, " + figures::count(totals.late) + " late, " +
                       figures::count(totals.lost) + " lost";
    return totals.left > 0 ? text + ", " + figures::count(totals.left) + " left" : text;
}

std::vector<std::string> monitorLines(const Observation& observation)
{
    std::vector<std::string> lines;
    for (const auto& [id, monitor] : observation.monitors) {
        const HeartMonitorFigures& now = monitor.figures;
        std::string line = id.text() + ": " + figures::count(now.alive) + " alive, " + figures::count(now.late) +
                           " late, " + figures::count(now.lost) + " lost";
        line += now.left > 0 ? ", " + figures::count(now.left) + " left" : "";
        line += now.sendsBeats ? ", " + figures::count(now.beatsSent) + " beats sent" : "";
        line += ", own delay " + microsecondsOf(now.ownDelayNs);
        line += now.cannotJudge.empty() ? "" : "; can't judge: " + now.cannotJudge;
        lines.push_back(printable(line));
    }
    return lines;
}

std::vector<std::string> conditionLines(const Observation& observation)
{
    std::uint64_t sent = 0, delay = 0, worst = 0, unjudged = 0, silent = 0;
    std::vector<std::string> lines(1);
    const auto addLine = [&](const std::string& line) {
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
            lines.push_back(line);
        }
    };
    for (const auto& [id, monitor] : observation.monitors) {
        const HeartMonitorFigures& now = monitor.figures;
        sent += now.sendsBeats ? now.beatsSent : 0;
        delay = std::max(delay, now.ownDelayNs);
        worst = std::max(worst, now.worstDelayNs);
        unjudged += now.unjudgedBeats;
        silent += now.silentPeers;
        if (!now.cannotJudge.empty()) {
            addLine("can't judge: " + printable(now.cannotJudge));
        }
        const std::string rejected = rejectedText(now);
        if (!rejected.empty()) {
            addLine("not counted: " + rejected +
                    (now.problem.empty() ? std::string() : "; the last: " + printable(now.problem)));
        }
    }
    lines[0] =
        figures::count(sent) + " beats sent, own delay " + microsecondsOf(delay) + ", at most " + microsecondsOf(worst);
    lines[0] += unjudged > 0 ? ", " + figures::count(unjudged) + " beats not judged" : "";
    lines[0] += silent > 0 ? ", " + figures::count(silent) + " connected without an answer" : "";
    return lines;
}

std::string toldLine(const HeartTold& told)
{
    std::string line(name(told.kind));
    line.resize(5, ' ');
    line += told.heart;
    line += told.rttUs > 0 ? ", round trip " + milliseconds(told.rttUs) : "";
    line += told.missed > 0 ? ", " + std::to_string(told.missed) + " missed in a row" : "";
    line += told.cause.empty() ? "" : ": " + told.cause;
    return printable(line);
}

} // namespace zeroloom
