#include "ui/canvas/heart_words.h"

#include <algorithm>

#include <QStringList>

#include "ui/canvas/tooltip_table.h"
#include "ui/theme/figures.h"
#include "ui/theme/heart_look.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

constexpr double NsPerSecond = 1e9;

double secondsSince(std::uint64_t thenNs, std::uint64_t nowNs)
{
    return nowNs > thenNs ? static_cast<double>(nowNs - thenNs) / NsPerSecond : 0.0;
}

QString counted(std::size_t count, const char* one, const char* many)
{
    return QStringLiteral("%1 %2").arg(countText(count), QLatin1String(count == 1 ? one : many));
}

// "2 lost", "5 late": only what there is.
QStringList troubles(const HeartMonitorFigures& figures)
{
    QStringList words;
    if (figures.lost > 0)
        words << QStringLiteral("%1 lost").arg(countText(figures.lost));
    if (figures.late > 0)
        words << QStringLiteral("%1 late").arg(countText(figures.late));
    return words;
}

QString ageText(const HeartCluster& cluster, const Heart& heart)
{
    if (heart.lastBeatNs == 0)
        return QStringLiteral("none yet");
    return QStringLiteral("%1 ago").arg(secondsText(secondsSince(heart.lastBeatNs, cluster.seen.nowNs)));
}

QString processText(const Heart& heart)
{
    if (heart.processId == 0)
        return {};
    const QString number = QString::number(heart.processId);
    return heart.process.empty() ? number : QStringLiteral("%1 (%2)").arg(toQString(heart.process), number);
}

} // namespace

QString heartsHeader(const HeartCluster& cluster)
{
    const HeartMonitorObservation& seen = cluster.seen;
    if (!seen.running)
        return QStringLiteral("%1 · not known now: the monitor does not run")
            .arg(counted(cluster.order.size(), "heart", "hearts"));
    QStringList words;
    if (!seen.figures.cannotJudge.empty())
        words << QStringLiteral("can't judge: ") + toQString(seen.figures.cannotJudge);
    words << troubles(seen.figures);
    if (cluster.hidden() > 0) {
        QString more = QStringLiteral("%1 of %2 have no room here")
                           .arg(countText(cluster.hidden()), countText(cluster.order.size()));
        if (const std::size_t lost = cluster.hiddenLost(); lost > 0)
            more += QStringLiteral(", %1 of them lost").arg(countText(lost));
        words << more;
    } else {
        words.prepend(counted(cluster.order.size(), "heart", "hearts"));
    }
    return words.join(QStringLiteral(" · "));
}

QString roundTripText(std::uint32_t microseconds)
{
    return microseconds == 0 ? QStringLiteral("—") : microsecondsText(static_cast<double>(microseconds));
}

QString heartTooltip(const HeartCluster& cluster, const Heart& heart)
{
    TooltipTable table(toQString(heart.id));
    table.row(QStringLiteral("state"),
              QStringLiteral("%1, for %2")
                  .arg(heartStateText(heart.state), secondsText(secondsSince(heart.sinceNs, cluster.seen.nowNs))));
    table.row(QStringLiteral("last beat"), ageText(cluster, heart));
    if (heart.rttUs > 0)
        table.row(
            QStringLiteral("round trip now / median / 99th"),
            QStringLiteral("%1 / %2 / %3")
                .arg(roundTripText(heart.rttUs), roundTripText(heart.rttMedianUs), roundTripText(heart.rttP99Us)));
    table.row(QStringLiteral("beats"),
              QStringLiteral("%1 answered, %2 of them late").arg(countText(heart.beats), countText(heart.lateBeats)));
    table.row(QStringLiteral("missed"),
              QStringLiteral("%1 in a row, %2 in all").arg(countText(heart.missedInRow), countText(heart.missed)));
    if (heart.unjudged > 0)
        table.row(QStringLiteral("not judged"), counted(heart.unjudged, "beat", "beats"));
    table.row(QStringLiteral("peer"), toQString(heart.address));
    table.row(QStringLiteral("process"), processText(heart));
    if (!heart.cause.empty())
        table.line(toQString(heart.cause));
    if (!cluster.seen.running)
        table.line(QStringLiteral("The monitor does not run: this is the last that was known."));
    return table.html();
}

QString heartDescription(const HeartCluster& cluster, const Heart& heart)
{
    QStringList words{toQString(heart.id), heartStateText(heart.state)};
    if (heart.missedInRow > 0)
        words << QStringLiteral("%1 missed in a row").arg(counted(heart.missedInRow, "beat", "beats"));
    if (heart.state == HeartState::Alive && heart.rttUs > 0)
        words << QStringLiteral("round trip %1").arg(roundTripText(heart.rttUs));
    else
        words << QStringLiteral("last beat %1").arg(ageText(cluster, heart));
    return words.join(QStringLiteral(", "));
}

QString clusterDescription(const QString& monitor, const HeartCluster& cluster)
{
    return QStringLiteral("Hearts of %1: %2")
        .arg(monitor, QString(cluster.header).replace(QStringLiteral(" · "), QStringLiteral(", ")));
}

QString clusterTooltip(const QString& monitor, const HeartCluster& cluster)
{
    const HeartMonitorFigures& figures = cluster.seen.figures;
    TooltipTable table(QStringLiteral("Hearts of %1").arg(monitor));
    table.row(QStringLiteral("alive"), countText(figures.alive));
    table.row(QStringLiteral("late"), countText(figures.late));
    table.row(QStringLiteral("lost"), countText(figures.lost));
    table.row(QStringLiteral("left"), countText(figures.left));
    if (figures.silentPeers > 0)
        table.row(QStringLiteral("never answered"), counted(figures.silentPeers, "connection", "connections"));
    table.row(QStringLiteral("own delay"), microsecondsText(static_cast<double>(figures.ownDelayNs) / 1e3));
    if (!figures.cannotJudge.empty())
        table.line(QStringLiteral("Can't judge: ") + toQString(figures.cannotJudge));
    if (!figures.problem.empty())
        table.line(toQString(figures.problem));
    if (cluster.hidden() > 0)
        table.line(QStringLiteral("%1 have no room here: move what stands around, or see the list below.")
                       .arg(countText(cluster.hidden())));
    return table.html();
}

} // namespace zeroloom
