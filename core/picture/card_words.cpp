#include "core/picture/card_words.h"

#include <algorithm>

#include "core/model/runner.h"
#include "core/observe/figure_text.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/option_catalogue.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {
namespace {

double numberOf(const Value& value)
{
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*integer);
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    return 0;
}

// "1ms" as it stands on a card: "1 ms". Empty for a time of nothing.
std::string spacedDuration(const Value& value)
{
    const std::string text = toText(value);
    const std::size_t unit = std::min(text.find_first_not_of("0123456789."), text.size());
    if (text.find_first_of("123456789") >= unit)
        return {};
    const std::size_t begin = std::min(text.find_first_not_of(' ', unit), text.size());
    std::string unitText = text.substr(begin);
    if (unitText == "us")
        unitText = "µs";
    return text.substr(0, unit) + " " + unitText;
}

// One parameter as a card shows it; empty for what needs no words.
std::string parameterWords(const ParameterInfo& parameter, const Value& value)
{
    if (parameter.name == "rate") {
        const double rate = numberOf(value);
        return rate == 0 ? "full speed" : figures::rate(rate);
    }
    if (parameter.name == "size")
        return figures::bytes(numberOf(value));
    if (parameter.name == "work" || parameter.name == "period")
        return spacedDuration(value);
    if (parameter.name == "command") {
        const std::string command = toText(value);
        return command.substr(command.rfind('/') + 1);
    }
    if (parameter.name == "count" && parameter.maximum != 0 && numberOf(value) != numberOf(parameter.defaultValue))
        return "× " + figures::count(static_cast<std::uint64_t>(std::clamp(numberOf(value), 0.0, 1e15)));
    return {};
}

} // namespace

std::string cardSubtitle(const Node& node)
{
    std::string text = node.role;
    if (const RoleInfo* role = roleByName(node.role)) {
        const bool saysText =
            role->parameter("text") != nullptr && !toText(parameterValue(*role, node.params, "text")).empty();
        for (const ParameterInfo& parameter : role->parameters) {
            if (parameter.name == "size" && saysText)
                continue; // the text has its own
            const std::string words = parameterWords(parameter, parameterValue(*role, node.params, parameter.name));
            if (!words.empty())
                text.append(" · ").append(words);
        }
    }
    if (node.host.text() != "local")
        text.append(" · on ").append(node.host.text());
    return text;
}

bool cardShowsRate(const Node& node)
{
    const RoleInfo* role = roleByName(node.role);
    return role != nullptr && runnerOf(node) != Runner::Outside && role->parameter("rate") == nullptr;
}

std::string highWaterMarkWords(const Socket& socket)
{
    const SocketTypeInfo& type = info(socket.type);
    if (!type.sends || type.mute == MuteAction::CannotSend)
        return {};
    double limit = static_cast<double>(DefaultHighWaterMark);
    if (const auto set = socket.options.find("SNDHWM"); set != socket.options.end())
        limit = numberOf(set->second);
    if (!(limit >= 1 && limit < 1e15))
        return "no limit";
    return (type.mute == MuteAction::Blocks ? "blocks at " : "drops at ") +
           figures::count(static_cast<std::uint64_t>(limit));
}

} // namespace zeroloom
