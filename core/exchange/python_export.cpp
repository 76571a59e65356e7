// A folder of Python programs, one for each node, with a launcher and a README.
#include <algorithm>
#include <array>
#include <set>

#include "core/exchange/export_functions.h"
#include "core/exchange/markdown_text.h"
#include "core/exchange/node_program.h"
#include "core/exchange/python_launcher.h"
#include "core/exchange/python_modules.h"
#include "core/exchange/python_roles.h"

namespace zeroloom {

namespace {

struct RoleWriter {
    std::string_view role;
    void (*write)(PythonProgram& program);
};

constexpr auto RoleWriters = std::to_array<RoleWriter>({{"source", writePythonSource},
                                                        {"sink", writePythonSink},
                                                        {"worker", writePythonWorker},
                                                        {"peer", writePythonPeer},
                                                        {"proxy", writePythonProxy},
                                                        {"requester", writePythonRequester},
                                                        {"replier", writePythonReplier},
                                                        {"ventilator", writePythonVentilator},
                                                        {"collector", writePythonCollector},
                                                        {"synchronised-publisher", writePythonSynchronisedPublisher},
                                                        {"synchronised-subscriber", writePythonSynchronisedSubscriber},
                                                        {"dispatcher", writePythonDispatcher},
                                                        {"asking-worker", writePythonAskingWorker},
                                                        {"asynchronous-worker", writePythonAsynchronousWorker},
                                                        {"heartbeater", writePythonHeartbeater},
                                                        {"heart", writePythonHeart},
                                                        {"pinger", writePythonPinger},
                                                        {"listener", writePythonListener},
                                                        {"load-balancer", writePythonLoadBalancer},
                                                        {"ready-worker", writePythonReadyWorker},
                                                        {"peering-broker", writePythonPeeringBroker},
                                                        {"bursting-client", writePythonBurstingClient}});

std::string endpointsOf(const NodeProgram& program)
{
    std::string text;
    const auto add = [&](std::string_view verb, const std::vector<std::string>& endpoints) {
        for (const std::string& endpoint : endpoints)
            text += (text.empty() ? "" : ", ") + std::string(verb) + markdownText(endpoint);
    };
    for (const ProgramSocket& socket : program.sockets) {
        add("binds ", socket.binds);
        add("connects to ", socket.connects);
    }
    return text;
}

class PythonReadme {
public:
    PythonReadme(const Topology& topology, const NodePrograms& programs) : m_topology(topology), m_programs(programs) {}

    std::string text(const std::set<std::string>& secrets, const Remarks& remarks);

private:
    void section(std::string_view title, std::string_view text)
    {
        m_text.append("\n## ").append(title).append("\n\n").append(text).append("\n");
    }
    void listPrograms();
    void listCommands();
    void listOutside();
    void list(const std::string& item) { m_text += "- " + item + "\n"; }

    const Topology& m_topology;
    const NodePrograms& m_programs;
    std::string m_text;
};

void PythonReadme::listPrograms()
{
    section("The programs", "| program | node | role | host | endpoints |\n|---|---|---|---|---|");
    for (const NodeProgram& program : m_programs.programs) {
        const std::string file = isOwnCommand(program) ? program.name + " (a command)" : program.name + ".py";
        m_text += "| " + markdownText(file) + " | " + markdownText(program.title) + " | " + program.role + " | " +
                  markdownText(program.host.text()) + " | " + endpointsOf(program) + " |\n";
    }
}

void PythonReadme::listCommands()
{
    if (std::ranges::none_of(m_programs.programs, isOwnCommand))
        return;
    section("Commands of your own", "`./launch.py --allow-programs` starts these, too; without it, they are left out. "
                                    "Look at them in `launch.py` first.\n");
    for (const NodeProgram& program : m_programs.programs) {
        if (isOwnCommand(program))
            list(markdownText(program.name) + ": " + markdownText(toText(program.params.at("command"))) + " " +
                 markdownText(toText(program.params.at("arguments"))));
    }
}

void PythonReadme::listOutside()
{
    if (m_programs.outside.empty())
        return;
    section("Run by somebody else", "These nodes are outside of this folder. The others expect them at their wires.\n");
    for (const Node* node : m_programs.outside) {
        std::string item = markdownText(node->title());
        for (const Socket& socket : node->sockets)
            item += ", " + std::string(name(socket.type)) + " " + markdownText(socket.id.text());
        list(item);
    }
}

std::string PythonReadme::text(const std::set<std::string>& secrets, const Remarks& remarks)
{
    m_text = "# " + markdownText(m_topology.name.empty() ? "A topology without a name" : m_topology.name) + "\n";
    if (!m_topology.description.empty())
        m_text += "\n" + markdownText(m_topology.description) + "\n";
    section("Run it",
            "It needs Python 3.10 or newer and pyzmq 24 or newer (Debian: `apt install python3-zmq`; elsewhere: "
            "`pip install pyzmq`).\n\n    ./launch.py               # all programs, until Ctrl-C\n"
            "    ./launch.py --host NAME   # only those of one host\n\nEach program runs by itself, too, from within "
            "this folder. When it ends, it says how many messages there were.");
    listPrograms();
    listCommands();
    listOutside();
    if (!secrets.empty()) {
        section("Secrets", "They do not stand in the programs, which take them from these environment variables:\n");
        for (const std::string& secret : secrets)
            list("`" + secret + "`");
    }
    if (!remarks.empty()) {
        section("What is different here", "From the topology, in these points:\n");
        for (const Remark& remark : remarks)
            list(markdownText(remark.text()));
    }
    return m_text;
}

} // namespace

Result<Exported> exportPython(const Topology& topology, const ExportChoices&)
{
    auto programs = nodePrograms(topology, pythonModules());
    if (!programs)
        return tl::unexpected(programs.error());
    Exported exported;
    exported.remarks = programs->remarks;
    std::set<std::string> secrets;
    for (const NodeProgram& node : programs->programs) {
        const auto writer = std::ranges::find(RoleWriters, node.role, &RoleWriter::role);
        if (writer == RoleWriters.end())
            continue; // a command of the person's own: the launcher starts it
        PythonProgram program(node, topology.name);
        writer->write(program);
        exported.files.push_back({node.name + ".py", program.text(), true});
        secrets.insert(program.secrets().begin(), program.secrets().end());
        std::ranges::copy(program.remarks(), std::back_inserter(exported.remarks));
    }
    for (const std::string& secret : secrets)
        exported.remarks.push_back({{}, "the environment variable " + secret + " must hold what is not exported"});
    for (const Node* node : programs->outside)
        exported.remarks.push_back({node->id.text(), "it is run by somebody else, and has no program there"});
    exported.files.push_back({"launch.py", pythonLauncher(*programs, topology.name), true});
    exported.files.push_back({"README.md", PythonReadme(topology, *programs).text(secrets, exported.remarks), false});
    return exported;
}

} // namespace zeroloom
