#include "app/zeroloomctl/run_loop.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "app/zeroloomctl/run_tables.h"
#include "core/base/duration.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

namespace {

using namespace std::chrono_literals;

constexpr auto Tick = 100ms;
// How much longer than the drain a session may take to end its hosts before it is ended from outside.
constexpr auto Patience = 8s;
// Until then what was done may not show yet: a source that was started again has not sent its count.
constexpr auto ActShows = 1s;

// The nodes that begin traffic, if each of them will end by itself: it has a rate and a count that is not endless.
std::vector<NodeId> countingNodes(const Topology& topology, const std::set<HostId>& only)
{
    std::vector<NodeId> nodes;
    for (const Node& node : topology.nodes) {
        const RoleInfo* role = roleByName(node.role);
        const bool elsewhere = !only.empty() && !only.contains(node.host);
        if (role == nullptr || elsewhere || role->parameter("rate") == nullptr || role->parameter("count") == nullptr) {
            continue;
        }
        const Value count = parameterValue(*role, node.params, "count");
        const auto* number = std::get_if<std::int64_t>(&count);
        if (number == nullptr || *number <= 0) {
            return {};
        }
        nodes.push_back(node.id);
    }
    return nodes;
}

// Stopped: somebody killed it.
bool hasEnded(NodeState state)
{
    return state == NodeState::Exited || state == NodeState::Failed || state == NodeState::Lost ||
           state == NodeState::Stopped;
}

std::string nameOf(const Wire& wire) { return "wire '" + wire.from.text() + " → " + wire.to.text() + "'"; }

bool isBroken(const WireEndObservation& end)
{
    return end.state == ConnectionState::Failed || end.state == ConnectionState::Refused;
}

// A host names a wire by its id, which the reader may have made up. Its ends say more.
Error withEnds(const Topology& topology, Error error)
{
    for (const Wire& wire : topology.wires) {
        if (error.where == "wire '" + wire.id.text() + "'") {
            error.where = nameOf(wire);
            break;
        }
    }
    return error;
}

} // namespace

std::filesystem::path ownProgram()
{
    std::error_code error;
    const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path("/proc/self/exe") : path;
}

// What the session's thread has told and the main thread has not seen yet.
struct RunLoop::Inbox {
    std::mutex mutex;
    std::vector<HostReport> hosts;
    std::vector<Error> problems;
    std::map<HostId, Time::time_point> lastBatch;
    bool stopped = false;
};

RunLoop::RunLoop(const Topology& topology, RunLoopOptions options, RunDisplay& display, RunFollower* follower)
    : m_topology(topology), m_options(std::move(options)), m_display(display), m_follower(follower),
      m_observer(topology, m_clock), m_health(m_options.health), m_inbox(std::make_unique<Inbox>())
{
    if (m_options.duration == 0ns) {
        m_counting = countingNodes(topology, m_options.session.only);
    }
}

RunLoop::~RunLoop() = default;

bool RunLoop::start()
{
    RunCallbacks callbacks;
    callbacks.batch = [this](const HostBatch& batch) {
        m_observer.addBatch(batch);
        const std::scoped_lock lock(m_inbox->mutex);
        m_inbox->lastBatch[batch.host] = Time::now();
    };
    callbacks.hostChanged = [this](const HostReport& report) {
        m_observer.addHostReport(report);
        const std::scoped_lock lock(m_inbox->mutex);
        m_inbox->hosts.push_back(report);
        m_wakeUp.wake();
    };
    callbacks.problem = [this](const Error& error) {
        const std::scoped_lock lock(m_inbox->mutex);
        m_inbox->problems.push_back(error);
        m_wakeUp.wake();
    };
    callbacks.acted = [this](const HostId& host, const HostEvent& event) { m_observer.addEvent(host, event); };
    callbacks.stopped = [this] {
        const std::scoped_lock lock(m_inbox->mutex);
        m_inbox->stopped = true;
        m_wakeUp.wake();
    };
    auto session = RunSession::start(m_topology, m_options.session, std::move(callbacks));
    if (!session) {
        addFailure(session.error().text());
        return false;
    }
    m_session = std::move(*session);
    m_observer.setConditions(m_session->conditions());
    return true;
}

ExitCode RunLoop::run()
{
    if (!start()) {
        return ExitCode::Failed;
    }
    while (!m_stopped) {
        m_wakeUp.wait(waitingTime());
        step();
        if (mustEndNow()) {
            addFailure("ended at once; messages that still waited were not drained");
            break;
        }
    }
    m_session.reset();
    takeInbox();
    follow();
    noticeFailures(*m_observer.current());
    noticeSilentHosts(*m_observer.current());
    tellUnconnected(*m_observer.current());
    m_display.finish(*m_observer.current());
    return m_failures.empty() ? ExitCode::Done : ExitCode::Failed;
}

