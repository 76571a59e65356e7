// What the command line consists of, as plain values: the one source of the help, the man page and the completions.
// Made from the CLI11 commands themselves, so that none of them can tell of an option that is not there.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace zeroloom {

struct OptionDescription {
    std::vector<std::string> names; // "-o", "--output"; of a positional its one name, "FILE"
    std::string value;              // "TIME"; empty for a flag
    std::string help;
    bool required = false;
    bool repeats = false;
};

struct CommandDescription {
    std::string path;                 // "zeroloomctl gallery show"
    std::string name;                 // "show"
    std::string summary;              // one line
    std::vector<std::string> details; // paragraphs
    std::vector<OptionDescription> positionals;
    std::vector<OptionDescription> options;
    std::vector<CommandDescription> commands;
    std::string footer; // "Examples:" and lines indented by two
};

// Hidden commands and options (those of an empty group) are left out.
CommandDescription describeCommand(const CLI::App& app);

// "--for TIME", "-o, --output OUT"
std::string spelling(const OptionDescription& option);
// "zeroloomctl run FILE [options]"
std::string usageLine(const CommandDescription& command);

// What `--help` prints, as wide as standard output, up to a width that reads well.
std::string helpText(const CLI::App& app);

} // namespace zeroloom
