// What the command line consists of, as plain values: the one source of the help, the man page and the completions.
// Made from the CLI11 commands themselves, so that none of them can tell of an option that is not there.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

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

// Makes `--help` of the main command and, as they inherit it, of its subcommands.
class HelpFormatter final : public CLI::Formatter {
public:
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
};

} // namespace zeroloom
