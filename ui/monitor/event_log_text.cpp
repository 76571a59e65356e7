#include "ui/monitor/event_log_text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>
#include <QStringList>

#include "ui/monitor/event_log_model.h"

namespace zeroloom {
namespace {

QString severityWord(EventSeverity severity)
{
    switch (severity) {
    case EventSeverity::Error:
        return QStringLiteral("error");
    case EventSeverity::Warning:
        return QStringLiteral("warning");
    case EventSeverity::Info:
        break;
    }
    return QStringLiteral("info");
}

QString place(const HostEvent& event)
{
    if (event.socket.empty())
        return QString::fromStdString(event.node.text());
    return QString::fromStdString(SocketRef{event.node, event.socket}.text());
}

// A cell that begins like a formula would be run by a spreadsheet: program output is not ours to trust.
QString csvField(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text[0]))
        text.prepend(QLatin1Char('\''));
    if (text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"')) || text.contains(QLatin1Char('\n')))
        return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
    return text;
}

} // namespace

QString eventCell(const Observer::Event& event, int column)
{
    switch (column) {
    case EventLogModel::Time:
        return QString::number(event.seconds, 'f', 3);
    case EventLogModel::SeverityColumn:
        return severityWord(event.event.severity);
    case EventLogModel::HostColumn:
        return QString::fromStdString(event.host.text());
    case EventLogModel::NodeColumn:
        return place(event.event);
    case EventLogModel::WireColumn:
        return QString::fromStdString(event.event.wire.text());
    case EventLogModel::Kind:
        return QString::fromStdString(event.event.kind);
    case EventLogModel::Text:
        return event.event.endpoint.empty()
                   ? QString::fromStdString(event.event.text)
                   : QString::fromStdString(event.event.endpoint + (event.event.text.empty() ? "" : " · ") +
                                            event.event.text);
    default:
        return {};
    }
}

QString eventColumnTitle(int column)
{
    switch (column) {
    case EventLogModel::Time:
        return QObject::tr("Time (s)");
    case EventLogModel::SeverityColumn:
        return QObject::tr("Severity");
    case EventLogModel::HostColumn:
        return QObject::tr("Host");
    case EventLogModel::NodeColumn:
        return QObject::tr("Node or socket");
    case EventLogModel::WireColumn:
        return QObject::tr("Wire");
    case EventLogModel::Kind:
        return QObject::tr("Event");
    case EventLogModel::Text:
        return QObject::tr("Details");
    default:
        return {};
    }
}

QString eventCsvLine(const Observer::Event& event)
{
    QStringList cells;
    for (int column = 0; column < EventLogModel::ColumnCount; ++column)
        cells << csvField(eventCell(event, column));
    return cells.join(QLatin1Char(','));
}

QString eventCsvHeader() { return QStringLiteral("seconds,severity,host,place,wire,event,details"); }

QString eventJsonLine(const Observer::Event& event)
{
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    const QJsonObject object{{QStringLiteral("t"), event.seconds},
                             {QStringLiteral("severity"), severityWord(event.event.severity)},
                             {QStringLiteral("host"), text(event.host.text())},
                             {QStringLiteral("node"), text(event.event.node.text())},
                             {QStringLiteral("socket"), text(event.event.socket.text())},
                             {QStringLiteral("wire"), text(event.event.wire.text())},
                             {QStringLiteral("event"), text(event.event.kind)},
                             {QStringLiteral("endpoint"), text(event.event.endpoint)},
                             {QStringLiteral("text"), text(event.event.text)}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace zeroloom
