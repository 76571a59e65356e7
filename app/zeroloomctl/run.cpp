// zeroloomctl run: runs a topology on real sockets and tells what came of it.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/diagnostics_output.h"
#include "app/zeroloomctl/event_writer.h"
#include "app/zeroloomctl/follower_group.h"
#include "app/zeroloomctl/message_options.h"
#include "app/zeroloomctl/message_writer.h"
#include "app/zeroloomctl/run_acts.h"
#include "app/zeroloomctl/run_loop.h"
#include "app/zeroloomctl/secret_files.h"
#include "app/zeroloomctl/standard_streams.h"
#include "app/zeroloomctl/topology_input.h"
#include "core/base/duration.h"
#include "core/base/file_system.h"
#include "core/base/near_name.h"
#include "core/check/check.h"
#include "core/model/parameter_setting.h"
#include "core/model/program_nodes.h"
#include "core/model/runner.h"
#include "core/observe/report.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

namespace {

struct Arguments {
    std::string file;
    std::string duration;
    std::string drain = "2s";
    std::vector<std::string> hosts;
    std::vector<std::string> settings;
    std::vector<std::string> addresses;
    std::string secrets;
    std::string report;
    std::string events;
    MessageOptions messages;
    std::string health;
    std::vector<std::pair<std::string, std::string>> acts; // when, and what
    std::string scenario;
    std::string speed;
    bool allowPrograms = false;
};

Status readTimes(const Arguments& arguments, RunLoopOptions& options)
{
    if (!arguments.duration.empty()) {
        const auto duration = parseDuration(arguments.duration);
        if (!duration) {
            return fail(ErrorCode::InvalidInput, "--for: " + duration.error().message);
        }
        if (*duration == Nanoseconds::zero()) {
            return fail(ErrorCode::InvalidInput, "--for: must be longer than 0; leave it out to run until Ctrl-C");
        }
        options.duration = *duration;
    }
    const auto drain = parseDuration(arguments.drain);
    if (!drain) {
        return fail(ErrorCode::InvalidInput, "--drain: " + drain.error().message);
    }
    options.drain = std::chrono::duration_cast<std::chrono::milliseconds>(*drain);
    return {};
}

Status applySetting(const std::string& text, Topology& topology)
{
    const auto setting = readSetting(text, topology);
    if (!setting) {
        return fail(ErrorCode::InvalidInput, "--set " + text + ": " + setting.error().message);
    }
    std::ranges::find(topology.nodes, setting->node, &Node::id)->params[setting->parameter] = setting->value;
    return {};
}

Status readHosts(const Arguments& arguments, const Topology& topology, RunLoopOptions& options)
{
    std::vector<std::string> known;
    for (const Host& host : topology.hosts) {
        known.push_back(host.id.text());
    }
    for (const std::string& name : arguments.hosts) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return fail(
                ErrorCode::InvalidInput,
                "--host: the topology has no host '" + name + "'" +
                    didYouMean(name, known, "it has " + known.front() + (known.size() > 1 ? " and others" : "")));
        }
        options.session.only.insert(HostId(name));
    }
    return {};
}

// As an endpoint has it: an IPv6 address without its brackets.
std::optional<std::string> connectAddress(std::string address)
{
    if (address.find(':') != std::string::npos && !address.starts_with('[')) {
        address = "[" + address + "]";
    }
    const auto endpoint = parseEndpoint("tcp://" + address + ":1", EndpointUse::Connect);
    return endpoint && endpoint->address.find(';') == std::string::npos ? std::optional(endpoint->address)
                                                                        : std::nullopt;
}

Status readAddresses(const Arguments& arguments, const Topology& topology, RunLoopOptions& options)
{
    for (const std::string& setting : arguments.addresses) {
        const std::size_t equals = setting.find('=');
        const HostId host(setting.substr(0, equals));
        const auto address = equals == std::string::npos ? std::nullopt : connectAddress(setting.substr(equals + 1));
        if (!address) {
            return fail(ErrorCode::InvalidInput, "--address " + setting +
                                                     ": is not of the form HOST=ADDRESS, such as edge=192.168.1.7 or "
                                                     "edge=edge.example.org");
        }
        if (topology.host(host) == nullptr) {
            return fail(ErrorCode::InvalidInput,
                        "--address " + setting + ": the topology has no host '" + host.text() + "'");
        }
        options.session.addresses[host] = *address;
    }
    return {};
}

