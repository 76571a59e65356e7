#include "core/exchange/python_program.h"

#include <algorithm>

#include "core/exchange/socket_reasons.h"
#include "core/host/program_endpoints.h"
#include "core/model/socket_copies.h"
#include "core/zmq/option_catalogue.h"

namespace zeroloom {

namespace {

constexpr int LingerMs = 1000;

constexpr std::string_view SecretFunction = R"(

def secret(name):
    """Secrets do not stand in a program: the environment has them."""
    if name not in os.environ:
        raise SystemExit(f"The environment variable {name} must be set.")
    return os.fsencode(os.environ[name])
)";

constexpr std::string_view PlainMain = "\n\ndef main():\n";

constexpr std::string_view PlainEnd = R"(

def on_signal(action):
    """No exception may fall into the making of a socket: the context would wait for it for ever."""
    signal.signal(signal.SIGINT, action)
    signal.signal(signal.SIGTERM, action)


if __name__ == "__main__":
    on_signal(signal.SIG_DFL)
    try:
        main()
    except KeyboardInterrupt:
        pass
)";

constexpr std::string_view CoroutineMain = R"(

async def main():
    # SIGTERM ends the program as Ctrl-C does.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
)";

constexpr std::string_view CoroutineEnd = R"(

if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
)";

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

bool sends(SocketType type) { return type != SocketType::Pull && type != SocketType::Sub && type != SocketType::XSub; }

// A program that waits in its sends and receives would end by them.
bool isTimeout(std::string_view option) { return option == "SNDTIMEO" || option == "RCVTIMEO"; }

void appendAssignment(std::string& text, std::string_view name, const std::string& value, std::string_view comment)
{
    text.append(name).append(" = ").append(value);
    if (!comment.empty())
        text.append("  # ").append(comment);
    text += '\n';
}

} // namespace

bool namesPeer(const ProgramSocket& socket, const ProgramWire& wire)
{
    return socket.type == SocketType::Router && wire.peerType == SocketType::Router && !wire.binds &&
           wire.peerRoutingId.empty() && !socket.options.contains("CONNECT_ROUTING_ID");
}

std::string peerName(const ProgramSocket& socket, std::size_t index)
{
    const std::string name = socket.wires[index].peer.text();
    const auto before = socket.wires.begin() + static_cast<std::ptrdiff_t>(index);
    const auto same = std::count_if(socket.wires.begin(), before, [&](const ProgramWire& wire) {
        return wire.peer == socket.wires[index].peer && namesPeer(socket, wire);
    });
    return same == 0 ? name : name + "~" + std::to_string(same + 1);
}

void PythonProgram::constant(std::string_view name, const std::string& value, std::string_view comment)
{
    if (!m_constantNames.emplace(name).second)
        return;
    appendAssignment(m_constants, name, value, comment);
}

void PythonProgram::state(std::string_view name, const std::string& value, std::string_view comment)
{
    if (m_constantNames.emplace(name).second)
        appendAssignment(m_states, name, value, comment);
}

PythonText& PythonProgram::function() { return m_functions.emplace_back(); }

std::string PythonProgram::variable(const ProgramSocket& socket) const
{
    if (const auto named = m_variables.find(socket.id); named != m_variables.end())
        return named->second;
    if (m_node.sockets.size() == 1)
        return lowerCase(name(socket.type));
    // A prefix keeps it apart from every other name of the program.
    return "socket_" + socket.name;
}

std::string PythonProgram::constantPrefix(const ProgramSocket& socket) const
{
    return m_node.sockets.size() == 1 ? "" : variableSuffix(variable(socket)) + "_";
}

std::string PythonProgram::secretVariable(const ProgramSocket& socket, const std::string& option) const
{
    return variableSuffix(m_node.name + "_" + socket.id.text()) + "_" + option;
}

