// zeroloomctl import: a topology out of what other programs have.
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/format_list.h"
#include "app/zeroloomctl/merge_into.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/topology_input.h"
#include "core/exchange/export_files.h"
#include "core/exchange/importer.h"
#include "core/format/topology_file.h"

namespace zeroloom {

namespace {

struct ImportArguments {
    std::string input;
    std::string format;
    std::string output;
    std::string into;
    std::string clash;
    bool force = false;
    bool list = false;
    bool json = false;
};

// What the importers are told; the folders on the way to it say nothing of its kind.
std::string fileNameOf(const std::string& input)
{
    return input == "-" || input.starts_with(GalleryPrefix) ? inputName(input)
                                                            : std::filesystem::path(input).filename().string();
}

// The one that was named, else the one that knows the file; nullptr when it was complained.
const Importer* chosenImporter(const ImportArguments& arguments, const std::string& text)
{
    if (!arguments.format.empty()) {
        const Importer* importer = importerByName(arguments.format);
        if (importer == nullptr) {
            complain(unknownFormat(arguments.format, importFormatNames(), "zeroloomctl import --list"));
        }
        return importer;
    }
    const Importer* importer = importerFor(text, fileNameOf(arguments.input));
    if (importer == nullptr) {
        std::string names;
        for (const std::string& name : importFormatNames()) {
            names += (names.empty() ? "" : ", ") + name;
        }
        complain(inputName(arguments.input) + ": the format was not recognised; name it with --from: " + names);
    }
    return importer;
}

ExitCode writeResult(const std::string& text, const ImportArguments& arguments)
{
    if (arguments.output.empty() || arguments.output == "-") {
        return printResult(text);
    }
    DiskFileSystem disk;
    const Overwrite overwrite = arguments.force ? Overwrite::Files : Overwrite::Never;
    const Exported file{{{"topology.zeroloom", text}}, {}};
    const Status written = writeExport(file, ExportShape::File, arguments.output, overwrite, disk);
    return written ? ExitCode::Done : refusedToWrite(written.error());
}

ExitCode importFile(const ImportArguments& arguments)
{
    const auto text = readInputText(arguments.input);
    if (!text) {
        complain(text.error().text());
        return ExitCode::Usage;
    }
    const Importer* importer = chosenImporter(arguments, *text);
    if (importer == nullptr) {
        return ExitCode::Usage;
    }
    const auto imported = importer->read(*text, fileNameOf(arguments.input));
    if (!imported) {
        complainOfAll(inputName(arguments.input), imported.error());
        return ExitCode::Usage;
    }
    std::optional<Topology> topology = imported->topology;
    if (!arguments.into.empty()) {
        topology = mergedInto(arguments.into, std::move(*topology), arguments.clash);
    }
    if (!topology) {
        return ExitCode::Usage;
    }
    const ExitCode written = writeResult(writeTopology(*topology), arguments);
    if (written == ExitCode::Done) {
        complainOf(imported->remarks);
    }
    return written;
}

} // namespace

void addImportCommand(CLI::App& app, ExitCode& exit)
{
    const auto arguments = std::make_shared<ImportArguments>();
    CLI::App* command = app.add_subcommand(
        "import", "Make a topology of a file of another program\n\n"
                  "Without --from the format is recognised by the file's name and content. What had to be guessed, "
                  "changed or left out is told on standard error. Nothing is opened, bound or started.");
    CLI::Option* input = command
                             ->add_option("INPUT", arguments->input,
                                          "File to read, or '-' for standard input, or 'gallery:NAME' for an example")
                             ->type_name("INPUT");
    CLI::Option* from =
        command->add_option("--from", arguments->format, "Format, as --list names it")->type_name("FORMAT");
    command
        ->add_option("-o,--output", arguments->output,
                     "Topology file to write; without it, the topology goes to standard output ('-')")
        ->type_name("OUT");
    CLI::Option* into = command
                            ->add_option("--into", arguments->into,
                                         "Merge it into this topology file; the result goes to OUT, the file stays "
                                         "unless it is OUT")
                            ->type_name("FILE");
    command
        ->add_option("--clash", arguments->clash,
                     "With --into, for nodes whose names are taken there: rename keeps both, replace puts the new one "
                     "in the place of the old, skip keeps the old one and its new wires")
        ->type_name("CHOICE")
        ->check(CLI::IsMember({"rename", "replace", "skip"}))
        ->needs(into);
    command->add_flag("--force", arguments->force, "Replace the file when it exists already");
    CLI::Option* list =
        command->add_flag("--list", arguments->list, "List the formats")->excludes(input)->excludes(from);
    command->add_flag("--json", arguments->json, "Print the list as one JSON document")->needs(list);
    command->callback([arguments, &exit] {
        if (arguments->list) {
            exit = printResult(arguments->json ? importFormatsAsJson() : importFormatsAsText());
            return;
        }
        if (arguments->input.empty()) { // the list needs none, so it cannot be marked as required
            throw CLI::RequiredError("INPUT");
        }
        exit = importFile(*arguments);
    });
    command->footer("Examples:\n"
                    "  zeroloomctl import --list\n"
                    "  zeroloomctl import devices.zpl -o devices.zeroloom\n"
                    "  zeroloomctl import kernel-1234.json --from connection -o kernel.zeroloom\n"
                    "  zeroloomctl import devices.json --into net.zeroloom --clash rename -o both.zeroloom");
}

} // namespace zeroloom
