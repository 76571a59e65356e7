// zeroloomctl gallery: the built-in examples.
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/gallery_input.h"
#include "app/zeroloomctl/json_output.h"
#include "app/zeroloomctl/output_file.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/text_table.h"
#include "app/zeroloomctl/topology_input.h"
#include "core/base/file_system.h"
#include "core/gallery/gallery.h"

namespace zeroloom {

namespace {

struct Arguments {
    std::string name;
    std::string output;
    bool force = false;
    bool json = false;
};

Json entryAsJson(const GalleryEntry& entry)
{
    return {{"name", entry.name},
            {"title", entry.topology.name},
            {"description", entry.topology.description},
            {"family", entry.lesson.family},
            {"chapter", entry.lesson.chapter},
            {"guide", entry.lesson.guide},
            {"lesson", entry.hasLesson()},
            {"nodes", entry.topology.nodes.size()},
            {"wires", entry.topology.wires.size()}};
}

std::string whatItShows(const GalleryEntry& entry)
{
    return entry.topology.description.empty() ? entry.topology.name : entry.topology.description;
}

// By family, and within it by chapter.
std::string entriesAsText(const std::vector<GalleryEntry>& entries)
{
    TextTable table;
    table.addColumn("NAME");
    table.addColumn("CHAPTER", Align::Right);
    table.addColumn("NODES", Align::Right);
    table.addColumn("WIRES", Align::Right);
    table.addColumn("WHAT IT SHOWS", Align::Left, Overflow::Wrap);
    for (const GalleryFamily& family : byFamily(entries)) {
        table.addRow({"", "", "", "", ""});
        table.addRow({{family.name.empty() ? "Others" : std::string(family.name), Tone::Dim}, "", "", "", ""});
        for (const GalleryEntry* entry : family.entries) {
            table.addRow({{entry->name, Tone::Bold},
                          entry->hasLesson() ? std::to_string(entry->lesson.chapter) : "",
                          std::to_string(entry->topology.nodes.size()),
                          std::to_string(entry->topology.wires.size()),
                          whatItShows(*entry)});
        }
    }
    return table.text(tableWidth(STDOUT_FILENO), Style::forDescriptor(STDOUT_FILENO)) +
           "\nRun one: zeroloomctl run gallery:NAME. Play its lesson: zeroloomctl lesson run NAME. Draw on from it: "
           "zeroloom gallery:NAME\n";
}

ExitCode listEntries(bool json)
{
    const auto entries = readAllEntries();
    if (!entries) {
        return ExitCode::Usage;
    }
    if (!json) {
        return printResult(entriesAsText(*entries));
    }
    Json list = Json::array();
    for (const GalleryEntry& entry : *entries) {
        list.push_back(entryAsJson(entry));
    }
    return printResult(jsonDocument({{"gallery", list}}));
}

ExitCode showEntry(const Arguments& arguments)
{
    const std::string file = std::string(GalleryPrefix) + arguments.name;
    const auto text = readInputText(file);
    if (!text) {
        complain(text.error().message);
        return ExitCode::Usage;
    }
    if (!arguments.json) {
        return printResult(*text);
    }
    const auto entry = readEntry(arguments.name);
    if (!entry) {
        return ExitCode::Usage;
    }
    Json json = entryAsJson(*entry);
    json["topology"] = Json::parse(*text, nullptr, false);
    return printResult(jsonDocument(json));
}

ExitCode saveEntry(const Arguments& arguments)
{
    const auto text = readInputText(std::string(GalleryPrefix) + arguments.name);
    if (!text) {
        complain(text.error().message);
        return ExitCode::Usage;
    }
    if (arguments.output == "-") {
        return printResult(*text);
    }
    const auto saved = arguments.force ? DiskFileSystem().writeAtomically(arguments.output, *text)
                                       : createFile(arguments.output, *text);
    if (!saved) {
        complain(saved.error().text());
        return saved.error().code == ErrorCode::AlreadyExists ? ExitCode::Usage : ExitCode::Failed;
    }
    if (arguments.json) {
        return printResult(jsonDocument({{"name", arguments.name}, {"saved", arguments.output}}));
    }
    complain("saved 'gallery:" + arguments.name + "' as " + arguments.output);
    return ExitCode::Done;
}

} // namespace

void addGalleryCommand(CLI::App& app, ExitCode& exit)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* gallery = app.add_subcommand("gallery", "Built-in examples: list, show or save them");
    gallery->require_subcommand(0, 1);
    gallery->add_flag("--json", arguments->json, "Print one JSON document");

    CLI::App* list = gallery->add_subcommand("list", "Names by family and chapter, and what they show (without a subcommand, too)");
    list->add_flag("--json", arguments->json, "Print one JSON document");

    CLI::App* show = gallery->add_subcommand("show", "Print the topology file of an example");
    show->add_option("NAME", arguments->name, "Example, as 'gallery list' names it")->required()->type_name("EXAMPLE");
    show->add_flag("--json", arguments->json, "Print title, description, family, chapter and topology as one JSON document");
    show->callback([arguments, &exit] { exit = showEntry(*arguments); });

    CLI::App* save = gallery->add_subcommand("save", "Save the topology file of an example as your own");
    save->add_option("NAME", arguments->name, "Example, as 'gallery list' names it")->required()->type_name("EXAMPLE");
    save->add_option("-o,--output", arguments->output, "File to write; '-' for standard output")
        ->required()
        ->type_name("OUT");
    save->add_flag("--force", arguments->force, "Replace the file when it exists already");
    save->add_flag("--json", arguments->json, "Print what was saved as one JSON document");
    save->callback([arguments, &exit] { exit = saveEntry(*arguments); });

    gallery->callback([gallery, show, save, arguments, &exit] {
        if (!gallery->got_subcommand(show) && !gallery->got_subcommand(save)) {
            exit = listEntries(arguments->json);
        }
    });
    gallery->footer("Examples:\n"
                    "  zeroloomctl gallery\n"
                    "  zeroloomctl gallery save NAME -o mine.zeroloom");
}

} // namespace zeroloom
