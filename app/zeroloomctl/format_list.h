// The formats of `export` and `import` in words, and what both say when something cannot be used. Used on the main
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/zeroloomctl/exit_code.h"
#include "core/base/result.h"
#include "core/exchange/remark.h"

namespace zeroloom {

std::vector<std::string> exportFormatNames();
std::vector<std::string> importFormatNames();

// {"formats": [...]}
std::string exportFormatsAsJson();
std::string importFormatsAsJson();
// Tables as wide as standard output is.
std::string exportFormatsAsText();
std::string importFormatsAsText();

// "there is no format 'jsn'; did you mean 'json'?"
std::string unknownFormat(std::string_view format, const std::vector<std::string>& known, const std::string& lister);

// One line for each on standard error.
void complainOf(const Remarks& remarks);

// Says why the result was not written. Usage when something is in its way, Failed when the system refused.
ExitCode refusedToWrite(const Error& error);

} // namespace zeroloom
