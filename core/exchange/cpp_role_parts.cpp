#include "core/exchange/cpp_role_parts.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/exchange/cpp_sockets.h"

namespace zeroloom {

namespace {

// The longest time between two messages that is written: a hundred years.
constexpr double LongestInterval = 3.1e18;

std::string withMeaning(std::string line, std::string_view meaning)
{
    return meaning.empty() ? line + "\n" : line + " // " + std::string(meaning) + "\n";
}

constexpr std::string_view BindWhenFree = R"(
// A socket that was closed gives its endpoint back a moment later.
void bindWhenFree(zmq::socket_t& socket, const char* endpoint)
{
    const auto deadline = Clock::now() + 2s;
    do {
        try {
            socket.bind(endpoint);
            return;
        } catch (const zmq::error_t& error) {
            if (error.num() != EADDRINUSE || Clock::now() > deadline)
                throw;
        }
    } while (interrupt::sleepUntil(Clock::now() + 10ms));
}

)";

constexpr std::string_view ShownDefinition = R"(
// A routing id as a person can read it: one that nobody chose is five bytes, the first 0.
std::string shown(const std::string& id)
{
    if (std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 0x7f; }))
        return id;
    std::string text = "0x";
    for (const char c : id) {
        constexpr auto Digits = "0123456789abcdef"sv;
        text += Digits[static_cast<unsigned char>(c) >> 4];
        text += Digits[static_cast<unsigned char>(c) & 0xf];
    }
    return text;
}

)";

} // namespace

void setIf(TemplateValues& values, std::string_view flag, bool on)
{
    if (on)
        values.flags.emplace(flag);
}

void cppAddShown(CppProgramText& text)
{
    text.includes.insert({"<algorithm>", "<string>", "<string_view>"});
    text.definitions += fillTemplate(ShownDefinition, {});
}

std::string cppOpenedSocket(const ProgramSocket& socket, const NodeProgram& program, int lingerMs)
{
    const CppSocketChoices choices{
        .variable = socket.name, .routingId = {}, .roleLines = {}, .waitsForEndpoint = false, .lingerMs = lingerMs};
    return cppSocketLines(socket, program, choices) + "\n";
}

std::string cppPatientEnd(const NodeProgram& program, const std::vector<const ProgramSocket*>& senders)
{
    std::string lines;
    for (const ProgramSocket* socket : senders) {
        if (!socket->options.contains("LINGER"))
            lines += socket->name + ".set(zmq::sockopt::linger, -1);\n";
    }
    std::string names;
    for (const ProgramSocket& socket : program.sockets)
        names += ", " + socket.name;
    return "if (!interrupt::requested) {\n" +
           indented("// It ends when all of it has been delivered, however long that takes.\n" + lines +
                    "interrupt::deliver(context" + names + ");\n") +
           "}\n";
}

std::string cppConnectedFunction(const ProgramSocket& socket, const NodeProgram& program,
                                 const CppSocketChoices& choices)
{
    return (socket.binds.empty() ? std::string() : fillTemplate(BindWhenFree, {})) +
           "zmq::socket_t connected(zmq::context_t& context)\n{\n" +
           indented(cppSocketLines(socket, program, choices) + "return " + choices.variable + ";\n") + "}\n\n";
}

std::string cppConstant(std::string_view type, std::string_view name, std::string_view value, std::string_view meaning)
{
    std::string line = "constexpr ";
    line.append(type).append(" ").append(name).append(" = ").append(value).append(";");
    return withMeaning(std::move(line), meaning);
}

CppParameters::CppParameters(const NodeProgram& program) : m_values(*roleByName(program.role), program.params) {}

std::string CppParameters::interval(std::string_view what) const
{
    if (!hasRate())
        return {};
    const double nanoseconds = std::clamp(std::round(1e9 / m_values.real("rate")), 1.0, LongestInterval);
    return cppConstant("auto", "Interval", chronoLiteral(Nanoseconds(static_cast<std::int64_t>(nanoseconds))),
                       toText(Value(m_values.real("rate"))) + " " + std::string(what));
}

std::string CppParameters::payload() const
{
    if (hasText())
        return cppConstant("auto", "Payload", cppView(m_values.text("text")), {});
    return cppConstant("std::size_t", "Size", cppNumber(m_values.integer("size")), "bytes of each payload");
}

std::string CppParameters::topics() const
{
    std::string list;
    for (const std::string& topic : m_values.list("topics"))
        list += (list.empty() ? "" : ", ") + cppView(topic);
    return "constexpr std::array Topics{" + list + "}; // sent in turn, as the first frame\n";
}

std::string CppParameters::count(std::string_view what) const
{
    return hasCount() ? cppConstant("std::uint64_t", "Count", cppNumber(m_values.integer("count")), what)
                      : std::string();
}

std::string CppParameters::time(std::string_view parameter, std::string_view constant, std::string_view meaning) const
{
    return cppConstant("auto", constant, chronoLiteral(m_values.duration(parameter)), meaning);
}

std::string CppParameters::whole(std::string_view parameter, std::string_view constant, std::string_view meaning) const
{
    return cppConstant("int", constant, cppNumber(m_values.integer(parameter)), meaning);
}

namespace {

std::string filledWork(const std::string& work, const std::string& socket, const std::string& label)
{
    return fillTemplate(work, {{{"socket", socket}, {"label", label}}, {}});
}

void addThreads(const NodeProgram& program, const CppSocketWork& work, CppProgramText& text)
{
    std::vector<std::string> bodies;
    std::string starts;
    for (const ProgramSocket& socket : program.sockets) {
        const std::string body = filledWork(work(socket), "socket", "name + \": \"");
        auto found = std::ranges::find(bodies, body);
        if (found == bodies.end())
            found = bodies.insert(bodies.end(), body);
        const std::string function =
            "serve" + (found == bodies.begin() ? std::string() : std::to_string(found - bodies.begin() + 1));
        text.main += cppOpenedSocket(socket, program);
        starts += "threads.push_back(std::async(std::launch::async, " + function + ", " +
                  cppLiteral(program.name + "." + socket.id.text()) + ", std::move(" + socket.name + ")));\n";
    }
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        text.definitions +=
            "void serve" + (i == 0 ? std::string() : std::to_string(i + 1)) +
            "(const std::string& name, zmq::socket_t socket)\ntry {\n" + indented(bodies[i]) +
            "} catch (...) {\n    interrupt::requested = true; // the others end, too\n    throw;\n}\n\n";
    }
    text.main +=
        "// A thread for each socket, so that one that has to wait holds up no other. A socket may be handed to a\n"
        "// thread; two threads must not use it.\n"
        "std::vector<std::future<void>> threads;\n" +
        starts + "for (std::future<void>& thread : threads)\n    thread.get();\n";
    text.includes.insert({"<future>", "<string>", "<utility>", "<vector>"});
}

} // namespace

void addSocketWork(const NodeProgram& program, const CppSocketWork& work, CppProgramText& text)
{
    if (program.sockets.size() != 1) {
        addThreads(program, work, text);
        return;
    }
    const ProgramSocket& socket = program.sockets.front();
    text.main += cppOpenedSocket(socket, program) +
                 filledWork(work(socket), socket.name, cppLiteral(program.name + ": ") + "s");
}

} // namespace zeroloom