Status checkOutputs(const Arguments& arguments)
{
    int streams = 0;
    for (const std::string* output : {&arguments.report, &arguments.events, &arguments.messages.output}) {
        streams += *output == "-" ? 1 : 0;
    }
    if (streams > 1) {
        return fail(ErrorCode::InvalidInput, "only one of --report, --events and --messages can go to standard output; "
                                             "give the others a file");
    }
    if (Status messages = checkMessageOutputs(arguments.messages); !messages) {
        return messages;
    }
    if (!arguments.health.empty()) {
        if (Status writable = checkWritable(arguments.health); !writable) {
            return writable;
        }
    }
    return arguments.report.empty() || arguments.report == "-" ? Status() : checkWritable(arguments.report);
}

// What a topology would start beside our own processes; someone must have said yes to it.
std::string commandsOf(const Topology& topology, const std::set<HostId>& only)
{
    std::string lines;
    for (const Node* node : programNodes(topology, only)) {
        lines += "  node '" + node->id.text() + "':";
        for (const char* part : {"command", "arguments"}) {
            const auto value = node->params.find(part);
            lines += value == node->params.end() ? "" : " " + toText(value->second);
        }
        lines += '\n';
    }
    return lines;
}

Status checkPrograms(const Arguments& arguments, const Topology& topology, const std::set<HostId>& only)
{
    const std::string commands = commandsOf(topology, only);
    if (commands.empty() || arguments.allowPrograms) {
        return {};
    }
    return fail(ErrorCode::InvalidInput, inputName(arguments.file) + " starts programs on this machine:\n" + commands +
                                             "if that is what you want, run it again with --allow-programs");
}

ExitCode refuse(const Error& error)
{
    complain(error.text());
    return ExitCode::Usage;
}

Status checkSomethingRuns(const Arguments& arguments, const Topology& topology, const std::set<HostId>& only)
{
    const bool some = std::any_of(topology.nodes.begin(), topology.nodes.end(), [&](const Node& node) {
        return runnerOf(node) != Runner::Outside && (only.empty() || only.contains(node.host));
    });
    return some ? Status()
                : fail(ErrorCode::InvalidInput,
                       inputName(arguments.file) + ": there is nothing to run; every node is run outside or elsewhere");
}

// True when the topology may run. Errors and warnings are told.
bool isRunnable(const std::vector<Diagnostic>& diagnostics, const std::string& file)
{
    std::vector<Diagnostic> told;
    std::copy_if(diagnostics.begin(), diagnostics.end(), std::back_inserter(told),
                 [](const Diagnostic& diagnostic) { return diagnostic.severity != Severity::Info; });
    writeAll(STDERR_FILENO,
             diagnosticsAsText(told, inputName(file), tableWidth(STDERR_FILENO), Style::forDescriptor(STDERR_FILENO)));
    if (!hasErrors(diagnostics)) {
        return true;
    }
    complain(inputName(file) + " does not run: " + diagnosticsCounted(told));
    return false;
}

ExitCode writeWholeFile(const std::string& output, const std::string& content, const std::string& what)
{
    if (output == "-") {
        return printResult(content);
    }
    const Status written = DiskFileSystem().writeAtomically(output, content);
    if (!written) {
        complain("the " + what + " was not written: " + written.error().text());
        return ExitCode::Failed;
    }
    return ExitCode::Done;
}

