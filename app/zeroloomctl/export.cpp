// zeroloomctl export: a topology as configuration, code or a picture.
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/diagnostics_output.h"
#include "app/zeroloomctl/format_list.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/topology_input.h"
#include "core/check/check.h"
#include "core/exchange/export_files.h"
#include "core/exchange/exporter.h"

namespace zeroloom {

namespace {

struct ExportArguments {
    std::string file;
    std::string format;
    std::string output;
    bool force = false;
    bool dark = false;
    bool list = false;
    bool json = false;
};

// Errors are told, and only errors: the rest is no obstacle, and `check` shows it.
bool isRunnable(const Topology& topology, const std::string& file)
{
    std::vector<Diagnostic> errors = check(topology);
    std::erase_if(errors, [](const Diagnostic& diagnostic) { return diagnostic.severity != Severity::Error; });
    if (errors.empty()) {
        return true;
    }
    writeAll(STDERR_FILENO, diagnosticsAsText(errors, inputName(file), tableWidth(STDERR_FILENO),
                                              Style::forDescriptor(STDERR_FILENO)));
    complain(inputName(file) + " was not exported: " + diagnosticsCounted(errors));
    return false;
}

// Where the result goes must be clear before any work is done.
bool outputFits(const Exporter& exporter, const std::string& output)
{
    const std::string name = "'" + std::string(exporter.name) + "'";
    const bool toStream = output.empty() || output == "-";
    if (toStream && exporter.shape == ExportShape::Folder) {
        complain(name + " makes a folder; name one with -o");
        return false;
    }
    if (output.empty() && !exporter.text) {
        complain(name + " makes a file that is no text; name one with -o, or '-o -' for standard output");
        return false;
    }
    return true;
}

ExitCode writeResult(const Exporter& exporter, const Exported& exported, const ExportArguments& arguments)
{
    if (arguments.output.empty() || arguments.output == "-") {
        return printResult(exported.files.front().content);
    }
    DiskFileSystem disk;
    const Overwrite overwrite = arguments.force ? Overwrite::Files : Overwrite::Never;
    const Status written = writeExport(exported, exporter.shape, arguments.output, overwrite, disk);
    return written ? ExitCode::Done : refusedToWrite(written.error());
}

ExitCode exportFile(const ExportArguments& arguments)
{
    const Exporter* exporter = exporterByName(arguments.format);
    if (exporter == nullptr) {
        complain(unknownFormat(arguments.format, exportFormatNames(), "zeroloomctl export --list"));
        return ExitCode::Usage;
    }
    if (!outputFits(*exporter, arguments.output)) {
        return ExitCode::Usage;
    }
    const auto topology = readInput(arguments.file);
    if (!topology) {
        return ExitCode::Usage;
    }
    if (exporter->needsRunnable && !isRunnable(*topology, arguments.file)) {
        return ExitCode::TopologyHasErrors;
    }
    const auto exported = exporter->write(*topology, ExportChoices{.dark = arguments.dark});
    if (!exported) {
        complain(inputName(arguments.file) + " was not exported: " + exported.error().text());
        return exported.error().code == ErrorCode::InvalidInput ? ExitCode::TopologyHasErrors : ExitCode::Failed;
    }
    const ExitCode written = writeResult(*exporter, *exported, arguments);
    if (written == ExitCode::Done) {
        complainOf(exported->remarks);
    }
    return written;
}

ExitCode listFormats(bool json) { return printResult(json ? exportFormatsAsJson() : exportFormatsAsText()); }

} // namespace

void addExportCommand(CLI::App& app, ExitCode& exit)
{
    const auto arguments = std::make_shared<ExportArguments>();
    CLI::App* command = app.add_subcommand(
        "export", "Export a topology as configuration, code or a picture\n\n"
                  "What the format cannot express, and which names had to be changed for it, is told on standard "
                  "error. Nothing that exists is overwritten without --force. Formats that run need a topology "
                  "without errors; one with errors is refused with them, and 1.");
    CLI::Option* file = command->add_option("FILE", arguments->file, FileHelp)->type_name("FILE");
    CLI::Option* to = command->add_option("--to", arguments->format, "Format, as --list names it")->type_name("FORMAT");
    command
        ->add_option("-o,--output", arguments->output,
                     "File or folder to write; without it, text goes to standard output ('-')")
        ->type_name("OUT");
    command->add_flag("--force", arguments->force,
                      "Replace the file, or those files of the folder that the export makes");
    command->add_flag("--dark", arguments->dark, "Pictures of the canvas: in the dark theme");
    CLI::Option* list = command->add_flag("--list", arguments->list, "List the formats")->excludes(file)->excludes(to);
    command->add_flag("--json", arguments->json, "Print the list as one JSON document")->needs(list);
    command->callback([arguments, &exit] {
        if (arguments->list) {
            exit = listFormats(arguments->json);
            return;
        }
        // The list needs neither, so they cannot be marked as required.
        if (arguments->file.empty()) {
            throw CLI::RequiredError("FILE");
        }
        if (arguments->format.empty()) {
            throw CLI::RequiredError("--to");
        }
        exit = exportFile(*arguments);
    });
    command->footer("Examples:\n"
                    "  zeroloomctl export --list\n"
                    "  zeroloomctl export pipeline.zeroloom --to zdcf -o pipeline.json\n"
                    "  zeroloomctl export gallery:heartbeat --to heartbeat -o connection-files");
}

} // namespace zeroloom
