// zeroloomctl monitor: watches the hearts of programs that run already.
#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include <CLI/CLI.hpp>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/monitor_display.h"
#include "app/zeroloomctl/run_loop.h"
#include "app/zeroloomctl/standard_streams.h"
#include "core/base/duration.h"
#include "core/check/check.h"
#include "core/liveness/connection_file.h"
#include "core/model/monitor_nodes.h"
#include "core/role/heart_parameters.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

namespace {

using namespace std::chrono_literals;

// A file that is just being written is whole soon.
constexpr auto FilePatience = 2s;
constexpr auto FileInterval = 50ms;
// A program that writes its file anew takes it away for a moment.
constexpr auto FileGone = 500ms;

struct Arguments {
    std::vector<std::string> files;
    HeartbeatEndpoints endpoints;
    bool bind = false, connect = false;
    std::string period = "1s", misses = "3", grace = "0", verdict = "misses", threshold = "8";
    std::string duration;
    bool json = false;
};

// What a monitor is made of.
struct Watched {
    std::string title;
    Topology topology;
    // Of several that are watched, one may fail: then these are set, and the others go on.
    std::function<std::vector<Departure>()> departures;
    std::string bindHint; // what to do when an endpoint is taken
};

ExitCode refuse(const Error& error)
{
    complain(error.text());
    return ExitCode::Usage;
}

Result<HeartRule> readRule(const Arguments& arguments)
{
    const RoleInfo& role = *roleByName("heartbeater");
    const std::pair<const char*, const std::string&> given[] = {{"period", arguments.period},
                                                                {"misses", arguments.misses},
                                                                {"grace", arguments.grace},
                                                                {"verdict", arguments.verdict},
                                                                {"threshold", arguments.threshold}};
    Values values;
    for (const auto& [name, text] : given) {
        const ParameterInfo& parameter = *role.parameter(name);
        const Result<Value> value = parseParameter(parameter, text);
        const Status checked = value ? checkParameter(parameter, *value) : tl::unexpected(value.error());
        if (!checked) {
            return fail(ErrorCode::InvalidInput, "--" + std::string(name) + ": " + checked.error().message);
        }
        values[name] = *value;
    }
    return heartRule(Parameters(role, values));
}

Status readDuration(const Arguments& arguments, RunLoopOptions& options)
{
    if (arguments.duration.empty()) {
        return {};
    }
    const auto duration = parseDuration(arguments.duration);
    if (!duration) {
        return fail(ErrorCode::InvalidInput, "--for: " + duration.error().message);
    }
    if (*duration == Nanoseconds::zero()) {
        return fail(ErrorCode::InvalidInput, "--for: must be longer than 0; leave it out to run until Ctrl-C");
    }
    options.duration = *duration;
    return {};
}

bool couldNotBind(const Observation& observation)
{
    return std::any_of(observation.wires.begin(), observation.wires.end(), [](const auto& wire) {
        const WireObservation& seen = wire.second;
        return (seen.bind == WireEnd::From ? seen.from : seen.to).state == ConnectionState::Failed;
    });
}

// Runs it as any topology is run. Hearts that are lost at the end are a failure, too.
ExitCode monitor(const Arguments& arguments, const Watched& watched)
{
    RunLoopOptions options;
    options.session.hostProgram = ownProgram();
    options.drain = 0ms;
    options.endAtFailure = !watched.departures;
    if (const Status read = readDuration(arguments, options); !read) {
        return refuse(read.error());
    }
    for (const Diagnostic& diagnostic : check(watched.topology)) {
        if (diagnostic.severity == Severity::Error) {
            complain(diagnostic.message + (diagnostic.fix.empty() ? "" : "; " + diagnostic.fix));
            return ExitCode::Usage;
        }
    }
    const auto display =
        makeMonitorDisplay(watched.title, arguments.json ? MonitorOutput::JsonLines : MonitorOutput::ForPeople);
    if (watched.departures) {
        display->setDepartures(watched.topology, watched.departures);
    }
    RunLoop loop(watched.topology, std::move(options), *display, display.get());
    const ExitCode ran = loop.run();
    if (!watched.bindHint.empty() && couldNotBind(*loop.observation())) {
        complain(watched.bindHint);
    }
    return display->book().totals().lost > 0 ? ExitCode::Failed : ran;
}

ExitCode monitorPyzmq(Arguments& arguments)
{
    const Result<HeartRule> rule = readRule(arguments);
    if (!rule) {
        return refuse(rule.error());
    }
    HeartbeatEndpoints& endpoints = arguments.endpoints;
    endpoints.bind = arguments.connect ? WireEnd::To : WireEnd::From;
    for (const auto& [option, endpoint] :
         {std::pair("--ping: ", endpoints.ping), std::pair("--pong: ", endpoints.pong)}) {
        const auto parsed = parseEndpoint(endpoint, arguments.connect ? EndpointUse::Connect : EndpointUse::Bind);
        if (!parsed) {
            return refuse({ErrorCode::InvalidInput, option + parsed.error().message, {}});
        }
    }
    const std::string title = "Heartbeats: ping at " + endpoints.ping + ", pong at " + endpoints.pong;
    return monitor(arguments, {title,
                               heartbeatMonitor(endpoints, *rule),
                               {},
                               "the monitor takes the place of the heartbeater: end the one that runs there, or give "
                               "endpoints that are free with --ping and --pong"});
}

// Reads again for a while a file that is not whole yet.
template <typename Read>
auto readPatiently(const Read& read)
{
    const auto end = std::chrono::steady_clock::now() + FilePatience;
    auto result = read();
    while (!result && result.error().code == ErrorCode::Io && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(FileInterval);
        result = read();
    }
    return result;
}

// Looks after the files of kernels: a kernel that ends takes its file with it.
class KernelFiles {
public:
    void add(std::filesystem::path file, NodeId monitor)
    {
        m_files.push_back({std::move(file), std::move(monitor), {}});
    }