ExitCode runChecked(const Arguments& arguments, const Topology& topology, RunLoopOptions options,
                    const std::vector<Diagnostic>& diagnostics)
{
    FollowerGroup followers;
    const auto sockets = tapSockets(arguments.messages, topology, options.session.only, options.session.conditions);
    if (!sockets) {
        return refuse(sockets.error());
    }
    std::optional<LineFile> messageFile;
    if (!arguments.messages.output.empty()) {
        auto opened = LineFile::open(arguments.messages.output);
        if (!opened) {
            return refuse(opened.error());
        }
        messageFile.emplace(std::move(*opened));
    }
    MessageWriter messages(topology, *sockets, std::move(messageFile), !arguments.messages.sequence.empty());
    if (arguments.messages.wanted()) {
        followers.add(messages);
    }
    std::optional<EventWriter> events;
    if (!arguments.events.empty()) {
        auto opened = LineFile::open(arguments.events);
        if (!opened) {
            return refuse(opened.error());
        }
        events.emplace(std::move(*opened));
        followers.add(*events);
    }
    // Standard output belongs to the report, the events or the messages when they go there.
    const bool taken = arguments.report == "-" || arguments.events == "-" || arguments.messages.output == "-";
    const auto display = makeRunDisplay(topology, taken ? STDERR_FILENO : STDOUT_FILENO);
    RunLoop loop(topology, std::move(options), *display, &followers);
    ExitCode exit = loop.run();
    const auto write = [&exit](const std::string& output, const std::string& content, const std::string& what) {
        const ExitCode written = writeWholeFile(output, content, what);
        exit = exit == ExitCode::Done ? written : exit;
    };
    if (const std::string& file = arguments.messages.sequence; !file.empty()) {
        write(file, messages.sequenceFor(file), "sequence");
    }
    if (!arguments.report.empty()) {
        write(arguments.report, writeReport(topology, *loop.observation(), diagnostics), "report");
    }
    return exit;
}

// Speed and acts are said in the words of acts, so that what they can be is said in one place.
Status readConditions(const Arguments& arguments, const Topology& topology, RunLoopOptions& options)
{
    if (!arguments.speed.empty()) {
        const auto speed = parseAct("speed " + arguments.speed, topology);
        if (!speed) {
            return fail(ErrorCode::InvalidInput, "--speed: " + speed.error().message);
        }
        options.session.conditions.speed = speed->fraction;
    }
    auto acts = plannedActs(arguments.acts, arguments.scenario, topology, options.session);
    if (!acts) {
        return tl::unexpected(acts.error());
    }
    options.acts = std::move(*acts);
    std::vector<Act> known;
    for (const PlannedAct& one : options.acts) {
        known.push_back(one.act);
    }
    options.session.conditions = withRelays(std::move(options.session.conditions), known);
    return {};
}

ExitCode runTopology(const Arguments& arguments)
{
    RunLoopOptions options;
    options.session.hostProgram = ownProgram();
    options.session.allowPrograms = arguments.allowPrograms;
    options.health = arguments.health;
    if (const Status read = readTimes(arguments, options).and_then([&] { return checkOutputs(arguments); }); !read) {
        return refuse(read.error());
    }
    std::optional<Topology> topology = readInput(arguments.file);
    if (!topology) {
        return ExitCode::Usage;
    }
    for (const std::string& setting : arguments.settings) {
        if (const Status set = applySetting(setting, *topology); !set) {
            return refuse(set.error());
        }
    }
    if (!arguments.secrets.empty()) {
        if (const Status filled = applySecretFiles(*topology, arguments.secrets, DiskFileSystem()); !filled) {
            return refuse(filled.error());
        }
    }
    const Status read =
        readHosts(arguments, *topology, options).and_then([&] { return readAddresses(arguments, *topology, options); });
    if (!read) {
        return refuse(read.error());
    }
    const std::vector<Diagnostic> diagnostics = check(*topology, options.session.only);
    if (!isRunnable(diagnostics, arguments.file)) {
        return ExitCode::TopologyHasErrors;
    }
    const std::set<HostId>& only = options.session.only;
    const Status allowed = checkSomethingRuns(arguments, *topology, only).and_then([&] {
        return checkPrograms(arguments, *topology, only);
    });
    if (!allowed) {
        return refuse(allowed.error());
    }
    if (const Status possible = readConditions(arguments, *topology, options); !possible) {
        return refuse(possible.error());
    }
    return runChecked(arguments, *topology, std::move(options), diagnostics);
}

// Every act, for the end of the help.
std::string actsForHelp()
{
    std::size_t widest = 0;
    for (const ActForm& form : actForms()) {
        widest = std::max(widest, form.form.size());
    }
    std::string text = "\n\nWhat can be done:";
    for (const ActForm& form : actForms()) {
        text +=
            "\n  " + std::string(form.form) + std::string(widest + 2 - form.form.size(), ' ') + std::string(form.help);
    }
    return text;
}