void RunLoop::step()
{
    takeInbox();
    follow();
    const ObservationPtr observation = m_observer.current();
    noticeFailures(*observation);
    const bool allRun = !observation->hosts.empty() &&
                        std::all_of(observation->hosts.begin(), observation->hosts.end(),
                                    [](const auto& host) { return host.second.state != HostState::Starting; });
    if (!m_running && allRun) {
        m_running = Time::now();
        m_display.setState("running");
    }
    performDueActs();
    if (!m_stopping) {
        if (const auto reason = reasonToStop(*observation)) {
            beginStop(*reason);
        }
    }
    tellHealth(*observation);
    if (!m_readerLeft && !m_display.update(*observation)) {
        m_readerLeft = true;
    }
}

std::chrono::milliseconds RunLoop::waitingTime() const
{
    if (!m_running || m_stopping || m_nextAct == m_options.acts.size()) {
        return Tick;
    }
    const auto due = *m_running + m_options.acts[m_nextAct].at - Time::now();
    return std::clamp(std::chrono::ceil<std::chrono::milliseconds>(due), 0ms, std::chrono::milliseconds(Tick));
}

void RunLoop::performDueActs()
{
    while (m_running && !m_stopping && m_nextAct < m_options.acts.size() &&
           Time::now() - *m_running >= m_options.acts[m_nextAct].at) {
        const PlannedAct& planned = m_options.acts[m_nextAct++];
        const std::string text = actText(planned.act);
        m_lastAct = Time::now();
        m_display.message("after " + formatDuration(planned.at) + ": " + text);
        if (const Status done = m_session->perform(planned.act); !done) {
            addFailure("'" + text + "' cannot be done: " + done.error().text());
        }
        m_observer.setConditions(m_session->conditions());
    }
}

void RunLoop::takeInbox()
{
    std::vector<HostReport> hosts;
    std::vector<Error> problems;
    {
        const std::scoped_lock lock(m_inbox->mutex);
        hosts.swap(m_inbox->hosts);
        problems.swap(m_inbox->problems);
        m_stopped = m_inbox->stopped;
    }
    for (const HostReport& report : hosts) {
        const std::string host = "host '" + report.host.text() + "'";
        if (report.state == HostState::Lost) {
            addFailure(host + " was lost" + (report.detail.empty() ? "" : ": " + report.detail));
        } else if (!report.detail.empty()) {
            m_display.message(host + " " + report.detail);
        }
    }
    for (const Error& problem : problems) {
        addFailure(withEnds(m_topology, problem).text());
    }
}

void RunLoop::follow()
{
    if (m_follower == nullptr) {
        return;
    }
    if (const Status followed = m_follower->follow(m_observer); !followed) {
        addFailure(followed.error().text());
    }
    m_readerLeft = m_readerLeft || !m_follower->hasReader();
    const std::optional<Topology> wanted = m_session ? m_follower->wanted() : std::nullopt;
    if (!wanted || m_stopping) {
        return;
    }
    if (const Status applied = m_session->apply(*wanted); !applied) {
        addFailure(applied.error().text());
        return;
    }
    m_topology = *wanted;
    m_observer.setTopology(*wanted);
}

void RunLoop::noticeFailures(const Observation& observation)
{
    for (const Node& node : m_topology.nodes) {
        const auto seen = observation.nodes.find(node.id);
        if (seen != observation.nodes.end() && seen->second.state == NodeState::Failed) {
            addFailure("node '" + node.id.text() + "' failed" +
                       (seen->second.error.empty() ? "" : ": " + seen->second.error));
        }
    }
    for (const auto& [ref, socket] : observation.sockets) {
        if (!socket.error.empty()) {
            addFailure("socket '" + ref.text() + "': " + socket.error);
        }
    }
    for (const Wire& wire : m_topology.wires) {
        const auto seen = observation.wires.find(wire.id);
        if (seen == observation.wires.end()) {
            continue;
        }
        for (const WireEndObservation* end : {&seen->second.from, &seen->second.to}) {
            if (isBroken(*end)) {
                addWireFailure(wire, end->detail);
            }
        }
    }
}

// The host tells of a bind that failed at once, in the same words; the wire's state comes with the next batch.
void RunLoop::addWireFailure(const Wire& wire, const std::string& detail)
{
    const bool told = !detail.empty() && std::any_of(m_failures.begin(), m_failures.end(),
                                                     [&](const std::string& text) { return text.ends_with(detail); });
    if (!told) {
        addFailure(nameOf(wire) + ": " + (detail.empty() ? "cannot be connected" : detail));
    }
}

