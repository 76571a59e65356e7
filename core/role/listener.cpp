// Hears beats that somebody else sends, and tells by their coming whether that one lives: the heartbeats of a hub, of
// which it takes nothing away.
#include "core/role/built_in_roles.h"
#include "core/role/heart_monitor.h"
#include "core/role/heart_parameters.h"

namespace zeroloom {
namespace {

class Listener final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override
    {
        m_monitor.configure(Parameters(listenerRole(), params), context);
    }
    Progress advance(RoleContext& context) override;
    Values figures() const override { return m_monitor.figures(); }
    HeartWatch* hearts() override { return &m_monitor.watch(); }

private:
    bool takeBeats(RoleSocket& socket, RoleContext& context);

    HeartMonitor m_monitor{BeatSide::Listens};
    Message m_beat;
};

Progress Listener::advance(RoleContext& context)
{
    Progress step;
    RoleSocket& socket = *context.sockets().front();
    m_monitor.begin(context);
    m_monitor.follow(socket.peerNode());
    m_monitor.judge(takeBeats(socket, context), context, step);
    return step;
}

bool Listener::takeBeats(RoleSocket& socket, RoleContext& context)
{
    for (std::size_t budget = socket.burst(); budget > 0; --budget) {
        if (!socket.receive(m_beat))
            return true;
        if (!m_monitor.followed().empty())
            m_monitor.heard(m_beat, context);
    }
    return false;
}

} // namespace

std::unique_ptr<RoleNode> makeListener() { return std::make_unique<Listener>(); }

const RoleInfo& listenerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "listener",
        .title = "Listener",
        .summary = "Hears the beats that somebody else publishes and tells whether they keep coming.",
        .slots = {{.name = "beats", .types = {Sub}, .minimum = 1, .maximum = 1, .subscribesToAll = true}},
        .parameters = heartRuleParameters("Time between two beats of whoever sends them."),
    };
    return Role;
}

} // namespace zeroloom
