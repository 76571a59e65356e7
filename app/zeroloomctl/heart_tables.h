// Hearts as text: one row for each, what can be said of their monitors, and what happened to them. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "app/zeroloomctl/heart_ledger.h"
#include "app/zeroloomctl/row_table.h"

namespace zeroloom {

// State, age of the last beat, round-trip times, missed beats, how long it has been so, who it is, the last beats.
std::vector<std::string> heartLines(const std::vector<BookedHeart>& rows, TableRoom room, const Style& style);

// "12 hearts: 9 alive, 1 late, 2 lost, 0 left"
std::string heartTotalsLine(const HeartTotals& totals);

// One line for each monitor of a run: "monitor: 9 alive, 1 late, 2 lost, 120 beats sent, own delay 86 µs".
std::vector<std::string> monitorLines(const Observation& observation);

// What all monitors of a run say of themselves: beats, own delay, why they can't judge, what came in wrong.
std::vector<std::string> conditionLines(const Observation& observation);

// "lost", "new heart-1  rtt 410 µs": what happened, for a person.
std::string toldLine(const HeartTold& told);

} // namespace zeroloom
