// A broker among others: its clients' requests go to its own workers, or through the cloud to a peer's (the guide's
// inter-broker example). Which of its sockets it has says what it does: states, tasks, or both.
//
// Where a request goes is decided in peering_routes.h; here it is carried.
#include <algorithm>
#include <mutex>

#include "core/role/built_in_roles.h"
#include "core/role/envelope.h"
#include "core/role/outbox.h"
#include "core/role/peering_parameters.h"
#include "core/role/peering_routes.h"
#include "core/role/peering_state.h"
#include "core/role/relaxed_counter.h"
#include "core/role/role_node.h"

namespace zeroloom {
namespace {

constexpr std::size_t MessagesAtOnce = 128;
constexpr std::size_t InventedStates = 10; // without workers, as the guide's first example tells: 0 to 9

class PeeringBroker final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    bool hasTasks() const { return m_toClients.socket() && m_toWorkers.socket(); }
    bool hasCloud() const { return hasTasks() && m_toPeers.socket() && m_toPeersClients.socket(); }

    void lookForCloud();
    bool hearStates();
    bool hearMonitor(RoleContext& context);
    bool takeReplies(RoleContext& context);
    bool takeFromWorker(RoleContext& context);
    bool takeFromCloud();
    bool takeRequest();
    bool takeClientsRequest();
    bool takePeersRequest();
    void pass(const PeeringTarget& target);
    void tellState(RoleContext& context, Progress& step);
    void noteFigures();

    Outbox m_toClients, m_toWorkers; // localfe, localbe
    Outbox m_toPeersClients;         // cloudfe: replies to what came through it
    Outbox m_toPeers;                // cloudbe
    RoleSocket* m_stateOut = nullptr;
    RoleSocket* m_stateIn = nullptr;
    RoleSocket* m_monitor = nullptr;

    PeeringSettings m_settings;
    PeeringRoutes m_routes;
    PeeringState m_state;
    SeededChoice m_choice;
    std::size_t m_peersReached = 0; // at a time, at most
    Message m_in, m_out;

