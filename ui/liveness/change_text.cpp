#include "ui/liveness/change_text.h"

#include <algorithm>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/liveness/heart_text.h"
#include "ui/monitor/csv_field.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

QString words(const char* english) { return QCoreApplication::translate("Liveness", english); }

} // namespace

QString changeColumnTitle(ChangeColumn column)
{
    switch (column) {
    case ChangeColumn::Time:
        return words("Time (s)");
    case ChangeColumn::Heart:
        return words("Heart");
    case ChangeColumn::Change:
        return words("Change");
    case ChangeColumn::RoundTrip:
        return words("Round trip (ms)");
    case ChangeColumn::MissedInRow:
        return words("Missed in a row");
    case ChangeColumn::Cause:
        return words("Cause");
    case ChangeColumn::Monitor:
        return words("Monitor");
    case ChangeColumn::Count:
        break;
    }
    return {};
}

QString changeCell(const Observer::HeartEvent& event, ChangeColumn column)
{
    const HeartChange& change = event.change;
    switch (column) {
    case ChangeColumn::Time:
        return QString::number(event.seconds, 'f', 3);
    case ChangeColumn::Heart:
        return toQString(change.id);
    case ChangeColumn::Change:
        return changeText(change.kind);
    case ChangeColumn::RoundTrip:
        return change.rttUs == 0 ? QString() : QString::number(change.rttUs / 1e3, 'f', 3);
    case ChangeColumn::MissedInRow:
        return change.missedInRow == 0 ? QString() : QString::number(change.missedInRow);
    case ChangeColumn::Cause:
        return toQString(change.cause);
    case ChangeColumn::Monitor:
        return toQString(event.monitor.text());
    case ChangeColumn::Count:
        break;
    }
    return {};
}

bool hasWords(const Observer::HeartEvent& event, const QStringList& words)
{
    if (words.isEmpty())
        return true;
    const QString line = toQString(event.change.id) + QLatin1Char(' ') + changeText(event.change.kind) +
                         QLatin1Char(' ') + toQString(event.change.cause) + QLatin1Char(' ') +
                         toQString(event.monitor.text());
    return std::ranges::all_of(words, [&](const QString& word) { return line.contains(word, Qt::CaseInsensitive); });
}

QString changeCsvHeader() { return QStringLiteral("seconds,heart,event,rtt_ms,missed_in_row,cause,monitor"); }

QString changeCsvLine(const Observer::HeartEvent& event)
{
    QStringList cells;
    for (int column = 0; column < ChangeColumns; ++column)
        cells << csvField(changeCell(event, static_cast<ChangeColumn>(column)));
    return cells.join(QLatin1Char(','));
}

QString changeJsonLine(const Observer::HeartEvent& event)
{
    const HeartChange& change = event.change;
    QJsonObject object{{QStringLiteral("t"), event.seconds},
                       {QStringLiteral("heart"), toQString(change.id)},
                       {QStringLiteral("event"), toQString(name(change.kind))},
                       {QStringLiteral("missed"), static_cast<qint64>(change.missedInRow)},
                       {QStringLiteral("cause"), toQString(change.cause)},
                       {QStringLiteral("monitor"), toQString(event.monitor.text())}};
    if (change.rttUs > 0)
        object.insert(QStringLiteral("rtt_ms"), change.rttUs / 1e3);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace zeroloom