    std::vector<Departure> departures()
    {
        std::vector<Departure> gone;
        const auto now = std::chrono::steady_clock::now();
        std::erase_if(m_files, [&](Entry& entry) {
            std::error_code error;
            const bool missing = !std::filesystem::exists(entry.file, error) && !error;
            entry.missing = missing ? entry.missing.value_or(now) : std::optional<Time>();
            if (!entry.missing || now - *entry.missing < FileGone) {
                return false;
            }
            gone.push_back({entry.monitor, "its connection file " + entry.file.string() + " is gone"});
            return true;
        });
        return gone;
    }

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Entry {
        std::filesystem::path file;
        NodeId monitor;
        std::optional<Time> missing; // since when
    };
    std::vector<Entry> m_files;
};

// The files that were named, and those in the folders that were.
Result<std::vector<std::filesystem::path>> connectionFiles(const std::vector<std::string>& named)
{
    std::vector<std::filesystem::path> files;
    for (const std::string& name : named) {
        std::error_code error;
        if (!std::filesystem::is_directory(name, error)) {
            files.emplace_back(name);
            continue;
        }
        const auto inside = kernelFiles(name);
        if (!inside) {
            return tl::unexpected(inside.error());
        }
        files.insert(files.end(), inside->begin(), inside->end());
    }
    if (files.empty()) {
        return fail(ErrorCode::NotFound, "no connection file lies there: start a kernel first", named.front());
    }
    return files;
}

ExitCode monitorJupyter(const Arguments& arguments)
{
    const Result<HeartRule> rule = readRule(arguments);
    if (!rule) {
        return refuse(rule.error());
    }
    const auto named = connectionFiles(arguments.files);
    if (!named) {
        return refuse(named.error());
    }
    const DiskFileSystem disk;
    std::vector<EchoHeart> hearts;
    for (const std::filesystem::path& file : *named) {
        const auto kernel = readPatiently([&] { return kernelConnection(file, disk); });
        if (!kernel) {
            return refuse(kernel.error());
        }
        hearts.push_back({kernel->id, kernel->title(), kernel->endpoint});
    }
    Topology topology = echoMonitors(hearts, *rule);
    const auto files = std::make_shared<KernelFiles>();
    for (std::size_t i = 0; i < hearts.size(); ++i) {
        files->add((*named)[i], topology.wires[i].from.node);
    }
    const std::string title = hearts.size() == 1 ? "Jupyter kernel " + hearts.front().label
                                                 : std::to_string(hearts.size()) + " Jupyter kernels";
    return monitor(arguments, {title, std::move(topology), [files] { return files->departures(); }, {}});
}

ExitCode monitorIpyparallel(const Arguments& arguments)
{
    const Result<HeartRule> rule = readRule(arguments);
    if (!rule) {
        return refuse(rule.error());
    }
    const DiskFileSystem disk;
    const auto hub = readPatiently([&] { return hubConnection(arguments.files.front(), disk); });
    if (!hub) {
        return refuse(hub.error());
    }
    const std::string title = "Beats of ipyparallel's hub at " + hub->ping;
    return monitor(arguments, {title, beatListener("hub", hub->ping, *rule), {}, {}});
}

void addRuleOptions(CLI::App& command, Arguments& arguments, const std::string& periodHelp)
{
    command.add_option("--period", arguments.period, periodHelp)->type_name("TIME");
    command
        .add_option("--misses", arguments.misses,
                    "Beats in a row that a heart misses until it is lost (3); one is late")
        ->type_name("NUMBER");
    command.add_option("--grace", arguments.grace, "How long an answer may take until its beat is missed (a period)")
        ->type_name("TIME");
    command
        .add_option("--verdict", arguments.verdict,
                    "What makes a heart lost: 'misses', or 'phi', a suspicion learnt from its own rhythm (misses)")
        ->type_name("RULE");
    command.add_option("--threshold", arguments.threshold, "For --verdict phi: the suspicion at which it is lost (8)")
        ->type_name("NUMBER");
    command.add_option("--for", arguments.duration, "End after this time")->type_name("TIME");
    command.add_flag("--json", arguments.json, "Print one JSON object a line, the summary last");
}

void addPyzmq(CLI::App& monitors, ExitCode& exit)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = monitors.add_subcommand(
        "pyzmq", "Watch hearts that answer beats, as those of pyzmq's heartbeat example\n\n"
                 "Takes the heartbeater's place: beats are published at --ping, and every program that sends them back "
                 "to --pong is a heart. Hearts appear as they answer.");
    command->add_option("--ping", arguments->endpoints.ping, "Where beats are published (tcp://127.0.0.1:5555)")
        ->type_name("ENDPOINT");
    command->add_option("--pong", arguments->endpoints.pong, "Where answers are taken (tcp://127.0.0.1:5556)")
        ->type_name("ENDPOINT");
    CLI::Option* bind = command->add_flag("--bind", arguments->bind, "Bind both; hearts connect (the default)");
    command->add_flag("--connect", arguments->connect, "Connect both, to sockets that bind")->excludes(bind);
    addRuleOptions(*command, *arguments, "Time between two beats (1s)");
    command->callback([arguments, &exit] { exit = monitorPyzmq(*arguments); });
    command->footer("Examples:\n"
                    "  zeroloomctl monitor pyzmq\n"
                    "  zeroloomctl monitor pyzmq --period 500ms --misses 5 --json --for 1m");
}

