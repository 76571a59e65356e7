// Menus of what can be done to the run: made of fault_choices.h. GUI thread only.
#pragma once

#include <functional>

#include <QMenu>

#include "ui/document/document.h"
#include "ui/document/fault_choices.h"
#include "ui/document/run_controller.h"

namespace zeroloom {

// What a fault is done with. All outlive the menus.
struct FaultTools {
    Document& document;
    RunController& run;
    QWidget& window;                         // over which a question stands
    std::function<void(const QString&)> say; // to the person, in words
};

// Why nothing can be disturbed now, or empty: it runs.
QString whyNoFaults(const RunController& run);
void doFault(const FaultChoice& choice, const FaultTools& tools);
// An entry for each, those of a submenu below it; what cannot be done is disabled and says why.
void addFaults(QMenu& menu, const std::vector<FaultChoice>& choices, const FaultTools& tools);

} // namespace zeroloom
