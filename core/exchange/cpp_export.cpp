// The topology as a folder of C++ programs, one for each node, with cppzmq and a CMakeLists.txt.
#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "core/exchange/cpp_project.h"
#include "core/exchange/cpp_role_parts.h"
#include "core/exchange/cpp_roles.h"
#include "core/exchange/cpp_sockets.h"
#include "core/exchange/cpp_text.h"
#include "core/exchange/export_functions.h"
#include "core/exchange/node_program.h"
#include "core/exchange/target_names.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

// Files and targets of CMake that no node may be called by.
const std::vector<std::string> ReservedPrograms{"all",           "build", "clean",   "depend",
                                                "edit_cache",    "help",  "install", "launch",
                                                "rebuild_cache", "run",   "test",    "package"};

// Names in a generated program that a socket must not take away: its own, and macros of the system's headers.
constexpr auto ReservedVariables = std::to_array<std::string_view>(
    {"alloca",    "answered", "ask",    "backward", "beat",     "body",     "budget",    "capture_", "copy",
     "connected", "context",  "done",   "due",      "errno",    "error",    "expected",  "forward",  "found",
     "frames",    "fd",       "hearts", "held",     "i",        "id",       "interrupt", "items",    "limit",
     "linux",     "missed",   "name",   "next",     "now",      "number",   "offsetof",  "open",     "outstanding",
     "passed",    "payload",  "peers",  "poll",     "received", "receives", "record",    "replies",  "request",
     "requests",  "room",     "secret", "sent",     "sends",    "sendto",   "serve",     "shown",    "socket",
     "start",     "std",      "stderr", "stdin",    "stdout",   "tell",     "told",      "thread",   "threads",
     "text",      "tries",    "unix",   "until",    "waits",    "wants",    "zmq"});

// The same for what only the programs of one role have. (No socket's name has a capital letter.)
struct RoleVariables {
    std::string_view role;
    std::vector<std::string_view> names;
};

const std::vector<RoleVariables>& roleVariables()
{
    static const std::vector<RoleVariables> Variables{
        {"asking-worker", {"generator", "tasks"}},
        {"asynchronous-worker", {"generator", "left"}},
        {"bursting-client", {"answers", "bursts", "generator", "left", "lost", "numbers", "pauses", "task", "tasks"}},
        {"collector", {"begun", "elapsed", "marked", "results"}},
        {"dispatcher", {"answer", "asker", "fired", "fires", "tasks", "working"}},
        {"load-balancer", {"address", "waiting", "worker"}},
        {"peering-broker",
         {"address", "away", "capacity", "generator", "goes", "local", "peer", "percent", "said", "waiting", "worker"}},
        {"synchronised-publisher", {"answer", "subscribers"}},
        {"synchronised-subscriber", {"complete", "updates"}},
        {"ventilator", {"generator", "milliseconds", "task"}}};
    return Variables;
}

// Prefixes of macros of <signal.h> and <endian.h>, and of nothing that a person would call a socket by.
bool mayBeMacro(std::string_view name)
{
    return name.starts_with("sa_") || name.starts_with("si_") || name.starts_with("sig") ||
           name.starts_with("sched_") || name.starts_with("pthread_") || name.starts_with("timer") ||
           name.starts_with("str") || name.starts_with("assert") || name.find("toh") != std::string_view::npos ||
           name.starts_with("hto") || name.starts_with("serve");
}

// `beats` is a listener's socket and a deque of others.
void renameSockets(NodeProgram& program)
{
    TargetNames names(NameRule::Identifier);
    for (const std::string_view name : ReservedVariables)
        names.reserve(std::string(name));
    const auto ofRole = std::ranges::find(roleVariables(), program.role, &RoleVariables::role);
    if (ofRole != roleVariables().end()) {
        for (const std::string_view name : ofRole->names)
            names.reserve(std::string(name));
    }
    if (program.role != "listener")
        names.reserve("beats");
    names.reserve("in");
    for (ProgramSocket& socket : program.sockets) {
        // A keyword of Python's only; the usual name of a worker's way in.
        if (socket.id.text() == "in")
            socket.name = "in";
        else
            socket.name = names.map(mayBeMacro(socket.name) ? socket.name + "_socket" : socket.name);
    }
}

constexpr std::string_view SecretFunction = R"(
// Keys and passwords stand in the environment, not in here.
std::string secret(const char* variable)
{
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == 0)
        throw std::runtime_error("set "s + variable + " in the environment");
    return value;
}

)";

constexpr std::string_view Program = R"(
// $title$: $summary$
//
// Node "$id$" of the topology $topology$, exported from Zeroloom.
$includes$
#include <zmq.hpp>

#include "interrupt.hpp"

$local$int main()
try {
    interrupt::install();
    zmq::context_t context;

$main$    return 0;
} catch (const std::exception& error) {
    std::cerr << "$name$: " << error.what() << '\n';
    return 1;
}
)";

