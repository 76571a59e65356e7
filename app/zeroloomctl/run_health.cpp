#include "app/zeroloomctl/run_health.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/zeroloomctl/json_output.h"
#include "app/zeroloomctl/run_tables.h"
#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/json_document.h"

namespace zeroloom {

namespace {

using namespace std::chrono_literals;

constexpr auto SilenceLimit = 5s; // hosts give figures ten times a second
constexpr auto TellAgainAfter = 1s;

// An end of a wire that is ours and could not be bound or connected at all.
bool isDown(const Topology& topology, const Observation& observation, const SocketRef& socket,
            const WireEndObservation& end)
{
    const Node* node = topology.node(socket.node);
    return node && isRunHere(*node, observation) && end.state == ConnectionState::Failed;
}

// One datagram; abstract sockets begin with '@' in the variable. Nobody waits for an answer.
void sendToSystemd(const std::string& address, const std::string& message)
{
    sockaddr_un place{};
    place.sun_family = AF_UNIX;
    if (address.size() >= sizeof place.sun_path) {
        return;
    }
    std::memcpy(place.sun_path, address.data(), address.size());
    if (address.front() == '@') {
        place.sun_path[0] = '\0';
    }
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return;
    }
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address.size());
    static_cast<void>(::sendto(descriptor, message.data(), message.size(), MSG_NOSIGNAL,
                               reinterpret_cast<const sockaddr*>(&place), size));
    ::close(descriptor);
}

std::string statusLine(const RunHealth& health)
{
    std::string line = health.problems.empty() ? health.state : health.problems.front();
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
}

} // namespace

RunHealth judgeHealth(const Topology& topology, const Observation& observation, const HealthFacts& facts)
{
    RunHealth health;
    health.state = facts.draining ? "draining" : facts.running ? "running" : "starting";
    health.ready = facts.running && !facts.draining;
    for (const auto& [id, host] : observation.hosts) {
        const auto silent = facts.silentFor.find(id);
        if (host.state == HostState::Lost) {
            health.problems.push_back("host '" + id.text() + "' was lost");
        } else if (!facts.draining && silent != facts.silentFor.end() && silent->second > SilenceLimit) {
            health.problems.push_back("host '" + id.text() + "' does not answer");
        }
    }
    for (const Node& node : topology.nodes) {
        if (!isRunHere(node, observation)) {
            continue;
        }
        const auto seen = observation.nodes.find(node.id);
        if (seen == observation.nodes.end() || seen->second.state == NodeState::Starting) {
            health.ready = false;
        } else if (seen->second.state == NodeState::Failed) {
            health.problems.push_back("node '" + node.id.text() + "' failed: " + seen->second.error);
        }
    }
    for (const Wire& wire : topology.wires) {
        const auto seen = observation.wires.find(wire.id);
        if (seen != observation.wires.end() && (isDown(topology, observation, wire.from, seen->second.from) ||
                                                isDown(topology, observation, wire.to, seen->second.to))) {
            health.problems.push_back("wire '" + wire.id.text() + "' could not be bound or connected");
        }
    }
    health.ready = health.ready && health.problems.empty();
    return health;
}

std::string healthText(const RunHealth& health, std::chrono::nanoseconds now)
{
    return jsonLine({{"state", health.state},
                     {"ready", health.ready},
                     {"problems", health.problems},
                     {"monotonic_ns", now.count()}});
}

Result<ReadHealth> readHealth(std::string_view text)
{
    const auto json = parseJson(text);
    try {
        if (json) {
            ReadHealth read;
            read.health.state = json->at("state").get<std::string>();
            read.health.ready = json->at("ready").get<bool>();
            read.health.problems = json->at("problems").get<std::vector<std::string>>();
            read.written = std::chrono::nanoseconds(json->at("monotonic_ns").get<std::int64_t>());
            return read;
        }
    } catch (const Json::exception&) {
        // A file of another kind: as below.
    }
    return fail(ErrorCode::InvalidInput, "this is no health file; give the one that 'zeroloomctl run --health' writes");
}

HealthTeller::HealthTeller(std::filesystem::path file) : m_file(std::move(file))
{
    const char* socket = std::getenv("NOTIFY_SOCKET");
    if (socket != nullptr && (socket[0] == '/' || socket[0] == '@')) {
        m_notifySocket = socket;
    }
}

HealthTeller::~HealthTeller()
{
    if (!m_file.empty()) {
        std::error_code error;
        std::filesystem::remove(m_file, error);
    }
}

Status HealthTeller::tell(const RunHealth& health)
{
    const auto now = SteadyClock().now();
    const bool changed = m_told != health;
    if (!changed && now - m_toldAt < TellAgainAfter) {
        return {};
    }
    m_told = health;
    m_toldAt = now;
    tellSystemd(health, changed);
    return m_file.empty() ? Status() : DiskFileSystem().writeAtomically(m_file, healthText(health, now));
}

// The watchdog is fed only while the run is well: systemd then starts it anew, as a liveness probe does.
void HealthTeller::tellSystemd(const RunHealth& health, bool changed)
{
    if (m_notifySocket.empty()) {
        return;
    }
    std::string message = changed ? "STATUS=" + statusLine(health) + "\n" : "";
    if (health.ready && !m_readyTold) {
        message += "READY=1\n";
        m_readyTold = true;
    }
    if (health.state == "draining" && !m_stoppingTold) {
        message += "STOPPING=1\n";
        m_stoppingTold = true;
    }
    if (health.problems.empty()) {
        message += "WATCHDOG=1\n";
    }
    if (!message.empty()) {
        sendToSystemd(m_notifySocket, message);
    }
}

} // namespace zeroloom
