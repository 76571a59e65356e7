// Sends and receives on one socket, each side at its own pace.
#include <vector>

#include "core/role/built_in_roles.h"
#include "core/role/paced_socket.h"
#include "core/role/parameters.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

class Peer final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;

private:
    struct Sides {
        PacedSender sender;
        PacedReceiver receiver;
    };
    std::vector<Sides> m_sides; // one for each socket
};

void Peer::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(peerRole(), params);
    const Payload payload{
        .size = static_cast<std::size_t>(parameters.integer("size")), .text = parameters.text("text"), .topics = {}};
    const auto sockets = context.sockets();
    m_sides.resize(sockets.size());
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        sockets[i]->setPayload(payload);
        m_sides[i].sender.configure(parameters.real("rate"), static_cast<std::uint64_t>(parameters.integer("count")),
                                    context.now());
        m_sides[i].receiver.configure(parameters.duration("work"), context.now());
    }
}

Progress Peer::advance(RoleContext& context)
{
    Progress step;
    const auto sockets = context.sockets();
    // Receiving first: a ROUTER learns by it to whom it can send.
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        m_sides[i].receiver.advance(*sockets[i], context, step);
        m_sides[i].sender.advance(*sockets[i], context, step);
    }
    return step;
}

} // namespace

std::unique_ptr<RoleNode> makePeer() { return std::make_unique<Peer>(); }

const RoleInfo& peerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "peer",
        .title = "Peer",
        .summary = "Sends and receives on the same socket, each at its own pace.",
        .slots = {{.name = "", .types = {Pair, Dealer, Router}, .minimum = 1, .maximum = -1}},
        .parameters = {rateParameter("Messages a second that it sends; 0: as fast as it can."), sizeParameter(),
                       countParameter("Messages to send; 0: endless."), textParameter(),
                       workParameter("Time that it takes over each message received; 0: as fast as it can.")},
    };
    return Role;
}

} // namespace zeroloom
