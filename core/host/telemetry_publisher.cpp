#include "core/host/telemetry_publisher.h"

#include <vector>

#include "core/control/protocol.h"

namespace zeroloom {

namespace {

constexpr std::size_t WatchersMost = 256;   // who comes when this many wait is not answered
constexpr std::size_t EventsInBatch = 2000; // the rest goes with the next one
constexpr std::size_t EventsKept = 10'000;
constexpr std::size_t HeartChangesInBatch = 20'000; // as for events
constexpr std::size_t HeartChangesKept = 400'000;   // ten thousand hearts lost and back again, twenty times
constexpr std::size_t MessagesInBatch = 1000; // as for events
constexpr std::size_t MessagesKept = 20'000;

} // namespace

TelemetryPublisher::TelemetryPublisher(zmq::socket_t& socket)
    : m_socket(socket), m_events(EventsKept), m_heartChanges(HeartChangesKept), m_messages(MessagesKept)
{
}

void TelemetryPublisher::takeRequests()
{
    for (;;) {
        zmq::message_t watcher, frame;
        if (!m_socket.recv(watcher, zmq::recv_flags::dontwait))
            return;
        const bool one = watcher.more() && m_socket.recv(frame, zmq::recv_flags::dontwait) && !frame.more();
        while (frame.more() && m_socket.recv(frame, zmq::recv_flags::dontwait)) {
        }
        const Result<WatchRequest> request =
            one ? readWatchRequest(frame.to_string_view()) : fail(ErrorCode::InvalidInput, "several frames");
        std::string id = watcher.to_string();
        if (request && (m_waiting.size() < WatchersMost || m_waiting.contains(id)))
            m_waiting.insert_or_assign(std::move(id), *request);
    }
}

void TelemetryPublisher::update(HostBatch fresh)
{
    fresh.number = m_header.number + 1;
    m_events.add(fresh.events);
    m_nodes.update(std::move(fresh.nodes), fresh.number);
    m_sockets.update(std::move(fresh.sockets), fresh.number);
    m_ends.update(std::move(fresh.ends), fresh.number);
    m_heartChanges.add(fresh.heartChanges);
    m_messages.add(fresh.messages);
    m_hearts.update(fresh.monitors, std::move(fresh.hearts), fresh.number);
    m_monitors.update(std::move(fresh.monitors), fresh.number);
    fresh.nodes.clear();
    fresh.sockets.clear();
    fresh.ends.clear();
    fresh.monitors.clear();
    fresh.hearts.clear();
    m_header = std::move(fresh);
}

HostBatch TelemetryPublisher::batchFor(const WatchRequest& request) const
{
    // A number that is not ours is that of another process which was here before.
    const std::uint64_t have = request.have <= m_header.number ? request.have : 0;
    const std::uint64_t events = request.events <= m_events.lastNumber() ? request.events : 0;
    const std::uint64_t changes = request.heartChanges <= m_heartChanges.lastNumber() ? request.heartChanges : 0;
    const std::uint64_t messages = request.messages <= m_messages.lastNumber() ? request.messages : 0;
    HostBatch batch = m_header;
    batch.complete = have == 0;
    batch.nodes = m_nodes.since(have);
    batch.sockets = m_sockets.since(have);
    batch.ends = m_ends.since(have);
    batch.events = m_events.after(events, EventsInBatch, batch.eventsLeftOut);
    batch.monitors = m_monitors.since(have);
    batch.hearts = m_hearts.since(have);
    batch.heartChanges = m_heartChanges.after(changes, HeartChangesInBatch, batch.heartChangesLeftOut);
    batch.lastHeartChange = m_heartChanges.lastNumber();
    batch.messages = m_messages.after(messages, MessagesInBatch, batch.messagesLeftOut);
    batch.lastMessage = m_messages.lastNumber();
    return batch;
}

void TelemetryPublisher::answer()
{
    // Watchers that have kept up have the same batch, so the same bytes do for all of them.
    std::vector<std::pair<WatchRequest, std::string>> encoded;
    for (const auto& [watcher, request] : m_waiting) {
        const std::string* bytes = nullptr;
        for (const auto& [known, made] : encoded) {
            if (known == request)
                bytes = &made;
        }
        if (!bytes)
            bytes = &encoded.emplace_back(request, encodeBatch(batchFor(request))).second;
        send(watcher, *bytes);
    }
    m_waiting.clear();
}

void TelemetryPublisher::send(const std::string& watcher, const std::string& bytes)
{
    try {
        if (m_socket.send(zmq::buffer(watcher), zmq::send_flags::sndmore | zmq::send_flags::dontwait))
            m_socket.send(zmq::buffer(bytes), zmq::send_flags::dontwait);
    } catch (const zmq::error_t&) {
        // It has gone, or does not read. It asks again when it is back.
    }
}

} // namespace zeroloom
