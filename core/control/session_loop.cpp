#include "core/control/session_loop.h"

#include <algorithm>
#include <utility>

#include <sys/eventfd.h>

#include "core/zmq/endpoint.h"

namespace zeroloom {

using namespace std::chrono_literals;

namespace {

constexpr auto RoundPause = 15ms; // between two questions whether the queues are empty
constexpr auto LastBatchesApart = 50ms;
constexpr auto StopAnswerLimit = 2s; // for the steps of a stop that take a host no time
constexpr auto QuitLimit = 2s;       // then the process is killed
constexpr auto AbandonLimit = 1s;
constexpr auto LongestWait = 500ms;
constexpr auto WithoutEndDescriptor = 50ms;

} // namespace

SessionLoop::SessionLoop(RunSessionOptions options, RunCallbacks callbacks)
    : m_options(std::move(options)), m_callbacks(std::move(callbacks)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_thread([this] { run(); })
{
}

SessionLoop::~SessionLoop()
{
    post([](SessionLoop& loop) { loop.endSoon(); });
    m_thread.join();
}

void SessionLoop::post(Command command)
{
    {
        const std::lock_guard lock(m_mutex);
        m_commands.push_back(std::move(command));
    }
    ::eventfd_write(m_wake.get(), 1);
}

void SessionLoop::takeCommands()
{
    eventfd_t count = 0;
    ::eventfd_read(m_wake.get(), &count);
    std::deque<Command> commands;
    {
        const std::lock_guard lock(m_mutex);
        commands.swap(m_commands);
    }
    for (const Command& command : commands)
        command(*this);
}

void SessionLoop::setPlan(Plan plan)
{
    if (m_phase != Phase::Running)
        return;
    ++m_generation;
    m_changed = true;
    m_plans.clear();
    for (HostPlan& host : plan.hosts) {
        const HostId id = host.host;
        if (m_options.only.empty() || m_options.only.contains(id))
            m_plans.emplace(id, std::make_shared<const HostPlan>(std::move(host)));
    }
}

void SessionLoop::setPaused(bool paused)
{
    m_paused = paused;
    for (const auto& [id, link] : m_links)
        link->setPaused(paused);
}

void SessionLoop::setFrozen(const std::set<HostId>& hosts)
{
    m_frozen = hosts;
    for (const auto& [id, link] : m_links)
        link->setFrozen(hosts.contains(id));
}

void SessionLoop::restartLost(const HostId& host)
{
    const auto found = m_links.find(host);
    if (m_phase != Phase::Running || found == m_links.end() || found->second->state() != HostState::Lost)
        return;
    found->second->launch(std::chrono::steady_clock::now());
    m_changed = true;
}

void SessionLoop::tellActed(const HostId& host, const HostEvent& event)
{
    if (m_callbacks.acted)
        m_callbacks.acted(host, event);
}

void SessionLoop::restartLost()
{
    if (m_phase != Phase::Running)
        return;
    for (const auto& [id, link] : m_links) {
        if (link->state() == HostState::Lost)
            link->launch(std::chrono::steady_clock::now());
    }
    m_changed = true;
}

// Where a bind of a host is reached that is run elsewhere, at the address that was given for it.
std::string SessionLoop::endpointElsewhere(const PlannedWire& wire) const
{
    const auto address = m_options.addresses.find(wire.peerHost);
    if (address == m_options.addresses.end() || wire.peerOutside)
        return {};
    auto endpoint = readEndpoint(wire.endpoint);
    if (!endpoint || endpoint->wildcard || endpoint->port == 0)
        return {};
    endpoint->address = address->second;
    return endpoint->text();
}

// Binds that this host connects to and that other hosts make.
ResolvedEndpoints SessionLoop::resolvedFor(const HostPlan& plan) const
{
    ResolvedEndpoints resolved;
    for (const PlannedNode& node : plan.nodes) {
        for (const PlannedSocket& socket : node.sockets) {
            for (const PlannedWire& wire : socket.wires) {
                if (wire.binds || wire.peerHost == plan.host)
                    continue;
                const auto peer = m_links.find(wire.peerHost);
                if (peer == m_links.end()) {
                    if (const std::string endpoint = endpointElsewhere(wire); !endpoint.empty())
                        resolved.emplace(wire.bindKey, endpoint);
                    continue;
                }
                if (const auto bound = peer->second->bound().find(wire.bindKey); bound != peer->second->bound().end())
                    resolved.insert(*bound);
            }
        }
    }
    return resolved;
}

// A free port that a host chooses which this session does not run can never become known here.
void SessionLoop::tellUnreachable(const HostPlan& plan)
{
    for (const PlannedNode& node : plan.nodes) {
        for (const PlannedSocket& socket : node.sockets) {
            for (const PlannedWire& wire : socket.wires) {
                const bool elsewhere = !m_options.only.empty() && !m_options.only.contains(wire.peerHost);
                const Result<Endpoint> endpoint = parseEndpoint(wire.endpoint, EndpointUse::Bind);
                if (wire.binds || wire.peerOutside || !elsewhere || !endpoint || !endpoint->wildcard ||
                    !m_unreachableTold.insert(wire.id.text()).second)
                    continue;
                if (m_callbacks.problem)
                    m_callbacks.problem({ErrorCode::InvalidInput,
                                         "host '" + wire.peerHost.text() +
                                             "' is run elsewhere and chooses the port of " + wire.endpoint +
                                             " there: give the wire an address and a port",
                                         "wire '" + wire.id.text() + "'"});
            }
        }
    }
}

// Tells every host what is wanted of it. Repeated whenever a host bound something, since that may be what others wait
// for: the first round starts all nodes, the second connects to what was bound in the first.
void SessionLoop::distribute()
{
    const TimePoint now = std::chrono::steady_clock::now();
    for (const auto& [id, plan] : m_plans) {
        // A host is started for its first node. From then on it runs, also while it has none: an undo takes the last
        // one away and a redo brings it back.
        if (m_links.contains(id) || plan->nodes.empty())
            continue;
        auto& link = m_links[id] = std::make_unique<HostLink>(id, LinkSurroundings{m_context, m_options, m_callbacks});
        link->setPaused(m_paused);
        link->setFrozen(m_frozen.contains(id));
        link->launch(now);
    }
    for (auto it = m_links.begin(); it != m_links.end();) {
        if (m_plans.contains(it->first)) {
            ++it;
            continue;
        }
        it->second->quit(now + QuitLimit);
        m_leaving.push_back(std::move(it->second));
        it = m_links.erase(it);
    }
    for (const auto& [id, plan] : m_plans) {
        tellUnreachable(*plan);
        if (const auto link = m_links.find(id); link != m_links.end())
            link->second->want(plan, m_generation, resolvedFor(*plan));
    }
}

// Whether the plan changed, or a host answered and so may have bound something, since the last call.
bool SessionLoop::hasNews()
{
    std::uint64_t applied = 0;
    for (const auto& [id, link] : m_links)
        applied += link->applied();
    const bool news = std::exchange(m_changed, false) || applied != m_appliedSeen;
    m_appliedSeen = applied;
    return news;
}

bool SessionLoop::allAnswered() const
{
    return std::all_of(m_links.begin(), m_links.end(), [](const auto& one) { return one.second->answered(); });
}

bool SessionLoop::allEnded() const
{
    return std::all_of(m_links.begin(), m_links.end(), [](const auto& one) { return one.second->ended(); }) &&
           std::all_of(m_leaving.begin(), m_leaving.end(), [](const auto& link) { return link->ended(); });
}

void SessionLoop::stop(Milliseconds drain)
{
    if (m_phase != Phase::Running)
        return;
    const TimePoint now = std::chrono::steady_clock::now();
    m_drainUntil = now + drain;
    enter(Phase::StoppingSources, now);
}

void SessionLoop::endSoon()
{
    m_abandon = true;
    if (m_phase == Phase::Ended)
        return;
    enter(Phase::Quitting, std::chrono::steady_clock::now());
}

void SessionLoop::enter(Phase phase, TimePoint now)
{
    m_phase = phase;
    m_phaseUntil = now + StopAnswerLimit;
    switch (phase) {
    case Phase::StoppingSources:
        for (const auto& [id, link] : m_links)
            link->stopSources(m_phaseUntil);
        break;
    case Phase::Draining:
        m_phaseUntil = m_drainUntil;
        m_quietRounds = 0;
        m_roundAsked = false;
        m_nextRound = now;
        break;
    case Phase::Collecting:
    case Phase::CollectingAgain:
        for (const auto& [id, link] : m_links)
            link->takeFinalBatch(m_phaseUntil);
        break;
    case Phase::Resting:
        m_phaseUntil = now + LastBatchesApart;
        break;
    case Phase::Quitting:
        m_phaseUntil = now + (m_abandon ? AbandonLimit : QuitLimit);
        for (const auto& [id, link] : m_links)
            link->quit(m_phaseUntil);
        break;
    case Phase::Running:
    case Phase::Ended:
        break;
    }
}

void SessionLoop::advanceStop(TimePoint now)
{
    const bool late = now >= m_phaseUntil;
    switch (m_phase) {
    case Phase::StoppingSources:
        if (allAnswered() || late)
            enter(Phase::Draining, now);
        break;
    case Phase::Draining:
        if (m_roundAsked && allAnswered()) {
            const bool quiet =
                std::all_of(m_links.begin(), m_links.end(), [](const auto& one) { return one.second->drained(); });
            // Twice: what one host sent just before its answer may reach another just after that one's.
            m_quietRounds = quiet ? m_quietRounds + 1 : 0;
            m_roundAsked = false;
            m_nextRound = now + RoundPause;
        }
        if (m_quietRounds >= 2 || late) {
            enter(Phase::Collecting, now);
        } else if (!m_roundAsked && now >= m_nextRound) {
            m_roundAsked = true;
            for (const auto& [id, link] : m_links)
                link->askDrained(m_phaseUntil);
        }
        break;
    case Phase::Collecting:
        if (allAnswered() || late)
            enter(Phase::Resting, now);
        break;
    case Phase::Resting:
        if (late)
            enter(Phase::CollectingAgain, now);
        break;
    case Phase::CollectingAgain:
        if (allAnswered() || late)
            enter(Phase::Quitting, now);
        break;
    case Phase::Quitting:
        if (late) {
            for (const auto& [id, link] : m_links)
                link->kill();
            for (const auto& link : m_leaving)
                link->kill();
            m_phaseUntil = TimePoint::max();
        }
        if (allEnded())
            enter(Phase::Ended, now);
        break;
    case Phase::Running:
    case Phase::Ended:
        break;
    }
}

SessionLoop::Milliseconds SessionLoop::waitingTime(TimePoint now) const
{
    TimePoint next = now + LongestWait;
    for (const auto& [id, link] : m_links) {
        next = std::min(next, link->nextDeadline());
        if (!link->ended() && !link->hasEndDescriptor())
            next = std::min(next, now + WithoutEndDescriptor);
    }
    if (m_phase != Phase::Running && m_phase != Phase::Ended)
        next = std::min(next, m_phaseUntil);
    if (m_phase == Phase::Draining && !m_roundAsked)
        next = std::min(next, m_nextRound);
    return std::max(0ms, std::chrono::ceil<Milliseconds>(next - now));
}

void SessionLoop::waitForNews(Milliseconds most)
{
    std::vector<zmq::pollitem_t> items{{nullptr, m_wake.get(), ZMQ_POLLIN, 0}};
    for (const auto& [id, link] : m_links)
        link->addPollItems(items);
    for (const auto& link : m_leaving)
        link->addPollItems(items);
    try {
        zmq::poll(items, most);
    } catch (const zmq::error_t&) {
        // A signal came in between: the loop looks at everything and waits again.
    }
}

void SessionLoop::run()
{
    while (m_phase != Phase::Ended) {
        takeCommands();
        if (m_phase == Phase::Running && hasNews())
            distribute();
        const TimePoint now = std::chrono::steady_clock::now();
        for (const auto& [id, link] : m_links)
            link->serve(now);
        for (const auto& link : m_leaving)
            link->serve(now);
        std::erase_if(m_leaving, [](const auto& link) { return link->ended(); });
        advanceStop(now);
        if (m_phase != Phase::Ended)
            waitForNews(waitingTime(std::chrono::steady_clock::now()));
    }
    m_links.clear();
    if (!m_abandon && m_callbacks.stopped)
        m_callbacks.stopped();
}

} // namespace zeroloom
