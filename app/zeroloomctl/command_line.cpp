#include "app/zeroloomctl/command_line.h"

#include <CLI/CLI.hpp>

#include "app/zeroloomctl/command_description.h"
#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/man_page.h"
#include "app/zeroloomctl/shell_completion.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/topology_input.h"
#include "core/base/file_system.h"
#include "core/base/near_name.h"
#include "core/gallery/gallery.h"
#include "core/zmq/library.h"

namespace zeroloom {

namespace {

// Makes `--help` of the main command and, as they inherit it, of its subcommands.
class HelpFormatter final : public CLI::Formatter {
public:
    std::string make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const override { return helpText(*app); }
};

std::string versionText()
{
    return "zeroloomctl " ZEROLOOM_VERSION "\nlibzmq " + libzmqVersion() +
           (libzmqHas("draft") ? " with draft sockets" : " without draft sockets") + "\n";
}

// The innermost command that the command line named.
const CLI::App& innermost(const CLI::App& app)
{
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? app : innermost(*chosen.front());
}

std::vector<std::string> optionNames(const CommandDescription& command)
{
    std::vector<std::string> names;
    for (const OptionDescription& option : command.options) {
        names.insert(names.end(), option.names.begin(), option.names.end());
    }
    return names;
}

std::string describeExtra(const CommandDescription& command, const std::string& extra)
{
    if (extra.size() > 1 && extra.starts_with('-')) {
        const std::string word = extra.substr(0, extra.find('='));
        return "there is no option '" + word + "'" +
               didYouMean(word, optionNames(command), "'" + command.path + " --help' lists all of them");
    }
    if (!command.commands.empty()) {
        std::vector<std::string> names;
        for (const CommandDescription& sub : command.commands) {
            names.push_back(sub.name);
        }
        return "there is no command '" + extra + "'" +
               didYouMean(extra, names, "'" + command.path + " --help' lists all of them");
    }
    return "'" + extra + "' is one argument too many; usage: " + usageLine(command);
}

ExitCode refuse(const CLI::App& app, const CLI::ParseError& error)
{
    const CommandDescription command = describeCommand(innermost(app));
    const std::vector<std::string> extras = app.remaining(true);
    if (!extras.empty()) {
        complain(describeExtra(command, extras.front()));
    } else if (error.get_name() == "RequiredError") {
        std::string what = error.what();
        complain(what.substr(0, what.find(' ')) + " is missing; usage: " + usageLine(command));
    } else {
        complain(std::string(error.what()) + "; '" + command.path + " --help' shows how");
    }
    return ExitCode::Usage;
}

ExitCode generate(const CLI::App& app, const std::string& kind)
{
    const CommandDescription command = describeCommand(app);
    return printResult(kind == "man"    ? manPage(command)
                       : kind == "bash" ? bashCompletion(command)
                       : kind == "zsh"  ? zshCompletion(command)
                                        : fishCompletion(command));
}

// Names that only exist when the completion is asked for.
ExitCode printNames(const std::string& kind)
{
    const auto resources = resourceFolder();
    std::string words;
    if (resources && kind == "lessons") {
        for (const std::string& name : lessonNames(*resources)) {
            words += name + "\n";
        }
    } else if (resources) {
        for (const std::string& name : galleryNames(*resources)) {
            words += std::string(GalleryPrefix) + name + "\n";
        }
    }
    return printResult(words);
}

void describeProgram(CLI::App& app)
{
    app.name("zeroloomctl");
    app.formatter(std::make_shared<HelpFormatter>());
    app.set_help_flag("-h,--help", "Show this help");
    app.set_version_flag("--version", versionText, "Show the versions of Zeroloom and libzmq");
    app.require_subcommand(0, 1);
}

// Added when all commands are there: each of them would begin with a copy of it.
void addExamples(CLI::App& app)
{
    app.footer("Examples:\n"
               "  zeroloomctl gallery                               what examples there are\n"
               "  zeroloomctl run gallery:task-pipeline             run one and watch it; Ctrl-C ends it\n"
               "  zeroloomctl lesson run hello-world                play a lesson and see its claims come true\n"
               "  zeroloomctl monitor jupyter kernel-1234.json      watch whether a Jupyter kernel is alive\n"
               "  zeroloomctl check mine.zeroloom                   what is wrong with a topology, and what to do\n"
               "  zeroloomctl run mine.zeroloom --for 10s --report report.json\n"
               "  zeroloomctl export --list                         what a topology can be exported to\n"
               "\n"
               "Exit status:\n"
               "  0  done\n"
               "  1  the topology has errors\n"
               "  2  wrong usage, or input that cannot be read\n"
               "  3  something failed while running");
}

} // namespace

ExitCode runCommandLine(int argc, const char* const* argv)
{
    CLI::App app("Check and run ZeroMQ topologies, and watch every socket\n\n"
                 "A topology is drawn with zeroloom, or written by hand: a JSON file of nodes, their sockets, and the "
                 "wires between them. It runs on real ZeroMQ sockets, in processes of its own.");
    ExitCode exit = ExitCode::Done;
    std::string kind, completed;
    describeProgram(app);
    addCheckCommand(app, exit);
    addRunCommand(app, exit);
    addHealthCommand(app, exit);
    addMonitorCommand(app, exit);
    addExportCommand(app, exit);
    addImportCommand(app, exit);
    addGalleryCommand(app, exit);
    addLessonCommand(app, exit);
    addTypesCommand(app, exit);
    addOptionsCommand(app, exit);
    addRolesCommand(app, exit);
    addHostCommand(app, exit);
    addExamples(app);
    // For the build and for the shells: not in the help, because nobody types them. An empty group hides them.
    app.add_option("--generate", kind)->check(CLI::IsMember({"man", "bash", "zsh", "fish"}))->group("");
    app.add_option("--complete", completed)->check(CLI::IsMember({"gallery", "lessons"}))->group("");
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return printResult(app.help());
    } catch (const CLI::CallForVersion&) {
        return printResult(versionText());
    } catch (const CLI::ParseError& error) {
        return refuse(app, error);
    }
    if (!kind.empty()) {
        return generate(app, kind);
    }
    if (!completed.empty()) {
        return printNames(completed);
    }
    if (app.get_subcommands().empty()) {
        complain("a command is missing\n\n" + app.help());
        return ExitCode::Usage;
    }
    return exit;
}

} // namespace zeroloom
