// zeroloomctl options: the socket options that a topology file may set.
#include <algorithm>
#include <cctype>
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/json_output.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/text_table.h"
#include "core/base/near_name.h"
#include "core/zmq/option_catalogue.h"

namespace zeroloom {

namespace {

std::string_view name(OptionKind kind)
{
    switch (kind) {
    case OptionKind::Integer:
        return "integer";
    case OptionKind::Integer64:
        return "64-bit integer";
    case OptionKind::Boolean:
        return "boolean";
    case OptionKind::Text:
        return "text";
    case OptionKind::Key:
        return "key";
    }
    return {};
}

bool isInteger(OptionKind kind) { return kind == OptionKind::Integer || kind == OptionKind::Integer64; }

std::vector<std::string> typeNames()
{
    std::vector<std::string> names;
    for (const SocketTypeInfo& type : socketTypes()) {
        names.emplace_back(type.name);
    }
    return names;
}

std::optional<SocketType> typeByAnyCase(std::string typed)
{
    std::transform(typed.begin(), typed.end(), typed.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return socketTypeByName(typed);
}

Json optionAsJson(const OptionInfo& option)
{
    Json types = Json::array();
    for (const SocketTypeInfo& type : socketTypes()) {
        if (option.appliesTo(type.type)) {
            types.push_back(type.name);
        }
    }
    Json json = {{"name", option.name},
                 {"kind", name(option.kind)},
                 {"group", name(option.group)},
                 {"unit", option.unit},
                 {"default", toJson(option.defaultValue)}};
    if (isInteger(option.kind)) {
        json["minimum"] = option.minimum;
        json["maximum"] = option.maximum;
    }
    json["types"] = types;
    json["live"] = option.live;
    json["secret"] = option.secret;
    json["help"] = option.help;
    return json;
}

std::string range(const OptionInfo& option)
{
    switch (option.kind) {
    case OptionKind::Boolean:
        return "true or false";
    case OptionKind::Key:
        return "40 characters";
    case OptionKind::Text:
        return "up to " + std::to_string(option.maximum) + " bytes";
    case OptionKind::Integer:
    case OptionKind::Integer64:
        break;
    }
    // A maximum that is the type's own says nothing.
    const bool unbounded = option.maximum >= 2147483647;
    return unbounded ? "from " + std::to_string(option.minimum)
                     : std::to_string(option.minimum) + " to " + std::to_string(option.maximum);
}

std::string defaultOf(const OptionInfo& option)
{
    const std::string value = toText(option.defaultValue);
    return value.empty() ? "-" : option.unit.empty() ? value : value + " " + std::string(option.unit);
}

std::string optionsAsText(const std::vector<const OptionInfo*>& shown)
{
    const Style style = Style::forDescriptor(STDOUT_FILENO);
    TextTable table;
    table.addColumn("OPTION");
    table.addColumn("DEFAULT");
    table.addColumn("RANGE", Align::Left, Overflow::Wrap);
    table.addColumn("LIVE");
    table.addColumn("WHAT IT DOES", Align::Left, Overflow::Wrap);
    std::string_view group;
    for (const OptionInfo* option : shown) {
        if (name(option->group) != group) {
            group = name(option->group);
            table.addRow({{"[" + std::string(group) + "]", Tone::Dim}, "", "", "", ""});
        }
        table.addRow({{std::string(option->name), Tone::Bold},
                      defaultOf(*option),
                      range(*option),
                      option->live ? "yes" : "no",
                      std::string(option->help)});
    }
    return table.text(tableWidth(STDOUT_FILENO), style) +
           "\nLive: takes effect while the topology runs. The others start the socket's node again.\n";
}

ExitCode printOptions(const std::string& typeName, bool asJson)
{
    std::vector<const OptionInfo*> shown;
    if (typeName.empty()) {
        for (const OptionInfo& option : options()) {
            shown.push_back(&option);
        }
    } else if (const auto type = typeByAnyCase(typeName)) {
        shown = optionsFor(*type);
    } else {
        complain("there is no socket type '" + typeName + "'" +
                 didYouMean(typeName, typeNames(), "'zeroloomctl types' lists all of them"));
        return ExitCode::Usage;
    }
    std::stable_sort(shown.begin(), shown.end(),
                     [](const OptionInfo* one, const OptionInfo* other) { return one->group < other->group; });
    if (!asJson) {
        return printResult(optionsAsText(shown));
    }
    Json list = Json::array();
    for (const OptionInfo* option : shown) {
        list.push_back(optionAsJson(*option));
    }
    return printResult(jsonDocument({{"options", list}}));
}

} // namespace

void addOptionsCommand(CLI::App& app, ExitCode& exit)
{
    struct Arguments {
        std::string type;
        bool json = false;
    };
    CLI::App* command = app.add_subcommand("options", "Socket options: defaults, ranges, units, what they do");
    const auto arguments = std::make_shared<Arguments>();
    command->add_option("TYPE", arguments->type, "Only the options that this socket type honours")->type_name("TYPE");
    command->add_flag("--json", arguments->json, "Print one JSON document");
    command->callback([arguments, &exit] { exit = printOptions(arguments->type, arguments->json); });
    command->footer("Examples:\n"
                    "  zeroloomctl options PUSH\n"
                    "  zeroloomctl options --json");
}

} // namespace zeroloom
