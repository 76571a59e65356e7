// zeroloomctl check: everything that is wrong or doubtful in a topology.
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/diagnostics_output.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/topology_input.h"
#include "core/check/check.h"

namespace zeroloom {

namespace {

ExitCode checkFile(const std::string& file, bool json)
{
    const auto topology = readInput(file);
    if (!topology) {
        return ExitCode::Usage;
    }
    const std::vector<Diagnostic> diagnostics = check(*topology);
    const std::string name = inputName(file);
    const std::string text =
        json ? diagnosticsAsJson(diagnostics)
             : diagnosticsAsText(diagnostics, name, tableWidth(STDOUT_FILENO), Style::forDescriptor(STDOUT_FILENO)) +
                   printable(name) + ": " + diagnosticsCounted(diagnostics) + "\n";
    const ExitCode printed = printResult(text);
    if (printed != ExitCode::Done) {
        return printed;
    }
    return hasErrors(diagnostics) ? ExitCode::TopologyHasErrors : ExitCode::Done;
}

} // namespace

void addCheckCommand(CLI::App& app, ExitCode& exit)
{
    struct Arguments {
        std::string file;
        bool json = false;
    };
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "check", "Check a topology: everything that is wrong or doubtful, with the reason and a fix\n\n"
                 "Nothing is opened, bound or started. Exits with 1 when there are errors; warnings and hints alone "
                 "are 0. A file that cannot be read as a topology is refused with every place that is wrong, and 2.");
    command->add_option("FILE", arguments->file, FileHelp)->required()->type_name("FILE");
    command->add_flag("--json", arguments->json, "Print one JSON document");
    command->callback([arguments, &exit] { exit = checkFile(arguments->file, arguments->json); });
    command->footer("Examples:\n"
                    "  zeroloomctl check pipeline.zeroloom\n"
                    "  zeroloomctl check --json - < pipeline.zeroloom");
}

} // namespace zeroloom
