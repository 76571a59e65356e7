#include "core/host/metered_socket.h"

#include <algorithm>
#include <atomic>

#include "core/host/inproc_states.h"
#include "core/zmq/library.h"
#include "core/zmq/option_catalogue.h"

namespace zeroloom {
namespace {

// ZMQ_METADATA: zmq.h names it for draft builds only; libzmq takes it in every build.
constexpr int MetadataOption = 95;

// Longer than the kernel's tick, so that the wait costs no timer of its own.
constexpr int BriefWaitMs = 20;

// Every life of every socket in this process has another number, and two processes that follow each other most likely.
std::uint16_t nextIncarnation()
{
    static std::atomic<std::uint32_t> next{static_cast<std::uint32_t>(EventLoop::now().count() >> 16)};
    return static_cast<std::uint16_t>(next.fetch_add(1) & 0xfff);
}

} // namespace

MeteredSocket::MeteredSocket(SocketServices& services, PlannedSocket plan, SocketRecordPtr record, SocketCopy copy)
    : m_services(services), m_plan(std::move(plan)), m_record(std::move(record)), m_copy(copy),
      m_wiring(m_record, services.relays, copy == SocketCopy::First), m_attribution(m_record),
      m_payload(services.retiredPools), m_incarnation(nextIncarnation())
{
    for (zmq_msg_t& message : m_scratch)
        zmq_msg_init(&message);
    m_canReceive = m_plan.type != SocketType::Pub && m_plan.type != SocketType::Push;
    m_canSend = m_plan.type != SocketType::Sub && m_plan.type != SocketType::Pull;
    m_valve.setHeld(m_plan.held);
    m_wiring.setNamesRouters(!m_plan.options.contains("CONNECT_ROUTING_ID"));
}

MeteredSocket::~MeteredSocket()
{
    close();
    for (zmq_msg_t& message : m_scratch)
        zmq_msg_close(&message);
}

Status MeteredSocket::open()
{
    setTap(m_plan.tap);
    if (Status created = create(); !created)
        return created;
    m_wiring.setHandle(m_socket);
    return {};
}

Status MeteredSocket::create()
{
    m_socket = zmq_socket(m_services.context.handle(), static_cast<int>(m_plan.type));
    if (!m_socket)
        return fail(ErrorCode::Runtime, "the socket cannot be opened: " + zmqErrorText(zmq_errno()),
                    m_record->ref.text());
    if (Status monitored = tells() ? m_services.monitor.attach(m_socket, m_record) : Status(); !monitored) {
        close();
        return monitored;
    }
    std::size_t size = sizeof m_descriptor;
    zmq_getsockopt(m_socket, ZMQ_FD, &m_descriptor, &size);
    const std::string name = std::string(NameProperty) + ":" + m_record->ref.text();
    zmq_setsockopt(m_socket, MetadataOption, name.data(), name.size());
    makeRoomForPeers();
    setOptions();
    int limit = 0;
    std::size_t limitSize = sizeof limit;
    zmq_getsockopt(m_socket, ZMQ_RCVHWM, &limit, &limitSize);
    m_gathers = limit == 0 || limit >= 1000;
    // Receives that may wait do so for so long; all others do not wait at all, whatever the person's RCVTIMEO.
    const int wait = BriefWaitMs;
    zmq_setsockopt(m_socket, ZMQ_RCVTIMEO, &wait, sizeof wait);
    changeSubscriptions(m_plan.subscriptions, {});
    return {};
}

// Peers that all come at once wait to be accepted. Those for whom there is no room try again after seconds, or believe
// for half a minute that they are connected. One wire may stand for thousands, so that their number is not known here;
// the system takes what it has (listen(2): somaxconn).
void MeteredSocket::makeRoomForPeers()
{
    constexpr int Most = 4096;
    const auto binds = std::ranges::count_if(m_plan.wires, &PlannedWire::binds);
    const int room = std::max(Most, static_cast<int>(binds));
    if (binds > 0)
        zmq_setsockopt(m_socket, ZMQ_BACKLOG, &room, sizeof room);
}

void MeteredSocket::close()
{
    if (!m_socket)
        return;
    const int linger = 0;
    zmq_setsockopt(m_socket, ZMQ_LINGER, &linger, sizeof linger);
    if (tells())
        Monitor::detach(m_socket);
    zmq_close(m_socket);
    m_socket = nullptr;
}

void MeteredSocket::setOptions()
{
    for (const auto& [name, value] : m_plan.options) {
        if (const Status set = setOption(name, value); !set) {
            const std::lock_guard lock(m_record->mutex);
            m_record->error = set.error().message;
        }
    }
    setMandatory();
}

// Inside, a ROUTER always reports what it cannot send, so that each loss is counted; a role sees ROUTER's own behaviour
// unless the person asked for more.
void MeteredSocket::setMandatory()
{
    if (m_plan.type != SocketType::Router)
        return;
    const int on = 1;
    zmq_setsockopt(m_socket, ZMQ_ROUTER_MANDATORY, &on, sizeof on);
}

Status MeteredSocket::setOption(const std::string& name, const Value& value)
{
    const OptionInfo* option = optionByName(name);
    if (!option)
        return fail(ErrorCode::InvalidInput, "there is no option '" + name + "'", m_record->ref.text());
    if (Status checked = checkOption(*option, value); !checked)
        return fail(ErrorCode::InvalidInput, checked.error().message, m_record->ref.text());
    m_plan.options[name] = value;
    const std::string bytes = optionBytes(*option, value);
    if (name == "RCVTIMEO")
        return {}; // roles never wait
    if (name == "ROUTER_MANDATORY") {
        m_userMandatory = std::ranges::any_of(bytes, [](char byte) { return byte != 0; });
        return {};
    }
    if (bytes.empty() && option->kind == OptionKind::Text)
        return {}; // unset; libzmq refuses an empty name
    if (zmq_setsockopt(m_socket, option->libzmqId, bytes.data(), bytes.size()) != 0)
        return fail(ErrorCode::Runtime, "option " + name + " cannot be set: " + zmqErrorText(zmq_errno()),
                    m_record->ref.text());
    return {};
}

void MeteredSocket::changeSubscriptions(const std::vector<std::string>& added, const std::vector<std::string>& removed)
{
    // An XSUB asks upstream by messages; libzmq keeps them for peers to come.
    const auto ask = [this](char what, const std::string& topic) {
        const std::string request = what + topic;
        const bool looked = m_tap && m_tap->begin(MessageTap::Way::Sent);
        if (looked)
            m_tap->show(request.data(), request.size());
        zmq_send(m_socket, request.data(), request.size(), ZMQ_DONTWAIT);
        if (m_tap)
            tapSent(looked, nullptr, {});
    };
    for (const std::string& topic : added) {
        if (m_plan.type == SocketType::Sub)
            zmq_setsockopt(m_socket, ZMQ_SUBSCRIBE, topic.data(), topic.size());
        else if (m_plan.type == SocketType::XSub)
            ask(1, topic);
    }
    for (const std::string& topic : removed) {
        if (m_plan.type == SocketType::Sub)
            zmq_setsockopt(m_socket, ZMQ_UNSUBSCRIBE, topic.data(), topic.size());
        else if (m_plan.type == SocketType::XSub)
            ask(0, topic);
    }
    m_unchecked = true;
}

void MeteredSocket::addWire(const WireRecordPtr& wire)
{
    m_wiring.addWire(wire);
    if (tells()) {
        const std::lock_guard lock(m_record->mutex);
        m_record->wires.push_back(wire);
    }
    wiresChanged();
}

void MeteredSocket::removeWire(const WireId& id)
{
    m_wiring.removeWire(id);
    m_unchecked = true;
    {
        const std::lock_guard lock(m_record->mutex);
        std::erase_if(m_record->wires, [&](const WireRecordPtr& wire) { return wire->plan.id == id; });
        for (Connection& connection : m_record->connections) {
            if (connection.wire && connection.wire->plan.id == id)
                connection.wire = nullptr;
        }
    }
    wiresChanged();
}

void MeteredSocket::wiresChanged()
{
    std::vector<WireRecordPtr> wires;
    {
        const std::lock_guard lock(m_record->mutex);
        wires = m_record->wires;
    }
    m_attribution.setWires(wires);
    m_replyWire = nullptr;
    const auto isRep = [](const WireRecordPtr& wire) { return wire->plan.peerType == SocketType::Rep; };
    m_delimits = m_plan.type == SocketType::Dealer && !wires.empty() && std::ranges::all_of(wires, isRep);
    // Where the socket itself chooses the wire by turns, nobody knows what went where.
    const bool chosen = m_plan.type == SocketType::Router || m_plan.type == SocketType::Rep;
    for (const auto& track : m_attribution.wires()) {
        track->shared = track->shared || wires.size() > 1;
        const bool known = isPublisher() ? track->subscriptions.has_value() : chosen || !track->shared;
        track->record->sentKnown.store(known && m_canSend, std::memory_order_relaxed);
    }
    matchTopics();
}

void MeteredSocket::setPeerSubscriptions(const WireId& id, const std::vector<std::string>& subscriptions)
{
    for (const auto& track : m_attribution.wires()) {
        if (track->record->plan.id == id)
            track->subscriptions = subscriptions;
    }
    wiresChanged();
}

void MeteredSocket::reopen()
{
    const int before = m_descriptor;
    // The old listeners must end before the new socket can have their addresses.
    close();
    if (const Status created = create(); !created) {
        const std::lock_guard lock(m_record->mutex);
        m_record->error = created.error().message;
        return;
    }
    m_wiring.replaceHandle(m_socket);
    m_replyWire = nullptr;
    m_owesReply = false;
    m_waitsIn = m_waitsOut = false;
    m_unchecked = true;
    if (m_replaced)
        m_replaced(before, m_descriptor);
}

void MeteredSocket::beginRound()
{
    m_waitsIn = m_waitsOut = false;
    m_sinceTimed = 64; // the first message of a round is timed: at a low rate that is each
}

// ZMQ_FD tells of changes only once, and libzmq may have taken note of one during any other call. So, unless the last
// thing that was done found nothing, look.
bool MeteredSocket::endRound()
{
    if (!m_socket || (!m_unchecked && !m_signalled))
        return false;
    m_unchecked = m_signalled = false;
    int events = 0;
    std::size_t size = sizeof events;
    if (zmq_getsockopt(m_socket, ZMQ_EVENTS, &events, &size) != 0)
        return false;
    return (m_waitsIn && (events & ZMQ_POLLIN)) || (m_waitsOut && (events & ZMQ_POLLOUT));
}

std::size_t MeteredSocket::connectedPeers() const
{
    const std::lock_guard lock(m_record->mutex);
    // libzmq tells nothing of inproc.
    const auto isUpInProcess = [](const WireRecordPtr& wire) {
        return wire->state == ConnectionState::Connected && isInproc(wire->endpoint);
    };
    return static_cast<std::size_t>(std::ranges::count_if(m_record->connections, &Connection::handshaken) +
                                    std::ranges::count_if(m_record->wires, isUpInProcess));
}

std::string_view MeteredSocket::peerNode() const
{
    const auto& wires = m_attribution.wires();
    return wires.empty() ? std::string_view() : std::string_view(wires.front()->record->plan.peer.node.text());
}

std::size_t MeteredSocket::burst() const
{
    constexpr std::size_t Bytes = 4 * 1024 * 1024;
    return std::clamp<std::size_t>(Bytes / std::max<std::size_t>(m_payload.size(), 1), 16, 512);
}

} // namespace zeroloom