// The comments of constants stand below each other. Lines with text in them stay as they are.
std::string aligned(const std::string& lines)
{
    constexpr std::string_view Comment = " // ";
    const auto commentOf = [&](std::string_view line) {
        return line.starts_with("constexpr") && line.find('"') == std::string_view::npos ? line.find(Comment)
                                                                                         : std::string_view::npos;
    };
    std::vector<std::string> each;
    std::istringstream stream(lines);
    for (std::string line; std::getline(stream, line);)
        each.push_back(line);
    std::size_t widest = 0;
    for (const std::string& line : each) {
        const std::size_t at = commentOf(line);
        widest = at == std::string_view::npos ? widest : std::max(widest, at);
    }
    std::string result;
    for (std::string& line : each) {
        if (const std::size_t at = commentOf(line); at != std::string::npos)
            line.insert(at, widest - at, ' ');
        result += line + "\n";
    }
    return result;
}

// Whether a number or a text bears a suffix of the standard library: 10ms, "out"s. A doubtful case counts as one.
bool hasLiteral(std::string_view text)
{
    constexpr auto Suffixes = std::to_array<std::string_view>({"s", "sv", "ns", "us", "ms", "min", "h"});
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] != '"' && (text[i] < '0' || text[i] > '9'))
            continue;
        const std::string_view rest = text.substr(i + 1);
        const auto end = std::ranges::find_if_not(rest, isLetter);
        const std::string_view suffix = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
        if (std::ranges::find(Suffixes, suffix) != Suffixes.end())
            return true;
        i += suffix.size();
    }
    return false;
}

// What stands before main, with those names of others that the program uses.
std::string localPart(const CppProgramText& text)
{
    const std::string whole = text.constants + text.definitions + text.main;
    std::string usings;
    if (whole.find("Clock::") != std::string::npos)
        usings += "using interrupt::Clock;\n";
    if (hasLiteral(whole))
        usings += "using namespace std::literals;\n";
    if (!usings.empty())
        usings += "\n";
    const std::string local = usings + text.constants + text.definitions;
    return local.empty() ? local : "namespace {\n\n" + local + "} // namespace\n\n";
}

std::string programText(const Topology& topology, const NodeProgram& program, CppProgramText text)
{
    if (!cppSecretVariables(program).empty()) {
        text.includes.insert({"<cstdlib>", "<stdexcept>", "<string>"});
        text.definitions.insert(0, fillTemplate(SecretFunction, {}));
    }
    text.includes.insert({"<exception>", "<iostream>"});
    std::string includes;
    for (const std::string& header : text.includes)
        includes += "#include " + header + "\n";
    text.constants = aligned(text.constants) + cppOptionConstants(program);
    if (!text.constants.empty())
        text.constants += "\n";
    const TemplateValues values{{{"title", quotedLine(program.title)},
                                 {"summary", std::string(roleByName(program.role)->summary)},
                                 {"id", program.id.text()},
                                 {"topology", quotedLine(topology.name)},
                                 {"name", program.name},
                                 {"includes", includes},
                                 {"local", localPart(text)},
                                 {"main", indented(text.main)}},
                                {}};
    return fillTemplate(Program, values);
}

void remarkOnPrograms(const NodePrograms& programs, Remarks& remarks)
{
    for (const NodeProgram& program : programs.programs) {
        if (program.role == "program" && std::get<std::string>(program.params.at("restart")) != "never")
            remarks.push_back({program.id.text(), "the launcher does not start it again when it ends"});
        for (const std::string& variable : cppSecretVariables(program))
            remarks.push_back({program.id.text(), "the secret is not written: the program reads it from " + variable});
    }
    for (const Node* node : programs.outside)
        remarks.push_back({node->id.text(), "is run by somebody else; there is no program for it"});
}

} // namespace

Result<Exported> exportCpp(const Topology& topology, const ExportChoices& /*choices*/)
{
    auto programs = nodePrograms(topology, ReservedPrograms);
    if (!programs)
        return tl::unexpected(programs.error());
    Exported exported;
    for (NodeProgram& program : programs->programs) {
        renameSockets(program);
        if (program.role == "program")
            continue;
        CppProgramText text = cppRoleText(program);
        std::ranges::move(text.remarks, std::back_inserter(exported.remarks));
        exported.files.push_back({program.name + ".cpp", programText(topology, program, std::move(text))});
    }
    std::ranges::copy(programs->remarks, std::back_inserter(exported.remarks));
    remarkOnPrograms(*programs, exported.remarks);
    exported.files.push_back({"interrupt.hpp", cppInterruptHeader()});
    exported.files.push_back({"CMakeLists.txt", cppCmakeLists(topology, *programs)});
    exported.files.push_back({"launch.sh", cppLauncher(*programs), true});
    exported.files.push_back({"README.md", cppReadme(topology, *programs, exported.remarks)});
    return exported;
}

} // namespace zeroloom
