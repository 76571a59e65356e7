// Acts and what they lead to in words for people: what a menu offers to undo, what a badge on the canvas says. Pure
// functions.
#pragma once

#include <QString>

#include "core/model/act.h"
#include "core/plan/conditions.h"

namespace zeroloom {

QString timeWords(Nanoseconds time);                                    // "50 ms"
QString percentWords(double fraction);                                  // "10%"
QString speedWords(double speed);                                       // "1/10", "1"
QString socketWords(const Topology& topology, const SocketRef& socket); // "PUSH of Ventilator"

// "Kill Worker 1", "Delay PUSH of Ventilator → PULL of Worker 1 by 200 ms".
QString actWords(const Act& act, const Topology& topology);
// Of several that are done as one: "Kill 3 nodes", "Cut 2 wires".
QString actWords(const std::vector<Act>& acts, const Topology& topology);

// What is wrong now, or empty: "frozen, slowed by 50 ms".
QString conditionWords(const NodeCondition& condition);
QString conditionWords(const WireFault& fault);
QString conditionWords(const SocketCondition& condition); // "held, 3 let through"

// All that is wrong now, in one line: "Worker 1: killed; Worker 2: hangs". Of many the first. Empty when nothing is.
QString faultsLine(const RunConditions& conditions, const Topology& topology);

} // namespace zeroloom
