#include "core/host/node_runner.h"

#include <utility>

#include <sys/epoll.h>

#include "core/model/socket_copies.h"

namespace zeroloom {
namespace {

constexpr Nanoseconds RestoreEvery = std::chrono::milliseconds(20);

} // namespace

// Passes what epoll says of one socket's ZMQ_FD on to the node.
class NodeRunner::SocketWatcher final : public Watcher {
public:
    SocketWatcher(NodeRunner& node, MeteredSocket& socket) : m_node(node), m_socket(socket) {}
    void onEvents(std::uint32_t) override
    {
        m_socket.signalled();
        m_node.m_loop->makeReady(m_node);
    }

private:
    NodeRunner& m_node;
    MeteredSocket& m_socket;
};

NodeRunner::NodeRunner(SocketServices& services, EventLoop& loop, const std::atomic<SourceGate>& gate, PlannedNode plan,
                       NodeRecordPtr record)
    : m_services(services), m_loop(&loop), m_gate(gate), m_plan(std::move(plan)), m_record(std::move(record)),
      m_witness(services.processes)
{
    for (const PlannedSocket& socket : m_plan.sockets)
        m_record->sockets.push_back(std::make_shared<SocketRecord>(SocketRef{m_plan.id, socket.id}, socket));
}

NodeRunner::~NodeRunner() = default;

void NodeRunner::setState(NodeState state)
{
    if (m_state == state)
        return;
    m_state = state;
    m_record->state.store(state, std::memory_order_relaxed);
}

Status NodeRunner::open()
{
    for (std::size_t i = 0; i < m_plan.sockets.size(); ++i) {
        if (Status opened = openCopies(m_plan.sockets[i], m_record->sockets[i]); !opened) {
            close();
            return refuse(opened.error());
        }
    }
    for (std::size_t i = 0; i < m_sockets.size(); ++i) {
        m_roleSockets.push_back(m_sockets[i].get());
        m_watchers.push_back(std::make_unique<SocketWatcher>(*this, *m_sockets[i]));
        watchSocket(i);
    }
    return {};
}

Status NodeRunner::refuse(const Error& error)
{
    setState(NodeState::Failed);
    const std::lock_guard lock(m_record->mutex);
    m_record->error = error.message;
    return tl::unexpected(error);
}

// Copies share one record: their figures are summed, and the wires' states are the first one's.
Status NodeRunner::openCopies(const PlannedSocket& plan, const SocketRecordPtr& record)
{
    for (int i = 0; i < plan.copies; ++i) {
        PlannedSocket copy = plan;
        if (!plan.copyName.empty())
            copy.options["ROUTING_ID"] = copyRoutingId(plan.copyName, i, plan.copies);
        const SocketCopy which = i == 0 ? SocketCopy::First : SocketCopy::Another;
        auto socket = std::make_unique<MeteredSocket>(m_services, std::move(copy), record, which);
        socket->setSlow(m_plan.slow);
        if (Status opened = socket->open(); !opened) {
            if (plan.copies > 1)
                return fail(opened.error().code,
                            "only " + std::to_string(i) + " of its " + std::to_string(plan.copies) + " sockets '" +
                                plan.id.text() + "' can be opened: " + opened.error().message,
                            opened.error().where);
            return opened;
        }
        m_sockets.push_back(std::move(socket));
    }
    return {};
}

void NodeRunner::watchSocket(std::size_t index)
{
    MeteredSocket& socket = *m_sockets[index];
    m_loop->watch(socket.descriptor(), *m_watchers[index], EPOLLIN);
    socket.setMayWait(m_loop->isExclusive() ? &m_loop->commandsWaiting() : nullptr);
    socket.setReplaced([this, index](int before, int after) {
        // The old descriptor may be closed or used anew by now; then the kernel has taken it out itself.
        if (before != after)
            m_loop->unwatch(before, *m_watchers[index]);
        m_loop->unwatch(after, *m_watchers[index]);
        m_loop->watch(after, *m_watchers[index], EPOLLIN);
        m_restoring = true;
    });
}

void NodeRunner::bindAll(const FormerAddresses& former, BindOutcome& outcome)
{
    for (const auto& socket : m_sockets)
        socket->wiring().bindAll(former, outcome);
}

void NodeRunner::connectAll(const ResolvedEndpoints& resolved, std::vector<std::string>& waiting, Errors& errors)
{
    for (const auto& socket : m_sockets)
        socket->wiring().connectAll(resolved, waiting, errors);
    nudge();
}

void NodeRunner::begin()
{
    if (m_begun || m_roleSockets.size() != m_sockets.size() || m_sockets.size() < m_plan.sockets.size())
        return;
    m_begun = true;
    setState(NodeState::Running);
    configure(m_plan.params);
}

void NodeRunner::leaveLoop()
{
    m_loop->forget(*this);
    if (m_probe)
        m_probe->forget(*this);
    m_probe.reset();
    for (std::size_t i = 0; i < m_watchers.size(); ++i)
        m_loop->unwatch(m_sockets[i]->descriptor(), *m_watchers[i]);
}

void NodeRunner::enterLoop(EventLoop& loop)
{
    m_loop = &loop;
    for (std::size_t i = 0; i < m_watchers.size(); ++i)
        watchSocket(i);
    nudge();
}

void NodeRunner::close()
{
    leaveLoop();
    m_begun = false;
    for (const auto& socket : m_sockets)
        socket->close();
    m_roleSockets.clear();
    m_sockets.clear();
    m_watchers.clear();
    if (m_state != NodeState::Failed)
        setState(NodeState::Stopped);
}

void NodeRunner::forEachSocket(const SocketId& id, const std::function<void(MeteredSocket&)>& act)
{
    for (const auto& socket : m_sockets) {
        if (socket->record()->ref.socket == id)
            act(*socket);
    }
}

void NodeRunner::configure(const Values& params)
{
    m_plan.params = params;
    if (!m_begun || !m_record->role)
        return;
    m_record->role->configure(params, *this);
    nudge();
}

void NodeRunner::setHindrance(bool hung, Nanoseconds slow)
{
    m_plan.hung = hung;
    m_plan.slow = slow;
    for (const auto& socket : m_sockets)
        socket->setSlow(slow);
    nudge();
}

void NodeRunner::nudge()
{
    if (m_begun)
        m_loop->makeReady(*this);
}

void NodeRunner::run()
{
    if (!m_begun || !m_record->role)
        return;
    if (m_plan.hung) {
        standStill();
        return;
    }
    for (const auto& socket : m_sockets)
        socket->beginRound();
    // What was sent or has become due is confirmed soonest by a beat that goes right after it.
    const std::uint64_t sent = m_probe ? sentSoFar() : 0;
    const bool isDue = m_wakeAt && now() >= *m_wakeAt;
    Progress step = m_record->role->advance(*this);
    if (std::exchange(m_asked, false))
        m_probe->ask(*this, isDue || sentSoFar() != sent);
    bool again = step.again;
    for (const auto& socket : m_sockets)
        again = again || socket->endRound();
    if (step.busy != m_wasBusy) {
        m_wasBusy = step.busy;
        m_record->busy.store(step.busy, std::memory_order_relaxed);
    }
    setState(step.finished ? NodeState::Exited : NodeState::Running);
    restoreBinds(step);
    if (m_plan.slow.count() > 0) {
        for (const auto& socket : m_sockets) {
            if (const auto opens = socket->opensAt())
                step.wake(*opens);
        }
    }
    m_wakeAt = m_probe ? step.wakeAt : std::nullopt;
    m_loop->wakeAt(*this, step.wakeAt.value_or(Nanoseconds::max()));
    if (again)
        m_loop->makeReady(*this);
}

void NodeRunner::restoreBinds(Progress& step)
{
    if (!m_restoring)
        return;
    m_restoring = false;
    for (const auto& socket : m_sockets)
        m_restoring |= !socket->wiring().restore();
    if (m_restoring)
        step.wake(now() + RestoreEvery);
}

// The role hangs. Its sockets do not: libzmq is given the chance to take in what came for them.
void NodeRunner::standStill()
{
    for (const auto& socket : m_sockets)
        socket->lookForInput();
    Progress step;
    restoreBinds(step);
    m_loop->wakeAt(*this, step.wakeAt.value_or(Nanoseconds::max()));
}

void NodeRunner::recordRoundTrip(Nanoseconds time)
{
    if (time.count() >= 0)
        m_record->roundTrips.add(static_cast<std::uint64_t>(time.count()));
}

IoView NodeRunner::ioView()
{
    if (!m_probe)
        m_probe = m_services.probes.on(*m_loop);
    m_asked = true;
    return m_probe->view();
}

std::uint64_t NodeRunner::sentSoFar() const
{
    std::uint64_t sent = 0;
    for (const auto& socket : m_record->sockets)
        sent += socket->sent.get();
    return sent;
}

void NodeRunner::warn(std::string_view kind, std::string text)
{
    if (now() - m_lastWarning < std::chrono::seconds(1)) {
        ++m_warningsKept;
        return;
    }
    m_lastWarning = now();
    if (m_warningsKept > 0)
        text += " (and " + std::to_string(std::exchange(m_warningsKept, 0)) + " more before)";
    HostEvent event;
    event.severity = EventSeverity::Warning;
    event.kind = std::string(kind);
    event.node = m_record->id;
    event.text = std::move(text);
    m_services.log.add(std::move(event));
}

} // namespace zeroloom
