#include "core/host/inproc_relay.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include <sys/epoll.h>

namespace zeroloom {
namespace {

constexpr std::size_t MostBytes = 64U << 20U; // as much as a relay of bytes holds
constexpr int MostAtOnce = 256;               // messages of a direction before another relay has its turn
constexpr Nanoseconds LooksAgainAfter = std::chrono::milliseconds(2); // where nothing tells that there is room

zmq::socket_type rawPeerOf(SocketType type)
{
    switch (type) {
    case SocketType::Pair:
        return zmq::socket_type::pair;
    case SocketType::Push:
        return zmq::socket_type::pull;
    case SocketType::Pull:
        return zmq::socket_type::push;
    case SocketType::Pub:
    case SocketType::XPub:
        return zmq::socket_type::xsub;
    case SocketType::Sub:
    case SocketType::XSub:
        return zmq::socket_type::xpub;
    default:
        return zmq::socket_type::dealer;
    }
}

std::string nextEndpoint()
{
    static std::atomic<std::uint64_t> next{0};
    return "inproc://zeroloom-relay-" + std::to_string(++next);
}

int eventsOf(const zmq::socket_t& socket) { return socket.get(zmq::sockopt::events); }

// Over inproc a high-water mark is that of both ends together: the relay's own adds next to nothing to the wire's.
void prepare(zmq::socket_t& socket, zmq::socket_type type, const std::string& routingId, bool inverts)
{
    socket.set(zmq::sockopt::linger, 0);
    // Subscriptions have no limit: libzmq loses those for which there is no room.
    socket.set(zmq::sockopt::sndhwm, type == zmq::socket_type::xsub ? 0 : 1);
    socket.set(zmq::sockopt::rcvhwm, type == zmq::socket_type::xpub ? 0 : 1);
    if (type == zmq::socket_type::dealer && !routingId.empty())
        socket.set(zmq::sockopt::routing_id, routingId);
    if (type == zmq::socket_type::xpub) {
        socket.set(zmq::sockopt::xpub_nodrop, true); // the publisher is to drop, not the way to the subscriber
        socket.set(zmq::sockopt::invert_matching, inverts);
    }
}

} // namespace

InprocRelay::InprocRelay(EventLoop& loop, WireRecordPtr wire, RelayedSocket near, std::string target)
    : m_loop(loop), m_wire(std::move(wire)), m_near(std::move(near)), m_target(std::move(target)),
      m_endpoint(nextEndpoint()),
      m_passages{Passage{m_nearSocket,
                         m_farSocket,
                         rawPeerOf(m_near.type) != zmq::socket_type::push,
                         rawPeerOf(m_near.type) == zmq::socket_type::xpub,
                         m_wire->relay.heldOut,
                         m_wire->relay.droppedOut,
                         {}},
                 Passage{m_farSocket,
                         m_nearSocket,
                         rawPeerOf(m_wire->plan.peerType) != zmq::socket_type::push,
                         rawPeerOf(m_wire->plan.peerType) == zmq::socket_type::xpub,
                         m_wire->relay.heldIn,
                         m_wire->relay.droppedIn,
                         {}}},
      m_random(std::random_device()())
{
}

InprocRelay::~InprocRelay() = default;

Status InprocRelay::open(zmq::context_t& context)
{
    try {
        const zmq::socket_type near = rawPeerOf(m_near.type), far = rawPeerOf(m_wire->plan.peerType);
        m_nearSocket = zmq::socket_t(context, near);
        m_farSocket = zmq::socket_t(context, far);
        prepare(m_nearSocket, near, m_wire->peerRoutingId, m_near.invertsMatching);
        prepare(m_farSocket, far, m_near.routingId, m_near.invertsMatching);
        m_nearSocket.bind(m_endpoint);
        m_farSocket.connect(m_target);
    } catch (const zmq::error_t& error) {
        close();
        return fail(ErrorCode::Runtime, std::string("no relay can be put in its way: ") + error.what(), m_target);
    }
    for (zmq::socket_t* socket : {&m_nearSocket, &m_farSocket})
        m_loop.watch(socket->get(zmq::sockopt::fd), *this, EPOLLIN);
    m_loop.makeReady(*this);
    return {};
}

// What is on its way when the wire is cut is lost with what comes until it is mended.
void InprocRelay::setFault(const WireFault& fault)
{
    m_fault = fault;
    if (fault.cut) {
        for (Passage& passage : m_passages)
            passage.dropped.add(passage.messages.size());
        clear();
    }
    if (m_nearSocket)
        m_loop.makeReady(*this);
}

void InprocRelay::close()
{
    m_loop.forget(*this);
    for (zmq::socket_t* socket : {&m_nearSocket, &m_farSocket}) {
        if (!*socket)
            continue;
        m_loop.unwatch(socket->get(zmq::sockopt::fd), *this);
        socket->close();
    }
    clear();
}

void InprocRelay::clear()
{
    for (Passage& passage : m_passages) {
        passage.held.subtract(passage.bytes);
        passage.messages.clear();
        passage.bytes = passage.frames = 0;
        passage.blocked = false;
    }
}

// Where the receiver has no room, the sender is to feel it as it would without the relay.
// Of small messages, what is kept with each is more than what it says.
bool InprocRelay::isFull(const Passage& passage)
{
    const std::size_t kept = passage.messages.size() * sizeof(OnItsWay) + passage.frames * sizeof(zmq::message_t);
    return passage.blocked || passage.bytes + kept >= MostBytes;
}

// A subscription is asked for, not sent: dropped, it would be missing for ever.
bool InprocRelay::takesOut(const Passage& passage, const OnItsWay& message)
{
    if (m_fault.cut)
        return true;
    const zmq::message_t& first = message.frames.front();
    if (passage.subscriptions && message.frames.size() == 1 && first.size() > 0 && *first.data<unsigned char>() <= 1)
        return false;
    return m_fault.drop > 0 && std::uniform_real_distribution<double>()(m_random) < m_fault.drop;
}

// False: nothing has come.
bool InprocRelay::take(Passage& passage, Nanoseconds now)
{
    if (!passage.speaks)
        return false;
    OnItsWay message{now + m_fault.delay, 0, {}};
    do {
        zmq::message_t frame;
        if (!passage.from.recv(frame, zmq::recv_flags::dontwait))
            break;
        message.bytes += frame.size();
        message.frames.push_back(std::move(frame));
    } while (message.frames.back().more());
    if (message.frames.empty())
        return false;
    if (takesOut(passage, message)) {
        passage.dropped.add();
        return true;
    }
    message.bytes = std::max<std::size_t>(message.bytes, 1); // an empty one is on its way, too
    // A shorter delay overtakes nothing that is on its way.
    if (!passage.messages.empty())
        message.due = std::max(message.due, passage.messages.back().due);
    passage.bytes += message.bytes;
    passage.frames += message.frames.size();
    passage.held.add(message.bytes);
    passage.messages.push_back(std::move(message));
    return true;
}

// False: there is no room. A message is taken with its first frame or not at all.
bool InprocRelay::send(zmq::socket_t& to, std::vector<zmq::message_t>& frames)
{
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const auto more = i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none;
        if (!to.send(frames[i], zmq::send_flags::dontwait | more) && i == 0)
            return false;
    }
    return true;
}

