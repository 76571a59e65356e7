// Sends beats to all who listen and judges them by their answers: the heartbeater's side of pyzmq's heartbeat example.
#include "core/role/built_in_roles.h"
#include "core/role/heart_monitor.h"
#include "core/role/heart_parameters.h"

namespace zeroloom {
namespace {

// Nothing is ever sent through the ROUTER: a heart of pyzmq's never reads it, and its proxy would spin for ever.
class Heartbeater final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override { return m_monitor.figures(); }
    HeartWatch* hearts() override { return &m_monitor.watch(); }

private:
    void sendBeat(RoleContext& context);
    bool takeAnswers(RoleContext& context);

    HeartMonitor m_monitor{BeatSide::Sends};
    RoleSocket* m_ping = nullptr;
    RoleSocket* m_pong = nullptr;
    Message m_beat, m_answer;
};

void Heartbeater::configure(const Values& params, RoleContext& context)
{
    for (RoleSocket* socket : context.sockets())
        (socket->type() == SocketType::Router ? m_pong : m_ping) = socket;
    m_monitor.configure(Parameters(heartbeaterRole(), params), context);
}

Progress Heartbeater::advance(RoleContext& context)
{
    Progress step;
    if (!m_ping || !m_pong)
        return step;
    m_monitor.begin(context);
    if (m_ping->type() == SocketType::XPub)
        m_ping->discard(m_ping->burst()); // subscriptions, which must not pile up
    if (m_monitor.isBeatDue())
        sendBeat(context);
    m_monitor.judge(takeAnswers(context), context, step);
    return step;
}

void Heartbeater::sendBeat(RoleContext& context)
{
    m_monitor.watch().setConnectedPeers(m_pong->connectedPeers(), context.now());
    const std::string beat = m_monitor.beat();
    m_beat.clear();
    m_beat.append() = zmq::message_t(beat.data(), beat.size());
    // A publisher blocks only where the person asked for it (XPUB_NODROP); then this beat has gone to nobody.
    if (m_ping->send(m_beat) == SendOutcome::WouldBlock)
        m_monitor.beatLost();
    else
        m_monitor.beatSent(context.now());
}

// Whether all that has come was taken.
bool Heartbeater::takeAnswers(RoleContext& context)
{
    for (std::size_t budget = m_pong->burst(); budget > 0; --budget) {
        if (!m_pong->receive(m_answer))
            return true;
        m_monitor.answer(m_answer, context);
    }
    return false;
}

} // namespace

std::unique_ptr<RoleNode> makeHeartbeater() { return std::make_unique<Heartbeater>(); }

const RoleInfo& heartbeaterRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "heartbeater",
        .title = "Heartbeater",
        .summary = "Sends beats to hearts and tells by their answers who is alive, late or lost.",
        .slots = {{.name = "ping", .types = {Pub, XPub}, .minimum = 1, .maximum = 1},
                  {.name = "pong", .types = {Router}, .minimum = 1, .maximum = 1}},
        .parameters = heartRuleParameters("Time between two beats."),
        .ownThread = true,
    };
    return Role;
}

} // namespace zeroloom
