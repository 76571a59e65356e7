#include "core/control/host_link.h"

#include <algorithm>
#include <utility>

#include "core/control/protocol.h"

namespace zeroloom {

using namespace std::chrono_literals;

namespace {

// A loaded machine may take seconds to start a process.
constexpr auto GreetingLimit = 20s;
constexpr auto AnswerLimit = 10s;
// Batches come ten times a second. This long without one is worth telling, and asking again.
constexpr auto SilenceLimit = 3s;

} // namespace

HostLink::HostLink(HostId host, LinkSurroundings surroundings) : m_host(std::move(host)), m_surroundings(surroundings)
{
    m_report.host = m_host;
}

void HostLink::report(HostState state, std::string detail)
{
    m_report.state = state;
    m_report.detail = std::move(detail);
    if (m_surroundings.callbacks.hostChanged)
        m_surroundings.callbacks.hostChanged(m_report);
}

void HostLink::problem(Error error)
{
    if (m_surroundings.callbacks.problem)
        m_surroundings.callbacks.problem(error);
}

void HostLink::lose(std::string why)
{
    m_client.reset();
    m_process.reset();
    m_asked = false;
    m_applying = false;
    m_greeted = false;
    m_stands = m_report.frozen = false;
    report(HostState::Lost, std::move(why));
}

void HostLink::launch(TimePoint now)
{
    m_toldGeneration = 0;
    m_toldResolved.clear();
    m_toldProblems.clear();
    m_lastBatch = m_lastEvent = m_lastHeartChange = m_newestHeartChange = m_lastMessage = m_newestMessage = 0;
    m_greeted = m_applying = m_quitting = m_asked = m_drained = m_silent = m_stands = m_pauseKept = false;
    m_report.frozen = false;
    m_finalBatch.reset();
    m_report.processId = 0;
    Result<LaunchedHost> process =
        LaunchedHost::launch(m_surroundings.options.hostProgram, m_surroundings.options.allowPrograms);
    if (!process)
        return lose(process.error().text());
    m_process.emplace(std::move(*process));
    m_report.processId = m_process->processId();
    auto client =
        ControlClient::create(m_surroundings.context, m_process->controlEndpoint(), m_process->telemetryEndpoint());
    if (!client)
        return lose(client.error().text());
    m_client = std::move(*client);
    m_client->onBatch([this](Result<HostBatch> batch) { takeBatch(std::move(batch)); });
    report(HostState::Starting);
    greet(now);
}

void HostLink::greet(TimePoint now)
{
    ControlRequest hello;
    hello.action = ControlAction::Hello;
    hello.protocol = ProtocolVersion;
    m_client->request(hello, now + GreetingLimit, [this](const auto& answer) { takeGreeting(answer); });
}

void HostLink::takeGreeting(const Result<ControlAnswer>& answer)
{
    // A refused greeting leaves nothing to talk about; the process is ended by checkProcess's view of m_greeted.
    if (!answer) {
        m_report.detail = answer.error().message;
        m_process->kill();
        return;
    }
    m_greeted = true;
    m_lastHeard = m_lastWatch = std::chrono::steady_clock::now();
    watchNext();
    if (m_paused)
        setPaused(true);
}

void HostLink::want(std::shared_ptr<const HostPlan> plan, std::uint64_t generation, ResolvedEndpoints resolved)
{
    m_plan = std::move(plan);
    m_wantedGeneration = generation;
    m_wantedResolved = std::move(resolved);
}

void HostLink::setFrozen(bool frozen)
{
    m_frozen = frozen;
    if (!frozen)
        thaw();
}

void HostLink::freezeWhenTold()
{
    const bool ready = m_greeted && !m_applying && m_plan && isTold() && !m_quitting && !m_asked;
    if (!m_frozen || m_stands || !ready || m_report.state != HostState::Running)
        return;
    m_process->freeze();
    m_stands = m_report.frozen = true;
    m_silent = false;
    report(HostState::Running, "frozen");
}

void HostLink::thaw()
{
    if (!m_stands || ended())
        return;
    m_process->thaw();
    m_stands = m_report.frozen = false;
    m_lastHeard = m_lastWatch = std::chrono::steady_clock::now();
    report(m_report.state);
    if (std::exchange(m_pauseKept, false))
        sendPaused();
}

void HostLink::setPaused(bool paused)
{
    m_paused = paused;
    if (!m_greeted)
        return;
    if (m_stands)
        m_pauseKept = true;
    else
        sendPaused();
}

void HostLink::sendPaused()
{
    ControlRequest request;
    request.action = ControlAction::Pause;
    request.on = m_paused;
    m_client->request(request, std::chrono::steady_clock::now() + AnswerLimit, [this](const auto& answer) {
        if (!answer)
            problem(answer.error());
    });
}

// Where the host's binds were, for a process that did not bind them itself. A bind that has gone to another host is where
// that says.
void HostLink::addFormerBinds(ResolvedEndpoints& resolved) const
{
    for (const PlannedNode& node : m_plan->nodes) {
        for (const PlannedSocket& socket : node.sockets) {
            for (const PlannedWire& wire : socket.wires) {
                const auto found = m_everBound.find(wire.bindKey);
                if (found != m_everBound.end() && isBoundBy(wire, m_host))
                    resolved.insert(*found);
            }
        }
    }
}

void HostLink::tellWanted(TimePoint now)
{
    if (!m_greeted || m_applying || m_quitting || m_stands || !m_plan || isTold() ||
        m_report.state == HostState::Draining)
        return;
    m_applying = true;
    m_toldGeneration = m_wantedGeneration;
    m_toldResolved = m_wantedResolved;
    ControlRequest request;
    request.action = ControlAction::Apply;
    request.plan = *m_plan;
    request.resolved = m_toldResolved;
    addFormerBinds(request.resolved);
    m_applyLate = now + m_surroundings.options.changeLimit;
    // Without a deadline: however late the answer is, it says what is bound.
    m_client->request(std::move(request), TimePoint::max(), [this](const auto& answer) { takeApplied(answer); });
}

void HostLink::takeApplied(const Result<ControlAnswer>& answer)
{
    m_applying = false;
    m_lastHeard = std::chrono::steady_clock::now();
    if (!answer)
        return problem(answer.error());
    m_bound = answer->bound;
    for (const auto& [key, endpoint] : m_bound)
        m_everBound.insert_or_assign(key, endpoint);
    ++m_applied;
    std::vector<std::string> problems;
    for (const Error& error : answer->errors) {
        problems.push_back(error.text());
        if (std::find(m_toldProblems.begin(), m_toldProblems.end(), problems.back()) == m_toldProblems.end())
            problem(error);
    }
    m_toldProblems = std::move(problems);
    if (m_report.state == HostState::Starting)
        report(HostState::Running);
}

void HostLink::takeBatch(Result<HostBatch> batch)
{
    m_lastHeard = std::chrono::steady_clock::now();
    if (!batch) {
        // Asking for the same once more would go round for ever; checkSilence asks again after a while.
        return problem(batch.error());
    }
    m_lastBatch = batch->number;
    if (!batch->events.empty())
        m_lastEvent = std::max(m_lastEvent, batch->events.back().number);
    if (!batch->heartChanges.empty())
        m_lastHeartChange = std::max(m_lastHeartChange, batch->heartChanges.back().number);
    m_newestHeartChange = batch->lastHeartChange;
    if (!batch->messages.empty())
        m_lastMessage = std::max(m_lastMessage, batch->messages.back().number);
    m_newestMessage = batch->lastMessage;
    if (hasFinalBatch())
        m_asked = false;
    m_lastWatch = m_lastHeard;
    watchNext();
    // A host that was told nothing yet does not know its name.
    batch->host = m_host;
    if (m_surroundings.callbacks.batch)
        m_surroundings.callbacks.batch(*batch);
}

void HostLink::checkProcess()
{
    m_process->readOutput();
    const std::optional<std::string> ending = m_process->ending();
    if (!ending)
        return;
    // What it said last still stands in the sockets and in the pipe.
    m_client->receive();
    m_process->readOutput();
    const std::string words = m_process->lastWords();
    if (m_quitting) {
        m_client.reset();
        m_process.reset();
        return report(HostState::Stopped);
    }
    const std::string before = m_greeted || m_report.detail.empty() ? std::string() : m_report.detail + "; ";
    lose(before + *ending + (words.empty() ? "" : ": " + words));
}

void HostLink::checkSilence(TimePoint now)
{
    if (!m_greeted || m_quitting || m_stands || m_report.state != HostState::Running)
        return;
    const bool silent = !m_applying && now - m_lastHeard > SilenceLimit;
    if (silent && now - m_lastWatch > SilenceLimit) {
        m_lastWatch = now;
        watchNext();
    }
    if (silent == m_silent)
        return;
    m_silent = silent;
    report(HostState::Running, silent ? "has not answered for 3 s: it is stopped, overloaded or stuck" : "");
}

void HostLink::checkDeadlines(TimePoint now)
{
    if (m_applying && now >= m_applyLate) {
        m_applyLate = TimePoint::max();
        problem({ErrorCode::Runtime,
                 "works on the last change for longer than it should; what was changed since waits for that",
                 "host '" + m_host.text() + "'"});
    }
    if (m_quitting && now >= m_quitUntil) {
        m_quitUntil = TimePoint::max();
        m_process->kill();
    }
}

void HostLink::serve(TimePoint now)
{
    if (ended())
        return;
    m_client->receive();
    m_client->expire(now);
    checkProcess();
    if (ended())
        return;
    checkDeadlines(now);
    checkSilence(now);
    tellWanted(now);
    freezeWhenTold();
}

void HostLink::addPollItems(std::vector<zmq::pollitem_t>& items)
{
    if (ended())
        return;
    items.push_back({m_client->controlSocket().handle(), 0, ZMQ_POLLIN, 0});
    items.push_back({m_client->telemetrySocket().handle(), 0, ZMQ_POLLIN, 0});
    for (const int fd : {m_process->endDescriptor(), m_process->outputDescriptor()}) {
        if (fd >= 0)
            items.push_back({nullptr, fd, ZMQ_POLLIN, 0});
    }
}

HostLink::TimePoint HostLink::nextDeadline() const { return m_client ? m_client->nextDeadline() : TimePoint::max(); }

void HostLink::ask(ControlAction action, TimePoint deadline)
{
    if (ended() || !m_greeted)
        return;
    m_asked = true;
    ControlRequest request;
    request.action = action;
    m_client->request(request, deadline, [this](const Result<ControlAnswer>& answer) {
        if (answer && answer->action == ControlAction::Collect) {
            m_finalBatch = answer->number;
            m_asked = !hasFinalBatch(); // answered when it is here
            return;
        }
        m_drained = answer && answer->drained;
        m_asked = false;
    });
}

void HostLink::stopSources(TimePoint deadline)
{
    if (ended())
        return;
    thaw();
    if (m_greeted)
        report(HostState::Draining);
    ask(ControlAction::StopSources, deadline);
}

void HostLink::askDrained(TimePoint deadline) { ask(ControlAction::Drained, deadline); }

void HostLink::takeFinalBatch(TimePoint deadline) { ask(ControlAction::Collect, deadline); }

void HostLink::quit(TimePoint deadline)
{
    if (ended())
        return;
    thaw();
    m_quitting = true;
    m_quitUntil = deadline;
    ask(ControlAction::Quit, deadline);
    // Reached even by a host that has not answered yet or is too busy to.
    if (!m_greeted)
        m_process->letGo();
}

void HostLink::kill()
{
    if (ended())
        return;
    m_quitting = true;
    m_process->kill();
}

} // namespace zeroloom
