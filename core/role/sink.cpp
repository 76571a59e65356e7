// Receives messages and takes its time over each.
#include <vector>

#include "core/role/built_in_roles.h"
#include "core/role/paced_socket.h"
#include "core/role/parameters.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

class Sink final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;

private:
    std::vector<PacedReceiver> m_receivers; // one for each socket
};

void Sink::configure(const Values& params, RoleContext& context)
{
    m_receivers.resize(context.sockets().size());
    for (PacedReceiver& receiver : m_receivers)
        receiver.configure(Parameters(sinkRole(), params).duration("work"), context.now());
}

Progress Sink::advance(RoleContext& context)
{
    Progress step;
    const auto sockets = context.sockets();
    const Patience patience = sockets.size() == 1 ? Patience::Brief : Patience::None;
    for (std::size_t i = 0; i < sockets.size(); ++i)
        m_receivers[i].advance(*sockets[i], context, step, patience);
    return step;
}

} // namespace

std::unique_ptr<RoleNode> makeSink() { return std::make_unique<Sink>(); }

const RoleInfo& sinkRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "sink",
        .title = "Sink",
        .summary = "Receives messages and takes its time over each.",
        .slots = {{.name = "", .types = {Pull, Sub, XSub, Dealer, Pair, Router}, .minimum = 1, .maximum = -1}},
        .parameters = {workParameter("Time that it takes over each message; 0: as fast as it can.")},
    };
    return Role;
}

} // namespace zeroloom
