#include "core/exchange/cpp_sockets.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/exchange/cpp_text.h"
#include "core/zmq/option_catalogue.h"

namespace zeroloom {

namespace {

// Options that libzmq 4.3.4 takes though its header shows them to programs with draft sockets only, so that cppzmq 4.9
// has no name for them.
constexpr auto Nameless =
    std::to_array<std::string_view>({"ONLY_FIRST_SUBSCRIBE", "RECONNECT_STOP", "SOCKS_PASSWORD", "SOCKS_USERNAME",
                                     "XPUB_MANUAL_LAST_VALUE", "ZAP_ENFORCE_DOMAIN"});

bool isNameless(std::string_view option) { return std::ranges::find(Nameless, option) != Nameless.end(); }

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return result;
}

std::string uppered(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return result;
}

// Two underscores between the parts: none has them, so that no two variables are the same.
std::string secretVariable(const NodeProgram& program, const ProgramSocket& socket, std::string_view option)
{
    return uppered(program.name) + "__" + uppered(socket.name) + "__" + std::string(option);
}

std::string optionValue(const OptionInfo& option, const Value& value)
{
    switch (option.kind) {
    case OptionKind::Boolean:
        return toText(value) == "true" || toText(value) == "1" ? "true" : "false"; // in a file it may be 0 or 1
    case OptionKind::Integer:
        return std::to_string(std::get<std::int64_t>(value));
    case OptionKind::Integer64:
        return (option.name == "AFFINITY" ? "std::uint64_t{" : "std::int64_t{") +
               std::to_string(std::get<std::int64_t>(value)) + "}";
    case OptionKind::Text:
    case OptionKind::Key:
        return cppView(optionBytes(option, value));
    }
    return {};
}

std::string optionLine(const ProgramSocket& socket, const NodeProgram& program, const std::string& variable,
                       const OptionInfo& option, const Value& value)
{
    const std::string name = (isNameless(option.name) ? "" : "zmq::sockopt::") + lowered(option.name);
    const std::string given =
        option.secret ? "secret(\"" + secretVariable(program, socket, option.name) + "\")" : optionValue(option, value);
    std::string line = variable + ".set(" + name + ", " + given + ");";
    if (!option.unit.empty() && !option.secret && option.kind != OptionKind::Text)
        line += " // " + std::string(option.unit);
    return line + "\n";
}

std::string bindReason(SocketType type)
{
    switch (type) {
    case SocketType::Push:
        return "PUSH binds: it is the fixed point, and those who share its tasks come and go.";
    case SocketType::Pull:
        return "PULL binds: it gathers what any number of PUSH sockets bring.";
    case SocketType::Pub:
    case SocketType::XPub:
        return "The publisher binds, so that subscribers can come and go. Who comes late has missed what was sent "
               "before.";
    case SocketType::Sub:
    case SocketType::XSub:
        return "The subscriber binds: it is the collector that publishers find.";
    case SocketType::Rep:
    case SocketType::Router:
        return "The server binds: clients know where it is, it need not know where they are.";
    case SocketType::Dealer:
        return "DEALER binds: whoever connects gets his share, in turn.";
    case SocketType::Req:
        return "REQ binds here: those who answer come to it.";
    case SocketType::Pair:
        return "One end of the pair binds; a PAIR talks to one peer only.";
    default:
        return "This end binds; the other ones find it here.";
    }
}

std::string connectReason(SocketType type)
{
    switch (type) {
    case SocketType::Sub:
        return "Connecting may come before the bind: libzmq tries until somebody is there.";
    case SocketType::Pub:
    case SocketType::XPub:
        return "What is published before the connection is up goes to nobody: PUB keeps nothing for later.";
    default:
        return {};
    }
}

// An XSUB subscribes by sending: a byte 1 and the prefix.
std::string subscriptionLines(const ProgramSocket& socket, const std::string& variable)
{
    std::string lines;
    for (const std::string& prefix : socket.subscriptions) {
        if (socket.type == SocketType::XSub)
            lines += variable + ".send(zmq::buffer(" + cppView("\x01" + prefix) + ")); // 1: subscribe\n";
        else if (socket.type == SocketType::Sub)
            lines += variable + ".set(zmq::sockopt::subscribe, " + cppView(prefix) + ");" +
                     (prefix.empty() ? " // everything\n" : "\n");
    }
    if (socket.type == SocketType::Sub && lines.empty())
        lines = "// No subscription: nothing arrives until there is one.\n";
    return lines;
}

std::string lingerLine(const ProgramSocket& socket, const CppSocketChoices& choices)
{
    const bool sends =
        socket.type != SocketType::Sub && socket.type != SocketType::XSub && socket.type != SocketType::Pull;
    if (!sends || socket.options.contains("LINGER"))
        return {};
    return choices.variable + ".set(zmq::sockopt::linger, " + std::to_string(choices.lingerMs) +
           (choices.lingerMs == 0 ? "); // ms: nobody waits for what is still queued at the end\n"
                                  : "); // ms: without it, a peer that has gone keeps this program from ending\n");
}

std::string endpointLines(const ProgramSocket& socket, const CppSocketChoices& choices)
{
    std::string lines;
    if (!socket.binds.empty())
        lines += "// " + bindReason(socket.type) + "\n";
    for (const std::string& endpoint : socket.binds)
        lines += choices.waitsForEndpoint ? "bindWhenFree(" + choices.variable + ", " + cppLiteral(endpoint) + ");\n"
                                          : choices.variable + ".bind(" + cppLiteral(endpoint) + ");\n";
    if (!socket.connects.empty() && !connectReason(socket.type).empty())
        lines += "// " + connectReason(socket.type) + "\n";
    int number = 0;
    for (const ProgramWire& wire : socket.wires) {
        if (wire.binds)
            continue;
        // libzmq ends the process when one ROUTER gives the same name twice.
        if (namesRouter(socket, wire))
            lines += choices.variable + ".set(zmq::sockopt::connect_routing_id, " +
                     cppView(namedRouter(wire, ++number)) +
                     "); // the next one's name here, so that this end can speak first\n";
        lines += choices.variable + ".connect(" + cppLiteral(wire.endpoint) + ");\n";
    }
    return lines;
}

} // namespace

