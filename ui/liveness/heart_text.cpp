#include "ui/liveness/heart_text.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

#include "core/observe/figure_text.h"
#include "ui/theme/figures.h"
#include "ui/theme/heart_look.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

QString words(const char* english) { return QCoreApplication::translate("Liveness", english); }

QString unknown() { return toQString(figures::UnknownFigure); }

QString processText(const Heart& heart)
{
    if (heart.processId == 0)
        return unknown();
    const QString number = QString::number(heart.processId);
    return heart.process.empty() ? number : QStringLiteral("%1 (%2)").arg(toQString(heart.process), number);
}

QString sinceText(const HeartBook& book, HeartKey key, const Heart& heart)
{
    return heart.sinceNs == 0 ? unknown() : timeOfDay(book.wallMs(key.monitor, heart.sinceNs));
}

QString roundTripText(std::uint32_t us) { return us == 0 ? unknown() : millisecondsText(us) + words(" ms"); }

} // namespace

QString columnTitle(HeartColumn column)
{
    switch (column) {
    case HeartColumn::Heart:
        return words("Heart");
    case HeartColumn::State:
        return words("State");
    case HeartColumn::Strip:
        return words("Last beats");
    case HeartColumn::Age:
        return words("Age");
    case HeartColumn::RoundTrip:
        return words("RTT (ms)");
    case HeartColumn::Median:
        return words("Median");
    case HeartColumn::Percentile99:
        return words("99th");
    case HeartColumn::MissedInRow:
        return words("In a row");
    case HeartColumn::Missed:
        return words("Missed");
    case HeartColumn::Beats:
        return words("Beats");
    case HeartColumn::Suspicion:
        return words("φ");
    case HeartColumn::Since:
        return words("Since");
    case HeartColumn::Address:
        return words("Address");
    case HeartColumn::Process:
        return words("Process");
    case HeartColumn::Monitor:
        return words("Monitor");
    case HeartColumn::Count:
        break;
    }
    return {};
}

QString columnTip(HeartColumn column)
{
    switch (column) {
    case HeartColumn::Heart:
        return words("The id by which the heart answers. Click to sort; a third click returns to the order of coming");
    case HeartColumn::State:
        return words("Alive, late (a beat is overdue), lost, or left (it cannot come back under this id)");
    case HeartColumn::Strip:
        return words("The last 32 beats, the newest at the right: high in time, low late, a cross missed");
    case HeartColumn::Age:
        return words("How long ago the last beat came that counted");
    case HeartColumn::RoundTrip:
        return words("Round trip of the last beat, in milliseconds");
    case HeartColumn::Median:
        return words("Median round trip of the last 64 beats, in milliseconds");
    case HeartColumn::Percentile99:
        return words("99th percentile of the round trips of the last 64 beats, in milliseconds");
    case HeartColumn::MissedInRow:
        return words("Beats missed in a row since the last sign of life");
    case HeartColumn::Missed:
        return words("Beats missed in all");
    case HeartColumn::Beats:
        return words("Beats that counted, in time or late");
    case HeartColumn::Suspicion:
        return words("Suspicion of the phi-accrual detector: at 1 one in ten such silences is a mistake, at 2 one in a "
                     "hundred");
    case HeartColumn::Since:
        return words("Time of day since when it is in this state");
    case HeartColumn::Address:
        return words("Address of the peer");
    case HeartColumn::Process:
        return words("Process behind the connection, where it runs on this machine");
    case HeartColumn::Monitor:
        return words("The node that watches it");
    case HeartColumn::Count:
        break;
    }
    return {};
}

bool changesByItself(HeartColumn column)
{
    return column != HeartColumn::Heart && column != HeartColumn::Address && column != HeartColumn::Process &&
           column != HeartColumn::Monitor;
}

std::uint64_t ageNs(const HeartBook& book, HeartKey key, const Heart& heart)
{
    const HeartMonitorObservation* monitor = book.monitor(key.monitor);
    if (!monitor || heart.lastBeatNs == 0 || monitor->nowNs < heart.lastBeatNs)
        return 0;
    return monitor->nowNs - heart.lastBeatNs;
}

QString ageText(std::uint64_t ns)
{
    const double seconds = static_cast<double>(ns) / 1e9;
    return seconds < 60 ? words("%1 s").arg(seconds, 0, 'f', 1) : durationText(seconds);
}

QString changeText(HeartChangeKind change) { return words(name(change).data()); }

