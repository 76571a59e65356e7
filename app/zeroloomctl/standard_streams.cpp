#include "app/zeroloomctl/standard_streams.h"

#include <array>
#include <cerrno>

#include <unistd.h>

#include "app/zeroloomctl/terminal.h"
#include "core/base/system_error.h"

namespace zeroloom {

WriteOutcome writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
            continue;
        }
        if (errno == EINTR) {
            continue;
        }
        return errno == EPIPE ? WriteOutcome::ReaderLeft : WriteOutcome::Failed;
    }
    return WriteOutcome::Written;
}

ExitCode printResult(std::string_view text)
{
    if (writeAll(STDOUT_FILENO, text) != WriteOutcome::Failed) {
        return ExitCode::Done;
    }
    complain("cannot write to standard output: " + systemErrorText(errno));
    return ExitCode::Failed;
}

void complain(std::string_view message) { writeAll(STDERR_FILENO, "zeroloomctl: " + printableLines(message) + "\n"); }

Result<std::string> readStandardInput(std::size_t limit)
{
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return fail(systemErrorCode(errno), "cannot read standard input: " + systemErrorText(errno));
        }
        if (count == 0) {
            return text;
        }
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > limit) {
            return fail(ErrorCode::InvalidInput, "standard input is larger than " + std::to_string(limit >> 20U) +
                                                     " MiB, the limit of a topology file");
        }
    }
}

} // namespace zeroloom
