#include "ui/monitor/event_log_text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>
#include <QStringList>

#include "ui/monitor/csv_field.h"
#include "ui/monitor/event_log_model.h"
#include "ui/theme/text.h"

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
        return toQString(event.node.text());
    return toQString(SocketRef{event.node, event.socket}.text());
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
        return toQString(event.host.text());
    case EventLogModel::NodeColumn:
        return place(event.event);
    case EventLogModel::WireColumn:
        return toQString(event.event.wire.text());
    case EventLogModel::Kind:
        return toQString(event.event.kind);
    case EventLogModel::Text:
        return event.event.endpoint.empty()
                   ? toQString(event.event.text)
                   : toQString(event.event.endpoint + (event.event.text.empty() ? "" : " · ") + event.event.text);
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
    const QJsonObject object{{QStringLiteral("t"), event.seconds},
                             {QStringLiteral("severity"), severityWord(event.event.severity)},
                             {QStringLiteral("host"), toQString(event.host.text())},
                             {QStringLiteral("node"), toQString(event.event.node.text())},
                             {QStringLiteral("socket"), toQString(event.event.socket.text())},
                             {QStringLiteral("wire"), toQString(event.event.wire.text())},
                             {QStringLiteral("event"), toQString(event.event.kind)},
                             {QStringLiteral("endpoint"), toQString(event.event.endpoint)},
                             {QStringLiteral("text"), toQString(event.event.text)}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace zeroloom
