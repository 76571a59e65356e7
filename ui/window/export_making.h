// One export made ready to be looked at and written. A pure function, for a thread beside the window.
#pragma once

#include <memory>
#include <vector>

#include <QImage>

#include "core/check/check.h"
#include "core/exchange/exporter.h"

namespace zeroloom {

struct ExportOutcome {
    Result<Exported> exported = fail(ErrorCode::Internal, "nothing was exported yet");
    std::vector<Diagnostic> errors; // of a topology that must have none for this format; `exported` has failed then
    QImage picture;                 // of a format that is one; empty when it could not be painted
    bool standsIn = false;          // the picture was painted from another format of the same look
};

// Svg, png, pdf: told by the suffix of the file.
bool isPicture(const Exporter& exporter);

ExportOutcome makeExport(const Exporter& exporter, const Topology& topology, const ExportChoices& choices);

} // namespace zeroloom