bool namesRouter(const ProgramSocket& socket, const ProgramWire& wire)
{
    return socket.type == SocketType::Router && wire.peerType == SocketType::Router && !wire.binds &&
           wire.peerRoutingId.empty() && !socket.options.contains("CONNECT_ROUTING_ID");
}

std::string namedRouter(const ProgramWire& wire, int number)
{
    return wire.peer.text().substr(0, 200) + "~" + std::to_string(number);
}

bool needsDelimiter(const ProgramSocket& socket)
{
    const auto isRep = [](const ProgramWire& wire) { return wire.peerType == SocketType::Rep; };
    return socket.type == SocketType::Dealer && !socket.wires.empty() && std::ranges::all_of(socket.wires, isRep);
}

std::string cppSocketLines(const ProgramSocket& socket, const NodeProgram& program, const CppSocketChoices& choices)
{
    std::string lines =
        "zmq::socket_t " + choices.variable + "(context, zmq::socket_type::" + lowered(name(socket.type)) + ");\n";
    for (const auto& [optionName, value] : socket.options) {
        if (const OptionInfo* option = optionByName(optionName))
            lines += optionLine(socket, program, choices.variable, *option, value);
    }
    if (!choices.routingId.empty())
        lines += choices.variable + ".set(zmq::sockopt::routing_id, " + choices.routingId + ");\n";
    lines += lingerLine(socket, choices);
    for (const std::string& line : choices.roleLines)
        lines += line + "\n";
    return lines + subscriptionLines(socket, choices.variable) + endpointLines(socket, choices);
}

std::string cppOptionConstants(const NodeProgram& program)
{
    std::map<std::string, std::string> constants;
    for (const ProgramSocket& socket : program.sockets) {
        for (const auto& [name, value] : socket.options) {
            const OptionInfo* option = optionByName(name);
            if (!option || !isNameless(name))
                continue;
            const std::string id = std::to_string(option->libzmqId);
            constants[lowered(name)] = option->kind == OptionKind::Text      ? "array_option<" + id + ">"
                                       : option->kind == OptionKind::Boolean ? "integral_option<" + id + ", int, true>"
                                                                             : "integral_option<" + id + ", int>";
        }
    }
    std::string lines;
    for (const auto& [name, type] : constants)
        lines += "constexpr zmq::sockopt::" + type + " " + name + "{};\n";
    return lines.empty() ? lines
                         : "// libzmq has these options, its header shows them only with draft sockets.\n" + lines;
}

std::vector<std::string> cppSecretVariables(const NodeProgram& program)
{
    std::vector<std::string> variables;
    for (const ProgramSocket& socket : program.sockets) {
        for (const auto& [name, value] : socket.options) {
            if (const OptionInfo* option = optionByName(name); option && option->secret)
                variables.push_back(secretVariable(program, socket, name));
        }
    }
    return variables;
}

} // namespace zeroloom
