// Sends messages of its own making, at a rate or as fast as it can.
#include <vector>

#include "core/role/built_in_roles.h"
#include "core/role/paced_socket.h"
#include "core/role/parameters.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

class Source final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;

private:
    std::vector<PacedSender> m_senders; // one for each socket
};

void Source::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(sourceRole(), params);
    Payload payload;
    payload.size = static_cast<std::size_t>(parameters.integer("size"));
    payload.text = parameters.text("text");
    payload.topics = parameters.list("topics");

    const auto sockets = context.sockets();
    m_senders.resize(sockets.size());
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        sockets[i]->setPayload(payload);
        m_senders[i].configure(parameters.real("rate"), static_cast<std::uint64_t>(parameters.integer("count")),
                               context.now());
    }
}

Progress Source::advance(RoleContext& context)
{
    Progress step;
    step.finished = true;
    const auto sockets = context.sockets();
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        // What comes back on a DEALER or PAIR, and an XPUB's subscriptions, must not pile up.
        if (sockets[i]->type() != SocketType::Push && sockets[i]->type() != SocketType::Pub)
            sockets[i]->discard(sockets[i]->burst());
        m_senders[i].advance(*sockets[i], context, step);
        step.finished &= m_senders[i].finished();
    }
    return step;
}

} // namespace

std::unique_ptr<RoleNode> makeSource() { return std::make_unique<Source>(); }

const RoleInfo& sourceRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "source",
        .title = "Source",
        .summary = "Sends messages of its own making, at a rate or as fast as it can.",
        .slots = {{.name = "", .types = {Push, Pub, XPub, Dealer, Pair}, .minimum = 1, .maximum = -1}},
        .parameters = {rateParameter("Messages a second through each socket; 0: as fast as it can."), sizeParameter(),
                       countParameter("Messages to send through each socket; 0: endless."), topicsParameter(),
                       textParameter()},
    };
    return Role;
}

} // namespace zeroloom
