// zeroloomctl types: what ZeroMQ's socket types are.
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/json_output.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/text_table.h"
#include "core/zmq/legal_peers.h"
#include "core/zmq/library.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

std::string_view name(MuteAction action)
{
    switch (action) {
    case MuteAction::Blocks:
        return "blocks";
    case MuteAction::Drops:
        return "drops";
    case MuteAction::CannotSend:
        return "cannot send";
    }
    return {};
}

bool available(SocketType type) { return !isDraft(type) || libzmqHas("draft"); }

std::string direction(const SocketTypeInfo& type)
{
    return type.sends && type.receives ? "both ways" : type.sends ? "sends" : "receives";
}

std::string peers(SocketType type)
{
    std::string text;
    for (const SocketType peer : legalPeers(type)) {
        text += (text.empty() ? "" : ", ") + std::string(name(peer));
    }
    return text.empty() ? "none over ZMTP" : text;
}

std::string typesAsJson()
{
    Json types = Json::array();
    for (const SocketTypeInfo& type : socketTypes()) {
        Json peerNames = Json::array();
        for (const SocketType peer : legalPeers(type.type)) {
            peerNames.push_back(name(peer));
        }
        types.push_back({{"name", type.name},
                         {"pattern", name(type.pattern)},
                         {"sends", type.sends},
                         {"receives", type.receives},
                         {"peers", peerNames},
                         {"at_high_water_mark", name(type.mute)},
                         {"many_peers", type.manyPeers},
                         {"draft", isDraft(type.type)},
                         {"available", available(type.type)},
                         {"summary", type.summary}});
    }
    return jsonDocument({{"libzmq", libzmqVersion()}, {"types", types}});
}

std::string typesAsText()
{
    TextTable table;
    table.addColumn("TYPE");
    table.addColumn("PATTERN");
    table.addColumn("MESSAGES");
    table.addColumn("AT HIGH-WATER MARK");
    table.addColumn("PEERS", Align::Left, Overflow::Wrap);
    table.addColumn("WHAT IT DOES", Align::Left, Overflow::Wrap);
    std::string drafts;
    for (const SocketTypeInfo& type : socketTypes()) {
        if (!available(type.type)) {
            drafts += (drafts.empty() ? "" : ", ") + std::string(type.name);
            continue;
        }
        table.addRow({{std::string(type.name), Tone::Bold},
                      std::string(name(type.pattern)),
                      direction(type),
                      std::string(name(type.mute)),
                      peers(type.type),
                      std::string(type.summary)});
    }
    const int width = tableWidth(STDOUT_FILENO);
    std::string text = table.text(width, Style::forDescriptor(STDOUT_FILENO));
    if (!drafts.empty()) {
        const std::string note =
            "Not offered: libzmq " + libzmqVersion() + " here was built without the draft types " + drafts + ".";
        text += "\n";
        for (const std::string& line : wrapped(note, width)) {
            text += line + "\n";
        }
    }
    return text;
}

} // namespace

void addTypesCommand(CLI::App& app, ExitCode& exit)
{
    CLI::App* command =
        app.add_subcommand("types", "Socket types, their legal peers, what happens at the high-water mark");
    const auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print one JSON document");
    command->callback([json, &exit] { exit = printResult(*json ? typesAsJson() : typesAsText()); });
}

} // namespace zeroloom
