// zeroloomctl health: whether a run is well, for the probes of containers and for scripts.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/run_health.h"
#include "app/zeroloomctl/standard_streams.h"
#include "core/base/clock.h"
#include "core/base/duration.h"
#include "core/base/file_system.h"

namespace zeroloom {

namespace {

constexpr std::uint64_t LargestHealthFile = 1U << 20U; // bytes

struct HealthArguments {
    std::string file;
    std::string within = "10s";
    bool ready = false;
};

ExitCode notWell(const std::string& why)
{
    complain(why);
    return ExitCode::Failed;
}

ExitCode tellHealth(const HealthArguments& arguments)
{
    const auto within = parseDuration(arguments.within);
    if (!within) {
        complain("--within: " + within.error().message);
        return ExitCode::Usage;
    }
    const auto text = DiskFileSystem().read(arguments.file, LargestHealthFile);
    if (!text) {
        return notWell("nothing runs: " + text.error().text());
    }
    const auto read = readHealth(*text);
    if (!read) {
        complain(arguments.file + ": " + read.error().message);
        return ExitCode::Usage;
    }
    if (SteadyClock().now() - read->written > *within) {
        return notWell("the run has not told of itself for more than " + formatDuration(*within) +
                       ": it hangs or died");
    }
    if (!read->health.problems.empty()) {
        return notWell(read->health.problems.front());
    }
    if (arguments.ready && !read->health.ready) {
        return notWell("not ready: " + read->health.state);
    }
    return printResult(read->health.state + (read->health.ready ? ", ready\n" : "\n"));
}

} // namespace

void addHealthCommand(CLI::App& app, ExitCode& exit)
{
    const auto arguments = std::make_shared<HealthArguments>();
    CLI::App* command = app.add_subcommand(
        "health", "Tell whether a run is well, by the file that 'run --health' keeps\n\n"
                  "Exits with 0 when it is. It is not, and the exit is 3, when there is no such file, when the file is "
                  "old because the run hangs or was killed, when a node failed, or when a host was lost or does not "
                  "answer. Peers that run elsewhere do not count.");
    command->add_option("FILE", arguments->file, "The file that 'run --health' keeps")->required()->type_name("FILE");
    command->add_flag("--ready", arguments->ready, "Also ask that every node runs and every bind is up");
    command->add_option("--within", arguments->within, "How old the file may be (10s)")->type_name("TIME");
    command->callback([arguments, &exit] { exit = tellHealth(*arguments); });
    command->footer("Examples:\n"
                    "  zeroloomctl health /tmp/health            a liveness probe\n"
                    "  zeroloomctl health /tmp/health --ready    a readiness probe");
}

} // namespace zeroloom
