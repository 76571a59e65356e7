#include "core/host/monitor.h"

#include <sys/epoll.h>

#include "core/zmq/library.h"

namespace zeroloom {

// The receiving end of one socket's monitor.
class Monitor::Reader final : public Watcher, public Task {
public:
    Reader(Monitor& monitor, zmq::socket_t pair, SocketRecordPtr record, std::uint64_t id)
        : m_monitor(monitor), m_pair(std::move(pair)), m_record(std::move(record)), m_id(id)
    {
    }

    void begin()
    {
        m_monitor.m_loop.watch(m_pair.get(zmq::sockopt::fd), *this, EPOLLIN);
        m_monitor.m_loop.makeReady(*this);
    }
    void end()
    {
        m_monitor.m_loop.unwatch(m_pair.get(zmq::sockopt::fd), *this);
        m_monitor.m_loop.forget(*this);
    }
    std::uint64_t id() const { return m_id; }
    const SocketRecordPtr& record() const { return m_record; }

    void onEvents(std::uint32_t) override { m_monitor.m_loop.makeReady(*this); }

    void run() override
    {
        for (int budget = 100; budget > 0; --budget) {
            if (!m_pair.recv(m_header, zmq::recv_flags::dontwait))
                return;
            if (!m_header.more() || !m_pair.recv(m_address, zmq::recv_flags::dontwait))
                continue;
            const auto event = decodeMonitorEvent(m_header.to_string_view(), m_address.to_string_view());
            if (!event)
                continue;
            if (event->kind == MonitorEventKind::MonitorStopped) {
                m_monitor.close(*this); // ends this object
                return;
            }
            m_monitor.handle(*this, *event);
        }
        m_monitor.m_loop.makeReady(*this);
    }

private:
    Monitor& m_monitor;
    zmq::socket_t m_pair;
    const SocketRecordPtr m_record;
    const std::uint64_t m_id;
    zmq::message_t m_header, m_address;
};

Monitor::Monitor(zmq::context_t& context, EventLog& log) : m_context(context), m_log(log) {}

Monitor::~Monitor() { stop(); }

Status Monitor::start() { return m_loop.start(); }

void Monitor::stop()
{
    m_loop.post([this] {
        for (auto& [id, reader] : m_readers)
            reader->end();
        m_readers.clear();
    });
    m_loop.stop();
}

Status Monitor::attach(void* socket, const SocketRecordPtr& record)
{
    const std::uint64_t id = m_nextReader.fetch_add(1);
    const std::string endpoint = "inproc://zeroloom-monitor-" + std::to_string(id);
    try {
        zmq::socket_t pair(m_context, zmq::socket_type::pair);
        pair.set(zmq::sockopt::rcvhwm, 0);
        pair.set(zmq::sockopt::linger, 0);
        pair.connect(endpoint);
        if (zmq_socket_monitor(socket, endpoint.c_str(), ZMQ_EVENT_ALL) != 0)
            return fail(ErrorCode::Runtime, "its monitor cannot be started: " + zmqErrorText(zmq_errno()),
                        record->ref.text());
        // The queue of commands is the fence with which a socket may change its thread.
        auto reader =
            std::make_shared<std::unique_ptr<Reader>>(std::make_unique<Reader>(*this, std::move(pair), record, id));
        m_loop.post([this, reader, id] {
            Reader& kept = *m_readers.emplace(id, std::move(*reader)).first->second;
            kept.begin();
        });
    } catch (const zmq::error_t& error) {
        return fail(ErrorCode::Runtime, "it cannot be monitored: " + zmqErrorText(error.num()), record->ref.text());
    }
    return {};
}

void Monitor::detach(void* socket) { zmq_socket_monitor(socket, nullptr, 0); }

void Monitor::close(Reader& reader)
{
    const std::uint64_t id = reader.id();
    reader.end();
    forgetConnections(*reader.record(), id);
    for (auto key = m_addressKeys.lower_bound({id, 0}); key != m_addressKeys.end() && key->first.first == id;) {
        m_byAddresses.erase(key->second);
        key = m_addressKeys.erase(key);
    }
    m_readers.erase(id);
}

void Monitor::count(MonitorEventKind kind)
{
    switch (kind) {
    case MonitorEventKind::Connected:
        m_connected.fetch_add(1, std::memory_order_relaxed);
        break;
    case MonitorEventKind::Accepted:
        m_accepted.fetch_add(1, std::memory_order_relaxed);
        break;
    case MonitorEventKind::Disconnected:
        m_disconnected.fetch_add(1, std::memory_order_relaxed);
        break;
    case MonitorEventKind::HandshakeFailedNoDetail:
    case MonitorEventKind::HandshakeFailedProtocol:
    case MonitorEventKind::HandshakeFailedAuth:
        m_handshakeFailed.fetch_add(1, std::memory_order_relaxed);
        break;
    default:
        break;
    }
}

void Monitor::handle(Reader& reader, const MonitorEvent& event)
{
    count(event.kind);
    const bool opens = event.kind == MonitorEventKind::Connected || event.kind == MonitorEventKind::Accepted;
    const auto descriptor = static_cast<int>(event.value);
    const ConnectionAddresses addresses = opens ? addressesOf(descriptor) : ConnectionAddresses();
    SocketRecord& socket = *reader.record();
    EventNote note = applyMonitorEvent(socket, event, reader.id(), addresses);
    if (opens && addresses.known())
        findOtherEnd(reader, descriptor, addresses);
    if (event.kind == MonitorEventKind::Disconnected)
        forget(reader.id(), descriptor);
    if (!note.worthLogging)
        return;
    HostEvent line;
    line.severity = note.severity;
    line.kind = std::string(name(event.kind));
    line.node = socket.ref.node;
    line.socket = socket.ref.socket;
    line.wire = note.wire;
    line.endpoint = event.address;
    line.text = describe(event);
    m_log.add(std::move(line));
}

void Monitor::findOtherEnd(Reader& reader, int descriptor, const ConnectionAddresses& addresses)
{
    const std::string own = addresses.ownEnd();
    const SocketRecordPtr& socket = reader.record();
    m_byAddresses[own] = {socket, socket->ref};
    std::string& key = m_addressKeys[{reader.id(), descriptor}];
    if (!key.empty() && key != own)
        m_byAddresses.erase(key); // its socket left by itself, so that nobody told of the end
    key = own;
    introduce(own, socket, addresses);
}

// Tells the two ends of a connection of each other, when both are known.
void Monitor::introduce(const std::string& own, const SocketRecordPtr& socket, const ConnectionAddresses& addresses)
{
    const auto other = m_byAddresses.find(addresses.otherEnd());
    if (other == m_byAddresses.end())
        return;
    identifyByPeer(*socket, own, other->second.ref);
    if (const SocketRecordPtr peer = other->second.socket.lock())
        identifyByPeer(*peer, other->first, socket->ref);
}

void Monitor::addRelayed(const SocketRecordPtr& socket, const ConnectionAddresses& end)
{
    m_loop.post([this, socket, end] {
        m_byAddresses[end.ownEnd()] = {socket, socket->ref};
        introduce(end.ownEnd(), socket, end);
    });
}

void Monitor::forgetRelayed(const std::string& ownEnd)
{
    m_loop.post([this, ownEnd] { m_byAddresses.erase(ownEnd); });
}

void Monitor::forget(std::uint64_t reader, int descriptor)
{
    const auto key = m_addressKeys.find({reader, descriptor});
    if (key == m_addressKeys.end())
        return;
    m_byAddresses.erase(key->second);
    m_addressKeys.erase(key);
}

EventTotals Monitor::totals() const
{
    return {.connected = m_connected.load(std::memory_order_relaxed),
            .accepted = m_accepted.load(std::memory_order_relaxed),
            .disconnected = m_disconnected.load(std::memory_order_relaxed),
            .handshakeFailed = m_handshakeFailed.load(std::memory_order_relaxed)};
}

} // namespace zeroloom
