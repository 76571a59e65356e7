#include "ui/liveness/change_file.h"

#include <QCoreApplication>
#include <QSaveFile>

#include "ui/liveness/change_text.h"

namespace zeroloom {
namespace {

constexpr std::size_t Chunk = 10'000;

bool writeLine(QSaveFile& file, const QString& line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    return file.write(bytes) == bytes.size();
}

bool writeAll(QSaveFile& file, const LivenessSource& source, const QStringList& words, bool jsonLines)
{
    if (!jsonLines && !writeLine(file, changeCsvHeader()))
        return false;
    std::uint64_t last = 0;
    for (;;) {
        const std::vector<Observer::HeartEvent> events = source.heartEvents(last, Chunk);
        if (events.empty())
            return true;
        for (const Observer::HeartEvent& event : events)
            if (hasWords(event, words) && !writeLine(file, jsonLines ? changeJsonLine(event) : changeCsvLine(event)))
                return false;
        last = events.back().number;
    }
}

} // namespace

QString saveChanges(const LivenessSource& source, const QStringList& words, const QString& path)
{
    QSaveFile file(path);
    const bool jsonLines = path.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive);
    if (file.open(QIODevice::WriteOnly) && writeAll(file, source, words, jsonLines) && file.commit())
        return {};
    return QCoreApplication::translate("Liveness", "%1 could not be written: %2").arg(path, file.errorString());
}

} // namespace zeroloom
