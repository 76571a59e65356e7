#include "core/host/relay_connection.h"

#include <cerrno>

#include <sys/epoll.h>
#include <sys/socket.h>

#include "core/base/system_error.h"
#include "core/host/relay_address.h"

namespace zeroloom {
namespace {

constexpr Nanoseconds ConnectAgainAfter = std::chrono::milliseconds(100); // libzmq's RECONNECT_IVL
constexpr std::size_t ReadAtOnce = 256U << 10U;

bool isSubscriber(SocketType type) { return type == SocketType::Sub || type == SocketType::XSub; }

} // namespace

RelayConnection::RelayConnection(EventLoop& loop, RelayOwner& owner, WireRecord& wire, SocketType near,
                                 UniqueFd descriptor)
    : m_loop(loop), m_owner(owner), m_sides{Side(*this, Near), Side(*this, Far)},
      m_pipes{RelayPipe(isSubscriber(near), wire.relay.heldOut, wire.relay.droppedOut),
              RelayPipe(isSubscriber(wire.plan.peerType), wire.relay.heldIn, wire.relay.droppedIn)},
      m_random(std::random_device()())
{
    side(Near).descriptor = std::move(descriptor);
}

RelayConnection::~RelayConnection()
{
    close();
    m_loop.forget(*this);
}

void RelayConnection::begin() { connect(); }

// The socket stays connected to the relay meanwhile, as it would try again by itself without one.
void RelayConnection::connect()
{
    auto begun = beginConnection(m_owner.target());
    if (!begun) {
        m_owner.cannotReach(begun.error().message);
        m_loop.wakeAt(*this, EventLoop::now() + ConnectAgainAfter);
    } else {
        side(Far).descriptor = std::move(*begun);
    }
    watchWhatMatters();
}

void RelayConnection::connected()
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(side(Far).descriptor.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        watch(side(Far), 0);
        side(Far).descriptor.reset();
        m_owner.cannotReach("it does not reach " + m_owner.target().text() + ": " + systemErrorText(error));
        m_loop.wakeAt(*this, EventLoop::now() + ConnectAgainAfter);
    } else {
        m_connected = true;
        m_owner.reached();
    }
    watchWhatMatters();
}

void RelayConnection::run()
{
    if (m_over)
        return;
    if (!side(Far).descriptor)
        connect();
    else
        writeDue();
}

void RelayConnection::happened(Which which, std::uint32_t events)
{
    if (m_over)
        return;
    if (!m_connected) {
        if (which == Far)
            connected();
        else if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR))
            finish();
        return;
    }
    if (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        read(which);
    if (!m_over)
        writeDue();
}

void RelayConnection::read(Which which)
{
    Side& from = side(which);
    if (from.gone) { // only its end can still be told of: what goes to it goes nowhere
        finish();
        return;
    }
    static thread_local std::array<char, ReadAtOnce> bytes;
    const ssize_t count = ::recv(from.descriptor.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count > 0) {
        take(which, {bytes.data(), static_cast<std::size_t>(count)});
        return;
    }
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return;
    // What it said before is still on its way; what was to be said to it is not.
    from.gone = true;
    pipeFrom(which == Near ? Far : Near).clear();
}

void RelayConnection::take(Which which, std::string_view bytes)
{
    if (which == Far && m_farEnd.empty())
        m_farEnd = m_owner.peerSpoke(side(Far).descriptor.get());
    const double share = m_owner.fault().drop;
    const auto takes = [&] { return share > 0 && std::uniform_real_distribution<double>()(m_random) < share; };
    pipeFrom(which).add(bytes, takes, EventLoop::now() + m_owner.fault().delay);
    checkReadable();
}

// Both directions speak one protocol: where one of them cannot be read, neither can the other.
void RelayConnection::checkReadable()
{
    ZmtpSieve& out = pipeFrom(Near).sieve();
    ZmtpSieve& in = pipeFrom(Far).sieve();
    if (out.isOpaque() != in.isOpaque()) {
        out.giveUp();
        in.giveUp();
    }
    if (out.isOpaque() && m_owner.fault().drop > 0)
        m_owner.cannotDrop();
}

void RelayConnection::faultChanged() { checkReadable(); }

void RelayConnection::writeDue()
{
    const Nanoseconds now = EventLoop::now();
    const bool broken = (!side(Far).gone && !pipeFrom(Near).write(side(Far).descriptor.get(), now)) ||
                        (!side(Near).gone && !pipeFrom(Far).write(side(Near).descriptor.get(), now));
    // Once one has gone, all that is waited for is what it said last.
    const bool done = (side(Near).gone && pipeFrom(Near).isEmpty()) || (side(Far).gone && pipeFrom(Far).isEmpty());
    if (broken || done)
        finish();
    else
        watchWhatMatters();
}

void RelayConnection::watchWhatMatters()
{
    if (m_over)
        return;
    if (!m_connected) {
        watch(side(Near), EPOLLRDHUP);
        if (side(Far).descriptor)
            watch(side(Far), EPOLLOUT);
        return;
    }
    std::optional<Nanoseconds> due;
    const bool oneIsGone = side(Near).gone || side(Far).gone;
    for (const Which which : {Near, Far}) {
        const Which otherSide = which == Near ? Far : Near;
        std::uint32_t events = 0;
        if (!oneIsGone && !pipeFrom(which).isFull())
            events |= EPOLLIN;
        if (!side(which).gone && pipeFrom(otherSide).isBlocked())
            events |= EPOLLOUT;
        watch(side(which), events);
        if (const auto next = pipeFrom(which).nextDue(); next && (!due || *next < *due))
            due = next;
    }
    m_loop.wakeAt(*this, due.value_or(Nanoseconds::max()));
}

// Nothing is watched for no event: epoll tells of a broken connection whatever is asked for, again and again.
void RelayConnection::watch(Side& side, std::uint32_t events)
{
    if (side.watched == events)
        return;
    if (side.watched != 0)
        m_loop.unwatch(side.descriptor.get(), side);
    if (events != 0)
        m_loop.watch(side.descriptor.get(), side, events);
    side.watched = events;
}

void RelayConnection::finish()
{
    close();
    m_owner.ended(*this);
}

void RelayConnection::close()
{
    if (m_over)
        return;
    m_over = true;
    for (Side& one : m_sides) {
        watch(one, 0);
        one.descriptor.reset();
    }
    for (RelayPipe& pipe : m_pipes)
        pipe.clear();
    if (!m_farEnd.empty())
        m_owner.peerGone(m_farEnd);
}

} // namespace zeroloom