QString stripText(std::uint64_t strip)
{
    std::array<int, 4> counts{};
    for (int ago = 0; ago < BeatsOfStrip; ++ago)
        ++counts[static_cast<std::size_t>(beatMark(strip, ago))];
    const auto count = [&](BeatMark mark) { return counts[static_cast<std::size_t>(mark)]; };
    const int beats = BeatsOfStrip - count(BeatMark::None);
    if (beats == 0)
        return words("no beat judged yet");
    return words("last %1 beats: %2 in time, %3 late, %4 missed")
        .arg(beats)
        .arg(count(BeatMark::InTime))
        .arg(count(BeatMark::Late))
        .arg(count(BeatMark::Missed));
}

QString millisecondsText(std::uint32_t us)
{
    const double ms = us / 1e3;
    return QString::number(ms, 'f', ms < 10 ? 2 : ms < 100 ? 1 : 0);
}

QString timeOfDay(std::int64_t wallMs)
{
    return QDateTime::fromMSecsSinceEpoch(wallMs).toString(QStringLiteral("HH:mm:ss"));
}

QString heartCell(const HeartBook& book, HeartKey key, const Heart& heart, HeartColumn column)
{
    const auto orUnknown = [](const QString& text) { return text.isEmpty() ? unknown() : text; };
    const auto roundTrip = [](std::uint32_t us) { return us == 0 ? unknown() : millisecondsText(us); };
    switch (column) {
    case HeartColumn::Heart:
        return toQString(heart.id);
    case HeartColumn::State:
        return heartStateText(heart.state);
    case HeartColumn::Strip:
        return stripText(heart.strip);
    case HeartColumn::Age:
        return heart.lastBeatNs == 0 ? unknown() : ageText(ageNs(book, key, heart));
    case HeartColumn::RoundTrip:
        return roundTrip(heart.rttUs);
    case HeartColumn::Median:
        return roundTrip(heart.rttMedianUs);
    case HeartColumn::Percentile99:
        return roundTrip(heart.rttP99Us);
    case HeartColumn::MissedInRow:
        return countText(heart.missedInRow);
    case HeartColumn::Missed:
        return countText(heart.missed);
    case HeartColumn::Beats:
        return countText(heart.beats);
    case HeartColumn::Suspicion:
        return heart.suspicion > 0 ? QString::number(std::min(heart.suspicion, 999.0F), 'f', 1) : unknown();
    case HeartColumn::Since:
        return sinceText(book, key, heart);
    case HeartColumn::Address:
        return orUnknown(toQString(heart.address));
    case HeartColumn::Process:
        return processText(heart);
    case HeartColumn::Monitor:
        return toQString(book.monitorId(key.monitor).text());
    case HeartColumn::Count:
        break;
    }
    return {};
}

QString heartDetail(const HeartBook& book, HeartKey key, const Heart& heart)
{
    QString text = words("%1: %2").arg(toQString(heart.id), heartStateText(heart.state));
    if (heart.sinceNs != 0)
        text += words(" since %1").arg(sinceText(book, key, heart));
    if (!heart.cause.empty())
        text += QStringLiteral(" — ") + toQString(heart.cause);
    return text;
}

QString heartTip(const HeartBook& book, HeartKey key, const Heart& heart)
{
    QStringList lines{heartDetail(book, key, heart)};
    lines << words("Round trip %1, median %2, 99th percentile %3")
                 .arg(roundTripText(heart.rttUs), roundTripText(heart.rttMedianUs), roundTripText(heart.rttP99Us));
    lines << words("%1 beats, %2 of them late; %3 missed, %4 in a row")
                 .arg(countText(heart.beats), countText(heart.lateBeats), countText(heart.missed),
                      countText(heart.missedInRow));
    if (heart.oldBeats > 0)
        lines << words("%1 answers to earlier beats").arg(countText(heart.oldBeats));
    if (heart.unjudged > 0)
        lines << words("%1 beats could not be judged").arg(countText(heart.unjudged));
    if (!heart.address.empty() || heart.processId != 0)
        lines << words("Address %1, process %2")
                     .arg(heart.address.empty() ? unknown() : toQString(heart.address), processText(heart));
    if (heart.madeId)
        lines << words("The id was made for this connection: after a reconnect it is another heart");
    lines << stripText(heart.strip);
    return lines.join(QLatin1Char('\n'));
}

} // namespace zeroloom