void PythonProgram::writeOption(PythonText& text, const ProgramSocket& socket, const std::string& name,
                                const Value& value)
{
    const OptionInfo& option = *optionByName(name);
    std::string literal;
    if (option.secret) {
        const std::string variable = secretVariable(socket, name);
        literal = "secret(" + pythonString(variable) + ")";
        m_secrets.insert(variable);
        import("os");
    } else if (option.kind == OptionKind::Text || option.kind == OptionKind::Key) {
        literal = pythonBytes(optionBytes(option, value));
    } else if (const auto* flag = std::get_if<bool>(&value)) {
        literal = *flag ? "1" : "0";
    } else {
        literal = toText(value);
    }
    const bool hasUnit = !option.unit.empty() && option.kind != OptionKind::Text;
    text.lines(variable(socket) + ".setsockopt(zmq." + name + ", " + literal + ")" +
               (hasUnit ? "  # " + std::string(option.unit) : ""));
    if (name == "PLAIN_SERVER" && value == Value(true)) {
        text.comment("Nobody gets in until an authenticator lets him: see zmq.auth.thread.ThreadAuthenticator.");
        m_remarks.push_back({m_node.id.text() + "." + socket.id.text(),
                             "PLAIN_SERVER asks an authenticator (RFC 27), which the program does not have; add "
                             "zmq.auth.thread.ThreadAuthenticator with your users, or nobody gets in"});
    }
}

void PythonProgram::writeOptions(PythonText& text, const ProgramSocket& socket)
{
    for (const auto& [name, value] : socket.options) {
        if (isTimeout(name)) {
            m_remarks.push_back({m_node.id.text() + "." + socket.id.text(),
                                 name + " is left out: the program waits as long as its role does"});
            continue;
        }
        writeOption(text, socket, name, value);
    }
    if (!sends(socket.type) || socket.options.contains("LINGER"))
        return;
    if (socket.type == SocketType::Req)
        text.lines(variable(socket) + ".setsockopt(zmq.LINGER, 0)  # without a REQ, nobody waits for the reply");
    else
        text.lines(variable(socket) + ".setsockopt(zmq.LINGER, " + std::to_string(LingerMs) +
                   ")  # ms to deliver what still waits when it is closed");
}

void PythonProgram::writeSubscriptions(PythonText& text, const ProgramSocket& socket)
{
    if (socket.type != SocketType::Sub && socket.type != SocketType::XSub)
        return;
    const std::string send = m_style == PythonStyle::Coroutines ? "await " : "";
    for (const std::string& topic : socket.subscriptions) {
        if (socket.type == SocketType::XSub)
            text.lines(send + variable(socket) + ".send(" + pythonBytes('\1' + topic) + ")");
        else
            text.lines(variable(socket) + ".setsockopt(zmq.SUBSCRIBE, " + pythonBytes(topic) + ")" +
                       (topic.empty() ? "  # to everything" : ""));
    }
}

void PythonProgram::writeEndpoints(PythonText& text, const ProgramSocket& socket, bool binds)
{
    const std::vector<std::string>& endpoints = binds ? socket.binds : socket.connects;
    if (endpoints.empty())
        return;
    const bool both = !socket.binds.empty() && !socket.connects.empty();
    const std::string call = variable(socket) + (binds ? ".bind(" : ".connect(");
    std::string constantName = constantPrefix(socket) + (both ? (binds ? "BIND_" : "CONNECT_") : "") + "ENDPOINT";
    text.comment(binds ? bindReason(socket.type) : connectReason(socket.type));
    if (endpoints.size() == 1) {
        constant(constantName, pythonString(endpoints.front()));
        text.lines(call + constantName + ")");
        return;
    }
    std::vector<std::string> literals;
    std::ranges::transform(endpoints, std::back_inserter(literals), pythonString);
    constantName += "S";
    constant(constantName, pythonList(literals));
    text.lines("for endpoint in " + constantName + ":\n    " + call + "endpoint)");
}

