// Diagnostics as people and programs read them. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "app/zeroloomctl/terminal.h"
#include "core/check/check.h"

namespace zeroloom {

// One document {"diagnostics": [...]}: DESIGN, "The command line"; schema resources/schemas/diagnostics.schema.json.
std::string diagnosticsAsJson(const std::vector<Diagnostic>& diagnostics);

// "error: FILE: MESSAGE" and "  fix: ..." for each, `width` columns wide (0: unlimited). Of a code that occurs very
// often the first few are shown and the rest is counted.
std::string diagnosticsAsText(const std::vector<Diagnostic>& diagnostics, const std::string& file, int width,
                              const Style& style);

// "1 error, 2 warnings" or "no problems".
std::string diagnosticsCounted(const std::vector<Diagnostic>& diagnostics);

} // namespace zeroloom
