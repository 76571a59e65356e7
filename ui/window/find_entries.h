// Everything in a topology that can be found by typing: nodes, sockets, wires by endpoint, notes.
#pragma once

#include <vector>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"
#include "ui/window/command_palette.h"

namespace zeroloom {

// Each entry's act reveals its place on the canvas. Endpoints are those of the run where one knows them.
std::vector<PaletteEntry> findEntries(Document& document, const RunController& run);

} // namespace zeroloom
