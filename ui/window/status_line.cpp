#include "ui/window/status_line.h"

#include <algorithm>

#include <QFileInfo>
#include <QPainter>

#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

QString stateWord(RunState state)
{
    switch (state) {
    case RunState::Stopped:
        return StatusLine::tr("stopped");
    case RunState::Starting:
        return StatusLine::tr("starting");
    case RunState::Running:
        return StatusLine::tr("running");
    case RunState::Paused:
        return StatusLine::tr("paused");
    case RunState::Stopping:
        return StatusLine::tr("stopping: queues drain");
    case RunState::Lost:
        break;
    }
    return StatusLine::tr("lost");
}

QColor stateColor(RunState state)
{
    const ThemeColors& colors = Theme::instance().colors();
    switch (state) {
    case RunState::Running:
        return colors.good;
    case RunState::Starting:
    case RunState::Paused:
    case RunState::Stopping:
        return colors.warning;
    case RunState::Lost:
        return colors.alarm;
    case RunState::Stopped:
        break;
    }
    return colors.idle;
}

QString hostsText(const Observation& seen, RunState state)
{
    const QString word = stateWord(state);
    if (seen.hosts.empty() || state == RunState::Stopped) {
        return StatusLine::tr("not running");
    }
    if (seen.hosts.size() > 1) {
        const auto lost = std::count_if(seen.hosts.begin(), seen.hosts.end(),
                                        [](const auto& entry) { return entry.second.state == HostState::Lost; });
        const QString count = lost > 0 ? StatusLine::tr("%1 of %2 hosts lost").arg(lost).arg(seen.hosts.size())
                                       : StatusLine::tr("%1 hosts").arg(seen.hosts.size());
        return QStringLiteral("%1 · %2 %3").arg(count, word, durationText(seen.seconds));
    }
    const HostObservation& host = seen.hosts.begin()->second;
    const QString name = StatusLine::tr("host %1").arg(QString::fromStdString(host.host.text()));
    if (host.state == HostState::Lost) {
        return QStringLiteral("%1 · %2: %3").arg(name, word, QString::fromStdString(host.detail));
    }
    if (host.processId == 0) {
        return QStringLiteral("%1 · %2").arg(name, word);
    }
    return QStringLiteral("%1 · pid %2 · %3 %4")
        .arg(name)
        .arg(host.processId)
        .arg(word, durationText(host.uptimeSeconds));
}

} // namespace

StatusLine::StatusLine(Document& document, RunController& run, QWidget* parent)
    : QWidget(parent), m_document(document), m_run(run)
{
    setObjectName(QStringLiteral("statusLine"));
    connect(&document, &Document::fileChanged, this, &StatusLine::refreshFile);
    connect(&run, &RunController::stateChanged, this, &StatusLine::refreshRun);
    connect(&run, &RunController::observationChanged, this, &StatusLine::refreshRun);
    connect(&run, &RunController::waitingChanged, this, &StatusLine::refreshRun);
    refreshRun();
    refreshFile();
}

void StatusLine::refreshRun()
{
    const ObservationPtr seen = m_run.observation();
    const RunState state = m_run.state();
    QString host = hostsText(*seen, state);
    QString flow;
    if (state != RunState::Stopped) {
        flow = tr("%1 messages/s in, %2 out · lost %3")
                   .arg(perSecondText(seen->messagesInPerSecond), perSecondText(seen->messagesOutPerSecond),
                        lossText(seen->lost));
    } else if (!seen->sockets.empty()) {
        flow = tr("last run %1 · lost %2").arg(durationText(seen->seconds), lossText(seen->lost));
    }
    if (host != m_host || flow != m_flow) {
        m_host = std::move(host);
        m_flow = std::move(flow);
        announce();
    }
}

void StatusLine::refreshFile()
{
    const QString path = m_document.path();
    const QString name = path.isEmpty() ? QString() : QFileInfo(path).fileName();
    if (m_document.modified()) {
        m_file = name.isEmpty() ? tr("not saved") : tr("modified · %1").arg(name);
    } else {
        m_file = name.isEmpty() ? QString() : tr("saved · %1").arg(name);
    }
    announce();
}

void StatusLine::announce()
{
    setAccessibleName(QStringList({m_host, m_flow, m_file}).join(QStringLiteral("; ")));
    update();
}

void StatusLine::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const ThemeColors& colors = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const RunState state = m_run.state();
    const QPointF dot(Theme::Unit * 1.5, height() / 2.0);
    painter.setPen(QPen(stateColor(state), 1.5));
    painter.setBrush(state == RunState::Stopped ? QBrush(Qt::NoBrush) : QBrush(stateColor(state)));
    painter.drawEllipse(dot, 3.5, 3.5);

    painter.setFont(theme.smallFigureFont());
    painter.setPen(colors.textMuted);
    const QFontMetrics metrics = painter.fontMetrics();
    const QRect all = rect().adjusted(Theme::Unit * 3, 0, -Theme::Unit, 0);
    const int fileWidth = std::min(metrics.horizontalAdvance(m_file) + 2, all.width() / 3);
    painter.drawText(all, Qt::AlignVCenter | Qt::AlignRight, metrics.elidedText(m_file, Qt::ElideMiddle, fileWidth));

    const int hostWidth = std::min(metrics.horizontalAdvance(m_host) + 2, all.width() / 2);
    painter.drawText(QRect(all.left(), 0, hostWidth, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(m_host, Qt::ElideRight, hostWidth));

    // In the middle of the window when there is room, so that it stands still while its neighbours change.
    const int flowWidth = metrics.horizontalAdvance(m_flow) + 2;
    const int lowest = all.left() + hostWidth + Theme::Unit * 2;
    const int highest = all.right() - fileWidth - Theme::Unit * 2 - flowWidth;
    const int left = std::min(std::max(lowest, width() / 2 - 110), std::max(lowest, highest));
    const int room = all.right() - fileWidth - Theme::Unit * 2 - left;
    if (room > 40) {
        painter.drawText(QRect(left, 0, room, height()), Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(m_flow, Qt::ElideRight, room));
    }
}

} // namespace zeroloom
