#include "core/host/io_probe.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/zmq/library.h"

namespace zeroloom {
namespace {

// Between two beats while somebody asks, if nobody wants one at once.
constexpr Nanoseconds Tick = std::chrono::milliseconds(50);
// A loop that does its work is late by so much; what is more it did not get to run.
constexpr Nanoseconds UsualLateness = std::chrono::milliseconds(10);
// Not longer, or a machine that is overloaded for ever would never let anybody be judged.
constexpr Nanoseconds MostHeld = std::chrono::seconds(3);
// A beat that has not come back for so long is sent once more: a connection that was made anew may have lost it.
constexpr Nanoseconds SendAgainAfter = std::chrono::seconds(1);

} // namespace

class IoProbe::Lane {
public:
    Lane(zmq::context_t& context, const std::string& endpoint, int ioThread)
        : m_receiver(context, zmq::socket_type::pair), m_sender(context, zmq::socket_type::pair), m_endpoint(endpoint)
    {
        for (zmq::socket_t* socket : {&m_receiver, &m_sender}) {
            socket->set(zmq::sockopt::affinity, std::uint64_t{1} << static_cast<unsigned>(ioThread));
            socket->set(zmq::sockopt::linger, 0);
        }
        m_receiver.bind(endpoint);
        m_sender.connect(endpoint);
    }

