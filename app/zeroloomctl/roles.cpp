// zeroloomctl roles: what a node can do with its sockets.
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/json_output.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/text_table.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

std::string_view name(ParameterKind kind)
{
    switch (kind) {
    case ParameterKind::Integer:
        return "integer";
    case ParameterKind::Real:
        return "number";
    case ParameterKind::Duration:
        return "duration";
    case ParameterKind::Text:
        return "text";
    case ParameterKind::List:
        return "list";
    case ParameterKind::Choice:
        return "choice";
    }
    return {};
}

bool hasRange(ParameterKind kind) { return kind == ParameterKind::Integer || kind == ParameterKind::Real; }

Json slotAsJson(const SocketSlot& slot)
{
    Json types = Json::array();
    for (const SocketType type : slot.types) {
        types.push_back(zeroloom::name(type));
    }
    return {{"name", slot.name},
            {"types", types},
            {"minimum", slot.minimum},
            {"maximum", slot.maximum < 0 ? Json() : Json(slot.maximum)}};
}

Json parameterAsJson(const ParameterInfo& parameter)
{
    Json json = {{"name", parameter.name},
                 {"kind", name(parameter.kind)},
                 {"default", toJson(parameter.defaultValue)},
                 {"unit", parameter.unit}};
    if (hasRange(parameter.kind)) {
        json["minimum"] = parameter.minimum;
        json["maximum"] = parameter.maximum;
    }
    if (!parameter.choices.empty()) {
        json["choices"] = parameter.choices;
    }
    json["live"] = parameter.live;
    json["help"] = parameter.help;
    return json;
}

std::string rolesAsJson()
{
    Json list = Json::array();
    for (const RoleInfo* role : roles()) {
        Json sockets = Json::array();
        for (const SocketSlot& slot : role->slots) {
            sockets.push_back(slotAsJson(slot));
        }
        Json parameters = Json::array();
        for (const ParameterInfo& parameter : role->parameters) {
            parameters.push_back(parameterAsJson(parameter));
        }
        list.push_back({{"name", role->name},
                        {"title", role->title},
                        {"summary", role->summary},
                        {"runs_here", role->runsHere},
                        {"sockets", sockets},
                        {"parameters", parameters}});
    }
    return jsonDocument({{"roles", list}});
}

std::string slotAsText(const SocketSlot& slot)
{
    std::string text = slot.name.empty() ? std::string() : std::string(slot.name) + ": ";
    for (std::size_t i = 0; i < slot.types.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == slot.types.size() ? " or " : ", ") + std::string(zeroloom::name(slot.types[i]));
    }
    if (slot.maximum != 1) {
        text += slot.maximum < 0 ? " (any number)" : " (up to " + std::to_string(slot.maximum) + ")";
    } else if (slot.minimum == 0) {
        text += " (optional)";
    }
    return text;
}

std::string defaultOf(const ParameterInfo& parameter)
{
    const std::string value = toText(parameter.defaultValue);
    if (value.empty()) {
        return "none";
    }
    // A duration says its unit itself.
    if (parameter.kind == ParameterKind::Duration || parameter.unit.empty()) {
        return value;
    }
    const bool one = value == "1" && parameter.unit.ends_with('s') && !parameter.unit.ends_with("/s");
    return value + " " + std::string(parameter.unit.substr(0, parameter.unit.size() - (one ? 1 : 0)));
}

std::string helpOf(const ParameterInfo& parameter)
{
    std::string text(parameter.help);
    for (std::size_t i = 0; i < parameter.choices.size(); ++i) {
        text += (i == 0 ? ": " : i + 1 == parameter.choices.size() ? " or " : ", ") + std::string(parameter.choices[i]);
    }
    return parameter.live ? text : text + " (starts the node again)";
}

std::string roleAsText(const RoleInfo& role, int width, const Style& style)
{
    std::string text = style(Tone::Bold, role.name) + "\n";
    for (const std::string& line : wrapped(role.summary, width > 0 ? width - 2 : 0)) {
        text += "  " + line + "\n";
    }
    std::string sockets;
    for (const SocketSlot& slot : role.slots) {
        sockets += (sockets.empty() ? "" : "; ") + slotAsText(slot);
    }
    for (const std::string& line : wrapped("sockets  " + sockets, width > 0 ? width - 2 : 0)) {
        text += "  " + line + "\n";
    }
    TextTable table;
    table.addColumn("");
    table.addColumn("");
    table.addColumn("", Align::Left, Overflow::Wrap);
    for (const ParameterInfo& parameter : role.parameters) {
        table.addRow({std::string(parameter.name), {defaultOf(parameter), Tone::Dim}, helpOf(parameter)});
    }
    return text + table.text(width, style, 4);
}

std::string rolesAsText()
{
    const int width = tableWidth(STDOUT_FILENO);
    const Style style = Style::forDescriptor(STDOUT_FILENO);
    std::string text;
    for (const RoleInfo* role : roles()) {
        text += (text.empty() ? "" : "\n") + roleAsText(*role, width, style);
    }
    return text;
}

} // namespace

void addRolesCommand(CLI::App& app, ExitCode& exit)
{
    CLI::App* command = app.add_subcommand("roles", "What a node can do with its sockets, and its parameters");
    const auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print one JSON document");
    command->callback([json, &exit] { exit = printResult(*json ? rolesAsJson() : rolesAsText()); });
}

} // namespace zeroloom