// False: nothing was due, or there was no room for it.
bool InprocRelay::give(Passage& passage, Nanoseconds now)
{
    passage.blocked = false;
    if (passage.messages.empty() || passage.messages.front().due > now)
        return false;
    OnItsWay& message = passage.messages.front();
    if (!send(passage.to, message.frames)) {
        passage.blocked = true;
        return false;
    }
    passage.bytes -= message.bytes;
    passage.frames -= message.frames.size();
    passage.held.subtract(message.bytes);
    passage.messages.pop_front();
    return true;
}

// Whether there is something to do at once; puts `next` forward where only another look can tell. Descriptors tell of a
// change once, and every call may have taken note of it; but until its socket was asked, a descriptor tells of the same
// change without end, also where the answer is of no use. So both are asked in every round.
bool InprocRelay::mustGoOn(Nanoseconds now, Nanoseconds& next) const
{
    const int near = eventsOf(m_nearSocket), far = eventsOf(m_farSocket);
    bool again = false;
    for (const Passage& passage : m_passages) {
        const bool outward = &passage.from == &m_nearSocket;
        again = again || (!isFull(passage) && ((outward ? near : far) & ZMQ_POLLIN));
        if (!passage.blocked)
            continue;
        if (passage.to.get(zmq::sockopt::type) == ZMQ_XPUB) // says that it has room, whatever its subscribers have
            next = std::min(next, now + LooksAgainAfter);
        else
            again = again || ((outward ? far : near) & ZMQ_POLLOUT);
    }
    return again;
}

void InprocRelay::run()
{
    if (!m_nearSocket)
        return;
    const Nanoseconds now = EventLoop::now();
    Nanoseconds next = Nanoseconds::max();
    bool again = false;
    try {
        for (Passage& passage : m_passages) {
            bool moved = true;
            int count = 0;
            for (; moved && count < MostAtOnce; ++count) {
                const bool gave = give(passage, now);
                moved = (!isFull(passage) && take(passage, now)) || gave;
            }
            again = again || moved;
            if (!passage.messages.empty() && !passage.blocked)
                next = std::min(next, passage.messages.front().due);
        }
        again = mustGoOn(now, next) || again;
    } catch (const zmq::error_t&) {
        return; // the context ends
    }
    m_loop.wakeAt(*this, next);
    if (again)
        m_loop.makeReady(*this);
}

} // namespace zeroloom