// libzmq takes one name for each connect.
void PythonProgram::writeNamedConnects(PythonText& text, const ProgramSocket& socket)
{
    text.comment("A ROUTER can speak first to another one only by a name that it gave it before it connected.");
    for (std::size_t i = 0; i < socket.wires.size(); ++i) {
        const ProgramWire& wire = socket.wires[i];
        if (wire.binds)
            continue;
        if (namesPeer(socket, wire))
            text.lines(variable(socket) + ".setsockopt(zmq.CONNECT_ROUTING_ID, " + pythonBytes(peerName(socket, i)) +
                       ")");
        text.lines(variable(socket) + ".connect(" + pythonString(wire.endpoint) + ")");
    }
}

void PythonProgram::makeReady(PythonText& text, const ProgramSocket& socket, std::string_view extra)
{
    text.comment(typeReason(socket.type));
    writeOptions(text, socket);
    if (socket.copies == 1 && !socket.copyName.empty())
        text.lines(variable(socket) + ".setsockopt(zmq.ROUTING_ID, " +
                   pythonBytes(copyRoutingId(socket.copyName, 0, 1)) + ")  # by which the others know it");
    if (!extra.empty())
        text.lines(extra);
    writeSubscriptions(text, socket);
    writeEndpoints(text, socket, true);
    if (std::ranges::any_of(socket.wires, [&](const ProgramWire& wire) { return namesPeer(socket, wire); }))
        writeNamedConnects(text, socket);
    else
        writeEndpoints(text, socket, false);
    if (socket.wires.empty())
        text.comment("No wire leads to it: nobody will be there.");
}

void PythonProgram::openSockets(const ProgramSocket* except)
{
    std::string context = m_style == PythonStyle::Plain ? "zmq.Context()" : "zmq.asyncio.Context()";
    if (m_mostSockets.empty()) {
        context += " as context";
    } else {
        m_body.lines("context = " + context + "\ncontext.set(zmq.MAX_SOCKETS, " + m_mostSockets + ")");
        context = "context";
    }
    std::vector<std::string> opened{context};
    for (const ProgramSocket& socket : m_node.sockets) {
        if (&socket != except)
            opened.push_back("context.socket(zmq." + std::string(name(socket.type)) + ") as " + variable(socket));
    }
    if (opened.size() == 2) {
        m_body.lines("with " + opened[0] + ", " + opened[1] + ":");
    } else {
        m_body.lines("with (");
        for (const std::string& one : opened)
            m_body.lines("    " + one + ",");
        m_body.lines("):");
    }
    m_body.indent();
    if (!except)
        endInOrder(m_body);
    for (const ProgramSocket& socket : m_node.sockets) {
        if (&socket == except)
            continue;
        makeReady(m_body, socket);
        m_body.lines("");
    }
}

void PythonProgram::endInOrder(PythonText& text) const
{
    if (m_style != PythonStyle::Plain)
        return;
    text.lines("on_signal(signal.default_int_handler)");
    text.lines("");
}

std::string PythonProgram::header() const
{
    std::string text = "#!/usr/bin/env python3\n\"\"\"" + pythonDocText(m_node.title) + ": " + m_summary + "\n\n";
    text += "Node '" + m_node.id.text() + "' of the topology '" + pythonDocText(m_topology) + "'.\n\"\"\"\n";
    std::set<std::string> modules = m_imports;
    modules.insert("signal");
    if (m_style == PythonStyle::Coroutines)
        modules.insert("asyncio");
    for (const std::string& module : modules)
        text += "import " + module + '\n';
    text += "\nimport zmq\n";
    if (m_style == PythonStyle::Coroutines)
        text += "import zmq.asyncio\n";
    return text;
}

std::string PythonProgram::text() const
{
    std::string text = header();
    if (!m_constants.empty())
        text += '\n' + m_constants;
    if (!m_states.empty())
        text += '\n' + m_states;
    if (!m_secrets.empty())
        text += SecretFunction;
    for (const PythonText& function : m_functions)
        text += "\n\n" + function.text();
    const bool plain = m_style == PythonStyle::Plain;
    text += plain ? PlainMain : CoroutineMain;
    text += m_body.text();
    text += plain ? PlainEnd : CoroutineEnd;
    return text;
}

} // namespace zeroloom
