// Scenarios as text that a person edits, one act a line: "3s kill worker1". Pure functions but for the edit.
#pragma once

#include <vector>

#include <QString>

#include "core/model/editor.h"

namespace zeroloom {

QString scenarioText(const std::vector<TimedAct>& acts);

struct ScenarioReading {
    std::vector<TimedAct> acts; // by time
    QString problem;            // of the first line that cannot be read: "Line 2: ..."; empty: all can
    int line = 0;               // from 1; 0: none
};
ScenarioReading readScenario(const QString& text, const Topology& topology);

std::string freshScenarioName(const Topology& topology); // "Scenario 2"

// All scenarios of the topology anew, as one step of undo.
Status setScenarios(Editor& editor, std::vector<Scenario> scenarios);

} // namespace zeroloom