    int descriptor() { return m_receiver.get(zmq::sockopt::fd); }
    const std::string& endpoint() const { return m_endpoint; }
    void send(std::uint64_t number) { m_sender.send(zmq::buffer(&number, sizeof number), zmq::send_flags::dontwait); }
    void receive()
    {
        while (m_receiver.recv(m_message, zmq::recv_flags::dontwait)) {
            if (m_message.size() == sizeof m_back)
                std::memcpy(&m_back, m_message.data(), sizeof m_back);
        }
    }
    std::uint64_t back() const { return m_back; } // the number of the last beat that has come

private:
    zmq::socket_t m_receiver, m_sender;
    const std::string m_endpoint;
    zmq::message_t m_message;
    std::uint64_t m_back = 0;
};

IoProbe::IoProbe(zmq::context_t& context, EventLoop& loop) : m_context(context), m_loop(loop) {}

IoProbe::~IoProbe()
{
    m_loop.forget(*this);
    for (const auto& lane : m_lanes)
        m_loop.unwatch(lane->descriptor(), *this);
}

Status IoProbe::open()
{
    Result<PrivateFolder> folder = PrivateFolder::create();
    if (!folder)
        return tl::unexpected(folder.error());
    m_folder.emplace(std::move(*folder));
    try {
        const int threads = m_context.get(zmq::ctxopt::io_threads);
        for (int i = 0; i < threads; ++i)
            openLane(i);
    } catch (const zmq::error_t& error) {
        for (const auto& lane : m_lanes)
            m_loop.unwatch(lane->descriptor(), *this);
        m_lanes.clear();
        m_folder.reset();
        return fail(ErrorCode::Runtime, "the I/O threads cannot be watched: " + zmqErrorText(error.num()));
    }
    return {};
}

void IoProbe::openLane(int ioThread)
{
    const std::string endpoint = "ipc://" + (m_folder->path() / std::to_string(ioThread)).string();
    m_lanes.push_back(std::make_unique<Lane>(m_context, endpoint, ioThread));
    m_loop.watch(m_lanes.back()->descriptor(), *this, EPOLLIN);
}

void IoProbe::ask(Task& node, bool atOnce)
{
    if (m_lanes.empty())
        return;
    if (std::ranges::find(m_askers, &node) == m_askers.end())
        m_askers.push_back(&node);
    const Nanoseconds now = EventLoop::now();
    if (!m_ticks) {
        m_ticks = true;
        m_tickDue = now + Tick;
        m_loop.wakeAt(*this, m_tickDue);
    }
    if (awaited())
        m_again = m_again || atOnce;
    else if (atOnce || now - m_sentAt >= Tick)
        send(now);
}

void IoProbe::forget(Task& node) { std::erase(m_askers, &node); }

void IoProbe::run()
{
    const Nanoseconds now = EventLoop::now();
    if (now < m_tickDue)
        return;
    noteRunning(now);
    m_ticks = !m_askers.empty() || awaited();
    if (!m_ticks)
        return;
    m_tickDue = now + Tick;
    m_loop.wakeAt(*this, m_tickDue);
    if (!awaited())
        send(now);
    else if (now - m_sentAgainAt >= SendAgainAfter)
        sendAgain(now);
}

// What a peer could do while this process stood still is not known: the machine may have stood still as a whole. So
// whoever had some time left when it began has as much when it is over. It began when the loop was last seen to run.
void IoProbe::noteRunning(Nanoseconds now)
{
    const Nanoseconds late = m_ticks ? now - m_tickDue : Nanoseconds(0);
    if (late > UsualLateness) {
        const Nanoseconds lost = late > Tick ? std::max(late, now - m_lastRan) : late;
        m_held = std::min(heldBack(now) + lost, MostHeld);
        m_heldUntil = now + m_held;
    }
    if (late > Nanoseconds(0))
        m_tickDue = now;
    m_lastRan = now;
}

bool IoProbe::awaited() const
{
    return std::ranges::any_of(m_lanes, [this](const auto& lane) { return lane->back() != m_number; });
}

void IoProbe::send(Nanoseconds now)
{
    // Before the timer's turn, too: nobody must be told of a time that the loop slept through.
    noteRunning(now);
    ++m_number;
    m_sentAt = now;
    m_again = false;
    sendAgain(now);
}

void IoProbe::sendAgain(Nanoseconds now)
{
    m_sentAgainAt = now;
    for (const auto& lane : m_lanes) {
        if (lane->back() != m_number)
            lane->send(m_number);
    }
}

void IoProbe::onEvents(std::uint32_t)
{
    const bool waited = awaited();
    for (const auto& lane : m_lanes)
        lane->receive();
    if (waited && !awaited())
        returned(EventLoop::now());
}

void IoProbe::returned(Nanoseconds now)
{
    if (m_folder) {
        // Nobody is to connect any more.
        for (const auto& lane : m_lanes)
            removeIpcSocket(lane->endpoint());
        m_folder.reset();
    }
    noteRunning(now);
    m_view = {.clearAt = m_sentAt, .sentUntil = m_sentAt, .leftBy = now, .delay = now - m_sentAt};
    for (Task* asker : m_askers)
        m_loop.makeReady(*asker);
    if (m_again)
        send(now);
    else
        m_askers.clear();
}

IoView IoProbe::view() const
{
    const Nanoseconds now = EventLoop::now();
    if (m_lanes.empty())
        return {.clearAt = now, .sentUntil = now, .leftBy = now, .delay = {}};
    IoView view = m_view;
    view.clearAt = std::max(Nanoseconds(0), view.clearAt - heldBack(now));
    if (awaited())
        view.delay = std::max(view.delay, now - m_sentAt);
    return view;
}

std::shared_ptr<IoProbe> IoProbes::on(EventLoop& loop)
{
    const std::lock_guard lock(m_mutex);
    std::weak_ptr<IoProbe>& kept = m_probes[&loop];
    std::shared_ptr<IoProbe> probe = kept.lock();
    if (probe)
        return probe;
    kept = probe = std::make_shared<IoProbe>(m_context, loop);
    if (const Status opened = probe->open(); !opened) {
        HostEvent event;
        event.severity = EventSeverity::Warning;
        event.kind = "own-delay-unknown";
        event.text = opened.error().message + "; hearts are judged without taking off their delay";
        m_log.add(std::move(event));
    }
    return probe;
}

} // namespace zeroloom
