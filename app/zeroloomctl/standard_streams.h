// Standard input, output and error of the command line: whole writes, with a full disk and a closed pipe noticed.
//
// Used on the main thread. SIGPIPE must be ignored (main does), so that a reader who leaves is an error code here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "app/zeroloomctl/exit_code.h"
#include "core/base/result.h"

namespace zeroloom {

enum class WriteOutcome {
    Written,
    ReaderLeft, // a pipe whose reader has closed it: nothing more is wanted
    Failed,     // errno says why
};

// Writes all of `text` to the descriptor, however many calls it takes.
WriteOutcome writeAll(int descriptor, std::string_view text);

// A command's result. Done when it was written or when the reader has left; otherwise complains and returns Failed.
ExitCode printResult(std::string_view text);

// "zeroloomctl: MESSAGE" and a newline to standard error, with control characters made visible.
void complain(std::string_view message);

// All of standard input. Fails with InvalidInput when it is larger than `limit` bytes.
[[nodiscard]] Result<std::string> readStandardInput(std::size_t limit);

} // namespace zeroloom
