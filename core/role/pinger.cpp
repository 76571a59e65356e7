// Pings one echo server, such as the heartbeat port of a Jupyter kernel, and tells by its echo whether it lives.
#include "core/role/built_in_roles.h"
#include "core/role/heart_monitor.h"
#include "core/role/heart_parameters.h"

namespace zeroloom {
namespace {

constexpr Nanoseconds LookForPeerEvery = std::chrono::milliseconds(5);

class Pinger final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override { return m_monitor.figures(); }
    HeartWatch* hearts() override { return &m_monitor.watch(); }

private:
    void beat(RoleSocket& socket, RoleContext& context, Progress& step);
    bool isWorthWaiting(Nanoseconds now) const;
    void send(RoleSocket& socket, RoleContext& context);
    bool takeEchoes(RoleSocket& socket, RoleContext& context);

    HeartMonitor m_monitor{BeatSide::Sends};
    Nanoseconds m_period{0};
    bool m_waits = false;                  // REQ: it must hear the echo before it can send again
    std::optional<Nanoseconds> m_reopened; // REQ: and its new connection has not come up yet
    Message m_ping, m_echo;
};

void Pinger::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(pingerRole(), params);
    m_period = parameters.duration("period");
    m_monitor.configure(parameters, context);
}

Progress Pinger::advance(RoleContext& context)
{
    Progress step;
    RoleSocket& socket = *context.sockets().front();
    m_monitor.begin(context);
    m_monitor.follow(socket.peerNode());
    // First the echoes: with the last one taken, a REQ can send the next beat without being opened anew.
    const bool drained = takeEchoes(socket, context);
    if (m_monitor.isBeatDue() && socket.isWired())
        beat(socket, context, step);
    m_monitor.judge(drained, context, step);
    return step;
}

void Pinger::beat(RoleSocket& socket, RoleContext& context, Progress& step)
{
    // A REQ that waits in vain can send again only as a new socket.
    if (m_waits) {
        socket.reopen();
        m_waits = false;
        m_reopened = context.now();
    }
    const std::size_t peers = socket.connectedPeers();
    if (peers == 0 && isWorthWaiting(context.now())) {
        step.wake(context.now() + LookForPeerEvery);
        return;
    }
    m_reopened.reset();
    m_monitor.watch().setConnectedPeers(peers, context.now());
    // Pings that wait for somebody to come would all reach him at once, and none would say when he came.
    if (peers == 0) {
        m_monitor.beat();
        m_monitor.beatLost();
        return;
    }
    send(socket, context);
}

// A new connection takes a moment.
bool Pinger::isWorthWaiting(Nanoseconds now) const { return m_reopened && now - *m_reopened < m_period / 4; }

void Pinger::send(RoleSocket& socket, RoleContext& context)
{
    const std::string beat = m_monitor.beat();
    m_ping.clear();
    if (socket.type() == SocketType::Dealer)
        m_ping.append() = zmq::message_t(); // as a REQ puts it there, so that a REP understands
    m_ping.append() = zmq::message_t(beat.data(), beat.size());
    if (socket.send(m_ping) == SendOutcome::WouldBlock) {
        m_monitor.beatLost();
        return;
    }
    m_waits = socket.type() == SocketType::Req;
    m_monitor.beatSent(context.now());
}

bool Pinger::takeEchoes(RoleSocket& socket, RoleContext& context)
{
    // A REQ may receive only after it sent.
    if (socket.type() == SocketType::Req && !m_waits)
        return true;
    for (std::size_t budget = socket.burst(); budget > 0; --budget) {
        if (!socket.receive(m_echo))
            return true;
        m_waits = false;
        if (!m_monitor.followed().empty())
            m_monitor.echo(m_echo, context);
        if (socket.type() == SocketType::Req)
            return true;
    }
    return false;
}

} // namespace

std::unique_ptr<RoleNode> makePinger() { return std::make_unique<Pinger>(); }

const RoleInfo& pingerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "pinger",
        .title = "Pinger",
        .summary = "Pings an echo server, such as a Jupyter kernel's heartbeat port, and tells whether it lives.",
        .slots = {{.name = "ping", .types = {Dealer, Req}, .minimum = 1, .maximum = 1}},
        .parameters = heartRuleParameters("Time between two pings."),
    };
    return Role;
}

} // namespace zeroloom