void addActOptions(CLI::App& command, Arguments& arguments)
{
    command
        .add_option(
            "--at", arguments.acts,
            "Do something to the run at this time after everything runs, such as --at 3s 'kill worker1'; may be "
            "repeated")
        ->type_name("TIME ACT")
        ->allow_extra_args(false);
    command.add_option("--scenario", arguments.scenario, "Do what this scenario of the topology has, at its times")
        ->type_name("NAME");
    command
        .add_option("--speed", arguments.speed,
                    "Scale the clocks of all roles (rates, work, timers) by this factor, from 0.01 to 1")
        ->type_name("FACTOR");
}

} // namespace

void addRunCommand(CLI::App& app, ExitCode& exit)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "run", "Run a topology on real sockets and watch it\n\n"
               "Starts a process for each host of the topology and shows every socket and wire: on a terminal as a "
               "table that is kept up to date, into a pipe as one line a second and the tables at the end.\n\n"
               "It ends after --for, at Ctrl-C, or by itself when every source has a count and has sent it. Then the "
               "sources stop first and what waits is drained, so that the figures add up. A second Ctrl-C ends it at "
               "once. When something failed while it ran, it exits with 3.\n\n"
               "An endpoint that names the host on which it is bound, such as tcp://edge:5557, is bound on every "
               "interface of that host; from other hosts it is looked up by that name, again and again until it is "
               "there.\n\n"
               "Under systemd, as a service of Type=notify, it tells when it is ready and feeds the watchdog while it "
               "is well.\n\n"
               "With --at and --scenario things are done to it on the way: nodes are killed, frozen or slowed, wires "
               "delayed or cut, and mended again. It does not end by itself before the last of them.\n\n"
               "Times are written as 500ms, 10s or 2m.");
    command->add_option("FILE", arguments->file, FileHelp)->required()->type_name("FILE");
    command->add_option("--for", arguments->duration, "End after this time")->type_name("TIME");
    command
        ->add_option("--host", arguments->hosts,
                     "Run only the nodes of this host, the rest being run elsewhere; may be repeated")
        ->type_name("NAME")
        ->allow_extra_args(false);
    command
        ->add_option("--set", arguments->settings,
                     "Run with another value of a parameter, such as source.rate=1000; may be repeated")
        ->type_name("NODE.PARAM=VALUE")
        ->allow_extra_args(false);
    command
        ->add_option("--address", arguments->addresses,
                     "Where a host that runs elsewhere is reached, such as edge=192.168.1.7; without it, what the "
                     "endpoints say; may be repeated")
        ->type_name("HOST=ADDRESS")
        ->allow_extra_args(false);
    command
        ->add_option("--secrets", arguments->secrets,
                     "Take keys and passwords of sockets from the files of this folder, each named NODE.SOCKET.OPTION, "
                     "such as server.in.CURVE_SECRETKEY")
        ->type_name("FOLDER");
    command
        ->add_option("--health", arguments->health,
                     "Keep a file that tells whether the run is well; 'zeroloomctl health' reads it, and it is gone "
                     "when the run has ended")
        ->type_name("OUT");
    command
        ->add_option("--report", arguments->report,
                     "Write what was measured as JSON at the end; '-' for standard output")
        ->type_name("OUT");
    command
        ->add_option(
            "--events", arguments->events,
            "Write what happens as it happens, one JSON object a line; {\"left_out\": N} counts those that came "
            "faster than they could be kept; '-' for standard output")
        ->type_name("OUT");
    addMessageOptions(*command, arguments->messages);
    command->add_option("--drain", arguments->drain, "At the end, wait this long for what is still queued (2s)")
        ->type_name("TIME");
    addActOptions(*command, *arguments);
    command->add_flag("--allow-programs", arguments->allowPrograms,
                      "Allow the topology to start programs of its own (nodes of the role 'program')");
    command->callback([arguments, &exit] { exit = runTopology(*arguments); });
    command->footer("Examples:\n"
                    "  zeroloomctl run gallery:task-pipeline\n"
                    "  zeroloomctl run mine.zeroloom --for 10s --report report.json\n"
                    "  zeroloomctl run mine.zeroloom --set source.rate=0 --for 5s --report - | jq .wires\n"
                    "  zeroloomctl run gallery:hello-world --for 5s --messages - | jq -c '[.socket, .frames[].text]'\n"
                    "  zeroloomctl run gallery:task-pipeline --at 3s 'kill w1' --at 6s 'restart w1' --for 9s" +
                    actsForHelp());
}

} // namespace zeroloom
