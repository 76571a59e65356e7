#include "app/zeroloomctl/command_description.h"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/zeroloomctl/terminal.h"
#include "app/zeroloomctl/text_table.h"

namespace zeroloom {

namespace {

constexpr int HelpWidth = 100;

std::string pathOf(const CLI::App& app)
{
    return app.get_parent() == nullptr ? app.get_name() : pathOf(*app.get_parent()) + " " + app.get_name();
}

OptionDescription describeOption(const CLI::Option& option)
{
    OptionDescription result;
    if (option.get_positional()) {
        result.names.push_back(option.get_name(true));
    } else {
        for (const std::string& name : option.get_snames()) {
            result.names.push_back("-" + name);
        }
        for (const std::string& name : option.get_lnames()) {
            result.names.push_back("--" + name);
        }
    }
    const bool takesValue = option.get_items_expected_max() > 0 && option.get_type_size() > 0;
    // Behind a colon CLI11 tells of the checks that a value must pass.
    const std::string type = option.get_type_name();
    result.value = takesValue ? type.substr(0, type.find(':')) : std::string();
    result.help = option.get_description();
    result.required = option.get_required();
    result.repeats = takesValue && option.get_items_expected_max() > 1;
    return result;
}

void describeText(CommandDescription& command, std::string text)
{
    std::size_t end = text.find("\n\n");
    command.summary = text.substr(0, end);
    while (end != std::string::npos) {
        const std::size_t begin = end + 2;
        end = text.find("\n\n", begin);
        command.details.push_back(text.substr(begin, end == std::string::npos ? end : end - begin));
    }
}

std::string optionRows(const std::string& title, const std::vector<OptionDescription>& options, int width)
{
    if (options.empty()) {
        return {};
    }
    TextTable table;
    table.addColumn("");
    table.addColumn("", Align::Left, Overflow::Wrap);
    for (const OptionDescription& option : options) {
        table.addRow({spelling(option), option.help});
    }
    return "\n" + title + ":\n" + table.text(width, Style(false), 2);
}

std::string commandRows(const std::vector<CommandDescription>& commands, int width)
{
    if (commands.empty()) {
        return {};
    }
    TextTable table;
    table.addColumn("");
    table.addColumn("", Align::Left, Overflow::Wrap);
    for (const CommandDescription& command : commands) {
        table.addRow({command.name, command.summary});
    }
    return "\nCommands:\n" + table.text(width, Style(false), 2);
}

std::string helpText(const CommandDescription& command, int width)
{
    std::string text = "Usage: " + usageLine(command) + "\n\n" + command.summary + ".\n";
    for (const std::string& paragraph : command.details) {
        text += "\n";
        for (const std::string& line : wrapped(paragraph, width)) {
            text += line + "\n";
        }
    }
    text += optionRows("Arguments", command.positionals, width);
    text += commandRows(command.commands, width);
    text += optionRows("Options", command.options, width);
    return command.footer.empty() ? text : text + "\n" + command.footer + "\n";
}

} // namespace

CommandDescription describeCommand(const CLI::App& app)
{
    CommandDescription command;
    command.path = pathOf(app);
    command.name = app.get_name();
    command.footer = app.get_footer();
    describeText(command, app.get_description());
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_group().empty()) {
            auto& list = option->get_positional() ? command.positionals : command.options;
            list.push_back(describeOption(*option));
        }
    }
    const auto shown = [](const CLI::App* sub) { return !sub->get_group().empty(); };
    for (const CLI::App* sub : app.get_subcommands(shown)) {
        command.commands.push_back(describeCommand(*sub));
    }
    return command;
}

std::string spelling(const OptionDescription& option)
{
    std::string text;
    for (const std::string& name : option.names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    const bool positional = !option.names.front().starts_with('-');
    return positional || option.value.empty() ? text : text + " " + option.value;
}

std::string usageLine(const CommandDescription& command)
{
    std::string text = command.path;
    if (!command.commands.empty()) {
        text += command.positionals.empty() && command.path == command.name ? " COMMAND" : " [COMMAND]";
    }
    for (const OptionDescription& positional : command.positionals) {
        text += positional.required ? " " + positional.names.front() : " [" + positional.names.front() + "]";
    }
    for (const OptionDescription& option : command.options) {
        text += option.required ? " " + option.names.front() + " " + option.value : "";
    }
    return text + " [options]";
}

std::string helpText(const CLI::App& app)
{
    const int width = tableWidth(STDOUT_FILENO);
    return helpText(describeCommand(app), width == 0 ? HelpWidth : std::min(width, HelpWidth));
}

} // namespace zeroloom