void RunLoop::tellHealth(const Observation& observation)
{
    HealthFacts facts;
    facts.running = m_running.has_value();
    facts.draining = m_stopping.has_value();
    {
        const std::scoped_lock lock(m_inbox->mutex);
        for (const auto& [host, time] : m_inbox->lastBatch) {
            facts.silentFor[host] = Time::now() - time;
        }
    }
    if (const Status told = m_health.tell(judgeHealth(m_topology, observation, facts)); !told) {
        addFailure("--health: " + told.error().text());
    }
}

// No failure, for the other end may come later: but the reason why nothing passed.
void RunLoop::tellUnconnected(const Observation& observation)
{
    for (const Wire& wire : m_topology.wires) {
        const auto seen = observation.wires.find(wire.id);
        if (seen == observation.wires.end()) {
            continue;
        }
        if (isBroken(seen->second.from) || isBroken(seen->second.to)) {
            continue; // told as a failure
        }
        for (const WireEndObservation* end : {&seen->second.from, &seen->second.to}) {
            const bool waits = end->state == ConnectionState::Connecting || end->state == ConnectionState::Listening;
            if (waits && !end->detail.empty()) {
                m_display.message(nameOf(wire) + " is not connected: " + end->detail);
            }
        }
    }
}

// Every host gives its counters once more when it has drained. One that did not has hung.
void RunLoop::noticeSilentHosts(const Observation& observation)
{
    for (const auto& [id, host] : observation.hosts) {
        const auto last = m_inbox->lastBatch.find(id);
        const bool silent = last == m_inbox->lastBatch.end() || (m_stopping && last->second < *m_stopping);
        if (silent && host.state != HostState::Lost) {
            addFailure("host '" + id.text() + "' did not answer at the end; its figures are older than that");
        }
    }
}

void RunLoop::addFailure(const std::string& text)
{
    if (m_failures.insert(text).second) {
        m_display.message(text);
    }
}

std::optional<std::string> RunLoop::reasonToStop(const Observation& observation)
{
    if (m_wakeUp.stopRequests() > 0) {
        return m_options.drain == 0ms ? ""
                                      : "stopping: sources stop, and what waits is drained for up to " +
                                            formatDuration(m_options.drain) + "; Ctrl-C again ends it at once";
    }
    if (m_readerLeft || (m_options.endAtFailure && !m_failures.empty())) {
        return "";
    }
    if (m_options.duration > 0ns && m_running && Time::now() - *m_running >= m_options.duration) {
        return "";
    }
    const bool actsToCome = m_nextAct < m_options.acts.size();
    if (actsToCome || (m_lastAct && Time::now() - *m_lastAct < ActShows)) {
        return std::nullopt;
    }
    if (sourcesAreDone(observation)) {
        return "all messages have been sent";
    }
    if (nothingRuns(observation)) {
        return "nothing runs any more";
    }
    return std::nullopt;
}

void RunLoop::beginStop(const std::string& reason)
{
    m_stopping = Time::now();
    m_display.setState("draining");
    if (!reason.empty()) {
        m_display.message(reason);
    }
    m_session->stop(m_options.drain);
}

bool RunLoop::mustEndNow() const
{
    return m_wakeUp.stopRequests() > 1 ||
           (m_stopping && Time::now() - *m_stopping > m_options.drain + Patience && !m_stopped);
}

bool RunLoop::sourcesAreDone(const Observation& observation) const
{
    return !m_counting.empty() && std::all_of(m_counting.begin(), m_counting.end(), [&](const NodeId& node) {
        const auto seen = observation.nodes.find(node);
        return seen != observation.nodes.end() && hasEnded(seen->second.state);
    });
}

bool RunLoop::nothingRuns(const Observation& observation) const
{
    const bool hostsLost = !observation.hosts.empty() &&
                           std::all_of(observation.hosts.begin(), observation.hosts.end(),
                                       [](const auto& host) { return host.second.state == HostState::Lost; });
    const auto ended = [&](const Node& node) {
        const auto seen = observation.nodes.find(node.id);
        return !isRunHere(node, observation) || (seen != observation.nodes.end() && hasEnded(seen->second.state));
    };
    const bool nodesEnded = m_running && std::all_of(m_topology.nodes.begin(), m_topology.nodes.end(), ended);
    return hostsLost || nodesEnded;
}

} // namespace zeroloom
