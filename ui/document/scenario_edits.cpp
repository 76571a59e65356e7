#include "ui/document/scenario_edits.h"

#include <algorithm>

#include <QObject>
#include <QStringList>

#include "core/base/duration.h"
#include "core/model/act.h"
#include "ui/theme/text.h"

namespace zeroloom {

QString scenarioText(const std::vector<TimedAct>& acts)
{
    QStringList lines;
    for (const TimedAct& timed : acts)
        lines << toQString(formatDuration(timed.at) + ' ' + timed.act);
    return lines.join(QLatin1Char('\n'));
}

ScenarioReading readScenario(const QString& text, const Topology& topology)
{
    ScenarioReading reading;
    const QStringList lines = text.split(QLatin1Char('\n'));
    const auto refuse = [&](int line, const QString& why) {
        reading.line = line;
        reading.problem = QObject::tr("Line %1: %2").arg(QString::number(line), why);
    };
    for (int i = 0; i < lines.size() && reading.line == 0; ++i) {
        const QString line = lines[i].simplified();
        if (line.isEmpty())
            continue;
        const qsizetype gap = line.indexOf(QLatin1Char(' '));
        const auto at = parseDuration(line.left(gap).toStdString());
        if (!at || gap < 0) {
            refuse(i + 1, QObject::tr("begin with a time and an act, such as “3s kill worker1”"));
            continue;
        }
        const std::string act = line.mid(gap + 1).toStdString();
        if (const auto read = parseAct(act, topology); !read)
            refuse(i + 1, toQString(read.error().text()));
        else
            reading.acts.push_back({*at, act});
    }
    std::stable_sort(reading.acts.begin(), reading.acts.end(),
                     [](const TimedAct& a, const TimedAct& b) { return a.at < b.at; });
    return reading;
}

std::string freshScenarioName(const Topology& topology)
{
    for (int number = 1;; ++number) {
        const std::string name = QObject::tr("Scenario %1").arg(number).toStdString();
        if (std::none_of(topology.scenarios.begin(), topology.scenarios.end(),
                         [&](const Scenario& one) { return one.name == name; }))
            return name;
    }
}

Status setScenarios(Editor& editor, std::vector<Scenario> scenarios)
{
    editor.endMerge();
    return editor.setScenarios(std::move(scenarios), "Change scenarios");
}

} // namespace zeroloom