// As help and manual say it of any machine.
std::string jupyterFolderText()
{
    return jupyterRuntimeFolder([](const char* name) { return std::string(name) == "HOME" ? "~" : ""; }).string() +
           ", unless JUPYTER_RUNTIME_DIR says otherwise";
}

void addJupyter(CLI::App& monitors, ExitCode& exit)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = monitors.add_subcommand(
        "jupyter", "Watch Jupyter kernels by the heartbeat port in their connection files\n\n"
                   "A kernel echoes what it is sent, also while it computes. When its connection file disappears, it "
                   "has left. Of a folder, all kernels are watched whose files lie in it now; Jupyter's own is " +
                       jupyterFolderText() + ".");
    command
        ->add_option("CONNECTION_FILE", arguments->files,
                     "Connection file of a kernel, kernel-ID.json, or a folder of them")
        ->required()
        ->type_name("CONNECTION_FILE");
    addRuleOptions(*command, *arguments, "Time between two pings (1s)");
    command->callback([arguments, &exit] { exit = monitorJupyter(*arguments); });
    command->footer("Examples:\n"
                    "  zeroloomctl monitor jupyter ~/.local/share/jupyter/runtime/kernel-1234.json\n"
                    "  zeroloomctl monitor jupyter kernel-*.json --json");
}

void addIpyparallel(CLI::App& monitors, ExitCode& exit)
{
    const auto arguments = std::make_shared<Arguments>();
    arguments->period = "3s";
    CLI::App* command = monitors.add_subcommand(
        "ipyparallel", "Watch ipyparallel's hub by the beats that it publishes\n\n"
                       "Only listens: the hub does not notice it. --period is the hub's own, which stands in no file; "
                       "ipyparallel's default is 3 s.");
    command
        ->add_option_function<std::string>(
            "CONNECTION_FILE", [arguments](const std::string& file) { arguments->files = {file}; },
            "ipcontroller-engine.json of the controller's profile, or the client's file beside it")
        ->required()
        ->type_name("CONNECTION_FILE");
    addRuleOptions(*command, *arguments, "Time between two beats of the hub (3s)");
    command->callback([arguments, &exit] { exit = monitorIpyparallel(*arguments); });
    command->footer("Examples:\n"
                    "  zeroloomctl monitor ipyparallel "
                    "~/.ipython/profile_default/security/ipcontroller-engine.json");
}

} // namespace

void addMonitorCommand(CLI::App& app, ExitCode& exit)
{
    CLI::App* monitors = app.add_subcommand(
        "monitor",
        "Watch the hearts of programs that run already\n\n"
        "A heart is alive, late when it misses a beat, lost when it misses several in a row, and back when "
        "it answers again. The monitor's own delay is measured and taken off, so that no heart is called "
        "lost because this machine was busy.\n\n"
        "On a terminal it shows a table that is kept up to date, into a pipe what changes, with --json every "
        "beat and change as one object a line. It ends after --for or at Ctrl-C. When hearts are lost at the "
        "end, it exits with 3.");
    monitors->require_subcommand(0, 1);
    addPyzmq(*monitors, exit);
    addJupyter(*monitors, exit);
    addIpyparallel(*monitors, exit);
    monitors->callback([monitors, &exit] {
        if (monitors->get_subcommands().empty()) {
            complain("say what to watch: pyzmq, jupyter or ipyparallel\n\n" + monitors->help());
            exit = ExitCode::Usage;
        }
    });
    monitors->footer("Examples:\n"
                     "  zeroloomctl monitor pyzmq\n"
                     "  zeroloomctl monitor jupyter kernel-1234.json --json");
}

} // namespace zeroloom
