// How much of a bare libzmq loop's speed is left when everything is metered, monitored and attributed.
//
//   metered_throughput_bench [--rounds N] [--seconds S] [--only TEXT] [--check]
//
// Bare and metered runs take turns; each line shows the medians and the median of the rounds' ratios. --check exits
// with 1 when a ratio misses what Zeroloom promises.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "bare_loops.h"
#include "core/host/runtime.h"

namespace zeroloom::bench {
namespace {

struct Settings {
    int rounds = 5;
    double seconds = 0.7;
    std::string only;
    bool check = false;
};

PlannedNode plannedNode(const std::string& id, const std::string& role, SocketType type, Values params)
{
    PlannedNode node;
    node.id = NodeId(id);
    node.role = role;
    node.params = std::move(params);
    node.ownThread = true;
    PlannedSocket socket;
    socket.id = SocketId("s");
    socket.type = type;
    socket.number = socketNumber({node.id, socket.id});
    if (type == SocketType::Sub)
        socket.subscriptions = {""};
    node.sockets.push_back(socket);
    return node;
}

// Two nodes and a wire; the second binds, unless `firstBinds`.
HostPlan twoNodes(PlannedNode first, PlannedNode second, const std::string& transport, bool firstBinds)
{
    PlannedWire wire;
    wire.id = WireId("w");
    wire.endpoint = transport == "inproc" ? "inproc://metered" : transport == "ipc" ? "ipc://*" : "tcp://127.0.0.1:*";
    wire.bindKey = "w " + wire.endpoint;
    wire.peerHost = HostId("local");
    const auto add = [&](PlannedNode& node, const PlannedNode& peer, WireEnd end, bool binds) {
        wire.end = end;
        wire.peer = {peer.id, peer.sockets.front().id};
        wire.peerType = peer.sockets.front().type;
        wire.binds = binds;
        node.sockets.front().wires = {wire};
    };
    add(first, second, WireEnd::From, firstBinds);
    add(second, first, WireEnd::To, !firstBinds);
    return {.host = HostId("local"), .nodes = {first, second}, .killed = {}};
}

const SocketSample* sampleOf(const HostBatch& batch, const std::string& node)
{
    const auto found = std::ranges::find_if(
        batch.sockets, [&](const SocketSample& sample) { return sample.socket.node.text() == node; });
    return found == batch.sockets.end() ? nullptr : &*found;
}

void sleepFor(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

Throughput meteredThroughput(const Case& which, double seconds)
{
    Runtime runtime({});
    runtime.apply(twoNodes(plannedNode("source", "source", which.sender,
                                       {{"rate", 0.0}, {"size", static_cast<std::int64_t>(which.size)}}),
                           plannedNode("sink", "sink", which.receiver, {}), which.transport, true),
                  {});
    sleepFor(0.3);
    HostBatch before, after;
    runtime.collect(before);
    // A watcher looks ten times a second, as it does in a real run.
    for (double slept = 0; slept < seconds; slept += 0.1) {
        sleepFor(0.1);
        runtime.collect(after);
    }
    const double elapsed = static_cast<double>(after.timeNs - before.timeNs) / 1e9;
    const auto count = static_cast<double>(sampleOf(after, "sink")->received - sampleOf(before, "sink")->received);
    return {count / elapsed, static_cast<double>(after.cpuNs - before.cpuNs) / std::max(count, 1.0)};
}

// The runtime's threads of their own, which are named in the order in which their nodes start.
void pinOwnThreads(int firstCore, int secondCore)
{
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string name;
        std::getline(std::ifstream(thread.path() / "comm"), name);
        if (name.starts_with("zl-own-"))
            pinThread(std::stoi(thread.path().filename()), name == "zl-own-1" ? firstCore : secondCore);
    }
}

double meteredRoundTrip(const std::string& transport, std::size_t size, double seconds, int firstCore, int secondCore)
{
    Runtime runtime({});
    runtime.apply(twoNodes(plannedNode("client", "requester", SocketType::Req,
                                       {{"rate", 0.0}, {"size", static_cast<std::int64_t>(size)}}),
                           plannedNode("server", "replier", SocketType::Rep, {}), transport, false),
                  {});
    pinOwnThreads(firstCore, secondCore);
    sleepFor(0.2);
    HostBatch before, after;
    runtime.collect(before);
    for (double slept = 0; slept < seconds; slept += 0.1) {
        sleepFor(0.1);
        runtime.collect(after);
    }
    const double elapsed = static_cast<double>(after.timeNs - before.timeNs) / 1e3;
    const std::uint64_t replies = sampleOf(after, "client")->received - sampleOf(before, "client")->received;
    return replies == 0 ? 1e9 : elapsed / static_cast<double>(replies);
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Line {
    double bare = 0, metered = 0, ratio = 0;
};

template <typename Bare, typename Metered>
Line takeTurns(int rounds, Bare bare, Metered metered)
{
    std::vector<double> bares, metereds, ratios;
    for (int round = 0; round < rounds; ++round) {
        bares.push_back(bare());
        metereds.push_back(metered());
        ratios.push_back(metereds.back() / bares.back());
    }
    return {median(bares), median(metereds), median(ratios)};
}

bool throughputLines(const Settings& settings)
{
    bool good = true;
    std::printf("%-10s %-7s %9s %14s %14s %7s %9s %9s\n", "pattern", "over", "bytes", "bare msg/s", "metered msg/s",
                "ratio", "bare CPU", "metered, ns/msg");
    const std::vector<std::pair<SocketType, SocketType>> patterns{{SocketType::Push, SocketType::Pull},
                                                                  {SocketType::Pub, SocketType::Sub}};
    for (const auto& [sender, receiver] : patterns) {
        for (const std::string transport : {"inproc", "ipc", "tcp"}) {
            for (const std::size_t size : {64U, 1024U, 65536U}) {
                const Case which{sender, receiver, transport, size};
                const std::string pattern = std::string(name(sender)) + "/" + std::string(name(receiver));
                if ((pattern + " " + transport + " " + std::to_string(size)).find(settings.only) == std::string::npos)
                    continue;
                std::vector<double> bareCpu, meteredCpu;
                const auto keepCpu = [](std::vector<double>& cpu, const Throughput& throughput) {
                    cpu.push_back(throughput.cpuPerMessage);
                    return throughput.perSecond;
                };
                const Line line = takeTurns(
                    settings.rounds, [&] { return keepCpu(bareCpu, bareThroughput(which, settings.seconds)); },
                    [&] { return keepCpu(meteredCpu, meteredThroughput(which, settings.seconds)); });
                const double promised = size >= 65536 ? 1.0 : 0.95;
                std::printf("%-10s %-7s %9zu %14.0f %14.0f %7.3f %9.0f %9.0f%s\n", pattern.c_str(), transport.c_str(),
                            size, line.bare, line.metered, line.ratio, median(bareCpu), median(meteredCpu),
                            line.ratio < promised ? "  below" : "");
                std::fflush(stdout);
                good = good && line.ratio >= promised;
            }
        }
    }
    return good;
}

bool roundTripLines(const Settings& settings)
{
    bool good = true;
    const int other = std::thread::hardware_concurrency() > 1 ? 1 : 0;
    std::printf("\n%-10s %-7s %9s %14s %14s %7s\n", "pattern", "over", "cores", "bare us", "metered us", "ratio");
    for (const std::string transport : {"inproc", "ipc", "tcp"}) {
        for (const int second : {0, other}) {
            if (("REQ/REP " + transport).find(settings.only) == std::string::npos)
                continue;
            const Line line = takeTurns(
                settings.rounds, [&] { return bareRoundTrip(transport, 64, settings.seconds, 0, second); },
                [&] { return meteredRoundTrip(transport, 64, settings.seconds, 0, second); });
            std::printf("%-10s %-7s %9d %14.2f %14.2f %7.3f%s\n", "REQ/REP", transport.c_str(), second + 1, line.bare,
                        line.metered, line.ratio, line.ratio > 1.1 ? "  above" : "");
            std::fflush(stdout);
            good = good && line.ratio <= 1.1;
        }
    }
    return good;
}

} // namespace
} // namespace zeroloom::bench

int main(int argc, char** argv)
{
    zeroloom::bench::Settings settings;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const std::string value = i + 1 < argc ? argv[i + 1] : "";
        if (argument == "--rounds")
            settings.rounds = std::max(1, std::atoi(value.c_str()));
        else if (argument == "--seconds")
            settings.seconds = std::max(0.1, std::atof(value.c_str()));
        else if (argument == "--only")
            settings.only = value;
        else if (argument == "--check")
            settings.check = true;
    }
    const bool fast = zeroloom::bench::throughputLines(settings);
    const bool quick = zeroloom::bench::roundTripLines(settings);
    return settings.check && !(fast && quick) ? 1 : 0;
}