    RelaxedCounter m_freeWorkers, m_local, m_toCloud, m_fromCloud, m_knownCapacity, m_monitored, m_notUnderstood;
    std::uint64_t m_changesShown = 0; // of what is known
    mutable std::mutex m_mutex;
    std::string m_known; // guarded by m_mutex
};

void PeeringBroker::configure(const Values& params, RoleContext& context)
{
    m_toClients.setSocket(socketCalled("localfe", context));
    m_toWorkers.setSocket(socketCalled("localbe", context));
    m_toPeersClients.setSocket(socketCalled("cloudfe", context));
    m_toPeers.setSocket(socketCalled("cloudbe", context));
    m_stateOut = socketCalled("statebe", context);
    m_stateIn = socketCalled("statefe", context);
    m_monitor = socketCalled("monitor", context);
    m_settings = peeringSettings(params);
    m_choice.setSeed(m_settings.seed);
    m_state.setPeriod(m_settings.period, context.now());
    m_routes.setName(m_settings.name);
    m_routes.setForm(m_stateIn ? PeeringForm::ByState : PeeringForm::ByShare);
    m_routes.setShare(m_settings.peers, m_settings.share);
}

Progress PeeringBroker::advance(RoleContext& context)
{
    Progress step;
    lookForCloud();
    step.again = hearStates();
    step.again |= hearMonitor(context);
    bool moved = hasTasks();
    for (std::size_t budget = MessagesAtOnce; moved && budget > 0; --budget) {
        moved = takeReplies(context);
        moved |= takeRequest();
    }
    step.again |= moved;
    for (Outbox* outbox : {&m_toClients, &m_toWorkers, &m_toPeersClients, &m_toPeers})
        step.busy |= outbox->keeps();
    if (m_stateOut)
        tellState(context, step);
    noteFigures();
    return step;
}

// What is sent to a peer that has not come yet is lost, so nothing is until all who are known have come once. Looked at
// before the cloud's socket is read, which lets libzmq take note of everybody who has come by now.
void PeeringBroker::lookForCloud()
{
    const std::size_t wanted = std::max<std::size_t>(1, m_routes.knownPeers());
    if (!hasCloud() || m_peersReached >= wanted)
        return;
    m_peersReached = std::max(m_peersReached, m_toPeers.socket()->connectedPeers());
    m_routes.setCloudReached(m_peersReached >= wanted);
}

bool PeeringBroker::hearStates()
{
    std::size_t budget = m_stateIn ? MessagesAtOnce : 0;
    for (; budget > 0 && m_stateIn->receive(m_in); --budget) {
        if (m_in.size() != 2 || !m_routes.hearState(frameBytes(m_in, 0), frameBytes(m_in, 1)))
            m_notUnderstood.add();
    }
    return m_stateIn && budget == 0;
}

bool PeeringBroker::hearMonitor(RoleContext& context)
{
    std::size_t budget = m_monitor ? MessagesAtOnce : 0;
    for (; budget > 0 && m_monitor->receive(m_in); --budget) {
        m_monitored.add();
        if (const std::string_view said = frameBytes(m_in, m_in.size() - 1); said.starts_with("E:"))
            context.warn("monitor-told", "a client tells: " + printableText(said));
    }
    return m_monitor && budget == 0;
}

bool PeeringBroker::takeReplies(RoleContext& context)
{
    // A worker's reply may be for either, so both must be able to take one.
    const bool clear = m_toClients.isClear();
    const bool cloudClear = !hasCloud() || m_toPeersClients.isClear();
    const bool fromWorker = clear && cloudClear && takeFromWorker(context);
    return (m_toClients.isClear() && hasCloud() && takeFromCloud()) || fromWorker;
}

bool PeeringBroker::takeFromWorker(RoleContext& context)
{
    if (!m_toWorkers.socket()->receive(m_in))
        return false;
    const WorkerSaid said = readWorker(m_in);
    if (said == WorkerSaid::Nonsense) {
        m_notUnderstood.add();
        warnOfNonsense(context);
        return true;
    }
    m_routes.workerIsFree(frameBytes(m_in, 0));
    if (said == WorkerSaid::Reply) {
        Outbox& out = hasCloud() && m_routes.isPeer(frameBytes(m_in, 2)) ? m_toPeersClients : m_toClients;
        moveFrames(m_in, 2, out.message());
        out.send();
    }
    return true;
}

// Of the peer that replies nothing is kept but the reply: it can only be for a client of this broker.
bool PeeringBroker::takeFromCloud()
{
    if (!m_toPeers.socket()->receive(m_in))
        return false;
    if (m_in.size() < 3) {
        m_notUnderstood.add();
        return true;
    }
    moveFrames(m_in, 1, m_toClients.message());
    m_toClients.send();
    return true;
}

bool PeeringBroker::takeRequest()
{
    if (!m_toWorkers.isClear() || (hasCloud() && !m_toPeers.isClear()))
        return false;
    // As the guide has it: with states, the own clients come first; without, those of the others.
    return m_stateIn ? takeClientsRequest() || takePeersRequest() : takePeersRequest() || takeClientsRequest();
}

bool PeeringBroker::takeClientsRequest()
{
    if (!m_routes.accepts(RequestFrom::Client) || !m_toClients.socket()->receive(m_in))
        return false;
    pass(m_routes.route(RequestFrom::Client, m_choice));
    return true;
}

bool PeeringBroker::takePeersRequest()
{
    if (!hasCloud() || !m_routes.accepts(RequestFrom::Peer) || !m_toPeersClients.socket()->receive(m_in))
        return false;
    m_routes.hearRequestOf(frameBytes(m_in, 0));
    m_fromCloud.add();
    pass(m_routes.route(RequestFrom::Peer, m_choice));
    return true;
}

void PeeringBroker::pass(const PeeringTarget& target)
{
    if (target.isPeer) {
        appendFrame(m_toPeers.message(), target.routingId);
        moveFrames(m_in, 0, m_toPeers.message());
        m_toPeers.send();
        m_toCloud.add();
        return;
    }
    addressWorker(target.routingId, m_in, m_toWorkers.message());
    m_toWorkers.send();
    m_local.add();
}

void PeeringBroker::tellState(RoleContext& context, Progress& step)
{
    const Nanoseconds now = context.now();
    const auto capacity = hasTasks() ? std::optional(m_routes.freeWorkers()) : std::nullopt;
    const bool mayStart = context.mayStart();
    if (m_state.hasChanged(capacity) || (mayStart && m_state.isDue(now))) {
        const std::size_t number = capacity ? *capacity : m_choice.below(InventedStates);
        m_out.clear();
        appendFrame(m_out, m_settings.name);
        appendFrame(m_out, std::to_string(number));
        m_stateOut->send(m_out);
        m_state.told(capacity, now);
        if (!capacity)
            m_freeWorkers.set(number);
    }
    if (mayStart)
        step.wake(m_state.next());
}

void PeeringBroker::noteFigures()
{
    if (hasTasks())
        m_freeWorkers.set(m_routes.freeWorkers());
    if (m_changesShown == m_routes.changes())
        return;
    m_changesShown = m_routes.changes();
    m_knownCapacity.set(static_cast<std::uint64_t>(m_routes.knownCapacity()));
    std::string known = m_routes.knownText();
    const std::lock_guard lock(m_mutex);
    m_known = std::move(known);
}

Values PeeringBroker::figures() const
{
    Values figures{{"free_workers", m_freeWorkers.asSigned()},
                   {"local", m_local.asSigned()},
                   {"to_cloud", m_toCloud.asSigned()},
                   {"from_cloud", m_fromCloud.asSigned()},
                   {"known_capacity", m_knownCapacity.asSigned()}};
    if (m_monitored.get() > 0)
        figures["monitored"] = m_monitored.asSigned();
    if (m_notUnderstood.get() > 0)
        figures["not_understood"] = m_notUnderstood.asSigned();
    const std::lock_guard lock(m_mutex);
    if (!m_known.empty())
        figures["known"] = m_known;
    return figures;
}

} // namespace

std::unique_ptr<RoleNode> makePeeringBroker() { return std::make_unique<PeeringBroker>(); }

} // namespace zeroloom
