// CMakeLists.txt and README.md of a C++ export.
#include "core/exchange/cpp_project.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/exchange/cpp_sockets.h"
#include "core/exchange/cpp_text.h"
#include "core/exchange/target_names.h"

namespace zeroloom {

namespace {

constexpr std::string_view CMakeHead = R"cmake(
cmake_minimum_required(VERSION 3.16)
project($project$ LANGUAGES CXX)

set(CMAKE_CXX_STANDARD $standard$)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

# libzmq by pkg-config; cppzmq is two headers over it.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(ZeroMQ REQUIRED IMPORTED_TARGET libzmq>=4.3)
find_path(CPPZMQ_INCLUDE_DIR zmq_addon.hpp HINTS ${ZeroMQ_INCLUDE_DIRS} REQUIRED)
add_compile_options(-Wall -Wextra -Wpedantic -Wconversion)

function(add_node name)
  add_executable(${name} ${name}.cpp)
  target_include_directories(${name} SYSTEM PRIVATE "${CPPZMQ_INCLUDE_DIR}")
  target_link_libraries(${name} PRIVATE PkgConfig::ZeroMQ Threads::Threads)
  install(TARGETS ${name} RUNTIME DESTINATION bin)
endfunction()

)cmake";

constexpr std::string_view CMakeTail = R"cmake(

# cmake --build build --target run: builds and starts everything, until Ctrl-C.
add_custom_target(run
  COMMAND "${CMAKE_COMMAND}" -E env "BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}" "${CMAKE_SOURCE_DIR}/launch.sh"
  DEPENDS $targets$
  USES_TERMINAL)
)cmake";

std::vector<const NodeProgram*> generated(const NodePrograms& programs)
{
    std::vector<const NodeProgram*> nodes;
    for (const NodeProgram& program : programs.programs) {
        if (program.role != "program")
            nodes.push_back(&program);
    }
    return nodes;
}

std::string endpointsOf(const NodeProgram& program)
{
    std::string text;
    for (const ProgramSocket& socket : program.sockets) {
        for (const std::string& endpoint : socket.binds)
            text += (text.empty() ? "" : ", ") + std::string(name(socket.type)) + " binds " + markdownLine(endpoint);
        for (const std::string& endpoint : socket.connects)
            text +=
                (text.empty() ? "" : ", ") + std::string(name(socket.type)) + " connects to " + markdownLine(endpoint);
    }
    return text;
}

// Those that somebody else runs. Endpoints as they are written: where a wire's other end is, the table above says.
std::string outsideLines(const NodePrograms& programs)
{
    std::string lines;
    for (const Node* node : programs.outside) {
        std::string sockets;
        for (const Socket& socket : node->sockets)
            sockets += (sockets.empty() ? "" : ", ") + std::string(name(socket.type));
        lines += "- " + markdownLine(node->title()) + " (" + sockets + ")\n";
    }
    return lines;
}

std::string ownProgramLines(const NodePrograms& programs)
{
    std::string lines;
    for (const NodeProgram& program : programs.programs) {
        if (program.role != "program")
            continue;
        std::string command = std::get<std::string>(program.params.at("command"));
        for (const std::string& argument : std::get<TextList>(program.params.at("arguments")))
            command += " " + argument;
        lines += "- " + markdownLine(program.title) + ": " + markdownLine(command) + "\n";
    }
    return lines;
}

std::string secretLines(const NodePrograms& programs)
{
    std::string lines;
    for (const NodeProgram& program : programs.programs) {
        for (const std::string& variable : cppSecretVariables(program))
            lines += "- `" + variable + "`\n";
    }
    return lines;
}

std::string section(std::string_view title, std::string_view text, const std::string& list)
{
    if (list.empty())
        return {};
    std::string lines = "\n## ";
    return lines.append(title).append("\n\n").append(text).append("\n\n").append(list);
}

} // namespace

std::string cppCmakeLists(const Topology& topology, const NodePrograms& programs)
{
    TargetNames project(NameRule::Identifier);
    std::string nodes, targets;
    for (const NodeProgram* program : generated(programs)) {
        nodes += "add_node(" + program->name + ")\n";
        targets += (targets.empty() ? "" : " ") + program->name;
    }
    const TemplateValues values{{{"project", project.map(topology.name.empty() ? "topology" : topology.name)},
                                 {"standard", std::to_string(CppStandard)},
                                 {"targets", targets}},
                                {}};
    return fillTemplate(CMakeHead, values) + nodes + (targets.empty() ? "" : fillTemplate(CMakeTail, values));
}

std::string cppReadme(const Topology& topology, const NodePrograms& programs, const Remarks& remarks)
{
    std::string text = "# " + markdownLine(topology.name.empty() ? "Topology" : topology.name) + "\n\n";
    if (!topology.description.empty())
        text += markdownLine(topology.description) + "\n\n";
    text += R"(One C++ program for each node, written with cppzmq. Exported from Zeroloom; yours to change.

## Build

On Debian: `apt install build-essential cmake pkg-config libzmq3-dev cppzmq-dev`

    cmake -S . -B build
    cmake --build build

## Run

    ./launch.sh

starts all in the order below, those that bind first, and ends all on Ctrl-C or when one of them fails. `./launch.sh HOST`
starts only those of one host; each program can be started by hand, too. `cmake --install build` installs them.

| program | node | role | host | endpoints |
|---|---|---|---|---|
)";
    for (const NodeProgram* program : generated(programs))
        text += "| " + program->name + " | " + markdownLine(program->title) + " | " + program->role + " | " +
                program->host.text() + " | " + endpointsOf(*program) + " |\n";
    std::string notes;
    for (const Remark& remark : remarks)
        notes += "- " + markdownLine(remark.text()) + "\n";
    return text +
           section(
               "Programs of your own",
               "The launcher starts them, with the endpoints in `ZEROLOOM_ENDPOINT_SOCKET` and `ZEROLOOM_BIND_SOCKET`:",
               ownProgramLines(programs)) +
           section("Run by somebody else",
                   "These stand at the other ends of wires and have to be there:", outsideLines(programs)) +
           section("Secrets", "No key or password is written in the programs. They read them from the environment:",
                   secretLines(programs)) +
           section("What is different from the topology", "The export could not say everything:", notes);
}

} // namespace zeroloom
