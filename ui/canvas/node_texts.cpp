#include "ui/canvas/node_texts.h"

#include "core/role/role_catalogue.h"
#include "core/zmq/option_catalogue.h"
#include "core/zmq/socket_type.h"
#include "ui/theme/figures.h"

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
QString spacedDuration(const Value& value)
{
    const QString text = QString::fromStdString(toText(value));
    qsizetype unit = 0;
    while (unit < text.size() && (text[unit].isDigit() || text[unit] == QLatin1Char('.')))
        ++unit;
    if (text.left(unit).toDouble() == 0)
        return {};
    QString unitText = text.mid(unit).trimmed();
    if (unitText == QLatin1String("us"))
        unitText = QStringLiteral("µs");
    return text.left(unit) + QLatin1Char(' ') + unitText;
}

// One parameter as a card shows it; empty for what needs no words.
QString parameterText(const ParameterInfo& parameter, const Value& value)
{
    if (parameter.name == "rate") {
        const double rate = numberOf(value);
        return rate == 0 ? QStringLiteral("full speed") : rateText(rate);
    }
    if (parameter.name == "size")
        return bytesText(numberOf(value));
    if (parameter.name == "work" || parameter.name == "period")
        return spacedDuration(value);
    if (parameter.name == "command")
        return QString::fromStdString(toText(value)).section(QLatin1Char('/'), -1);
    if (parameter.name == "count" && parameter.maximum != 0 && numberOf(value) != numberOf(parameter.defaultValue))
        return QStringLiteral("× ") + countText(static_cast<std::uint64_t>(numberOf(value)));
    return {};
}

} // namespace

QString nodeSubtitle(const Node& node)
{
    QString text = QString::fromStdString(node.role);
    if (const RoleInfo* role = roleByName(node.role)) {
        for (const ParameterInfo& parameter : role->parameters) {
            const QString words = parameterText(parameter, parameterValue(*role, node.params, parameter.name));
            if (!words.isEmpty())
                text += QStringLiteral(" · ") + words;
        }
    }
    if (node.host.text() != "local")
        text += QStringLiteral(" · on ") + QString::fromStdString(node.host.text());
    return text;
}

bool nodeShowsRate(const Node& node)
{
    const RoleInfo* role = roleByName(node.role);
    return role != nullptr && role->runsHere && role->parameter("rate") == nullptr;
}

QString highWaterMarkText(const Socket& socket)
{
    const SocketTypeInfo& type = info(socket.type);
    if (!type.sends || type.mute == MuteAction::CannotSend)
        return {};
    std::int64_t limit = 1000;
    if (const OptionInfo* option = optionByName("SNDHWM"))
        limit = static_cast<std::int64_t>(numberOf(option->defaultValue));
    if (const auto set = socket.options.find("SNDHWM"); set != socket.options.end())
        limit = static_cast<std::int64_t>(numberOf(set->second));
    if (limit <= 0)
        return QStringLiteral("no limit");
    return (type.mute == MuteAction::Blocks ? QStringLiteral("blocks at ") : QStringLiteral("drops at ")) +
           countText(static_cast<std::uint64_t>(limit));
}

QString muteText(const Socket& socket)
{
    return info(socket.type).mute == MuteAction::Drops ? QStringLiteral("mute: dropping")
                                                       : QStringLiteral("mute: blocked");
}

bool attachesLeft(const Socket& socket, Facing facing)
{
    if (socket.side == PortSide::Auto && facing != Facing::ByType)
        return facing == Facing::Left;
    return attachesLeft(socket);
}

bool attachesLeft(const Socket& socket)
{
    if (socket.side != PortSide::Auto)
        return socket.side == PortSide::Left;
    switch (socket.type) {
    case SocketType::Sub:
    case SocketType::XSub:
    case SocketType::Pull:
    case SocketType::Rep:
    case SocketType::Router:
    case SocketType::Server:
    case SocketType::Dish:
    case SocketType::Gather:
        return true;
    default:
        return false;
    }
}

} // namespace zeroloom
