// Passes messages between two sides, as zmq_proxy does but without spinning when one side cannot take more.
#include "core/role/built_in_roles.h"
#include "core/role/relaxed_counter.h"
#include "core/role/role_node.h"

namespace zeroloom {
namespace {

bool canSend(SocketType type) { return type != SocketType::Sub && type != SocketType::Pull; }
bool canReceive(SocketType type) { return type != SocketType::Pub && type != SocketType::Push; }

// One way through the proxy. Holds at most one message, which the far side could not take yet.
struct Lane {
    RoleSocket* from = nullptr;
    RoleSocket* to = nullptr;
    Message held;
    RelaxedCounter messages, bytes;
};

class Proxy final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    void advance(Lane& lane, Progress& step);
    void capture(Message& message);

    Lane m_forward, m_backward;
    RoleSocket* m_capture = nullptr;
    Message m_copy;
    RelaxedCounter m_notCaptured;
};

RoleSocket* socketNamed(std::string_view id, RoleContext& context)
{
    for (RoleSocket* socket : context.sockets()) {
        if (socket->id() == id)
            return socket;
    }
    return nullptr;
}

void Proxy::configure(const Values&, RoleContext& context)
{
    RoleSocket* frontend = socketNamed("frontend", context);
    RoleSocket* backend = socketNamed("backend", context);
    m_capture = socketNamed("capture", context);
    if (!frontend || !backend)
        return;
    m_forward.from = m_backward.to = frontend;
    m_forward.to = m_backward.from = backend;
}

Progress Proxy::advance(RoleContext&)
{
    Progress step;
    if (m_capture && canReceive(m_capture->type()))
        m_capture->discard(m_capture->burst());
    for (Lane* lane : {&m_forward, &m_backward}) {
        if (lane->from && canReceive(lane->from->type()) && canSend(lane->to->type()))
            advance(*lane, step);
    }
    return step;
}

void Proxy::advance(Lane& lane, Progress& step)
{
    for (std::size_t budget = lane.from->burst(); budget > 0; --budget) {
        if (lane.held.empty()) {
            if (!lane.from->receive(lane.held))
                return;
            capture(lane.held);
        }
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < lane.held.size(); ++i)
            bytes += lane.held.frame(i).size();
        if (lane.to->send(lane.held) == SendOutcome::WouldBlock) {
            step.busy = true;
            return;
        }
        lane.messages.add();
        lane.bytes.add(bytes);
    }
    step.again = true;
}

void Proxy::capture(Message& message)
{
    if (!m_capture)
        return;
    m_copy.copyFrom(message);
    if (m_capture->send(m_copy) == SendOutcome::WouldBlock)
        m_notCaptured.add();
}

Values Proxy::figures() const
{
    Values figures{{"forward_messages", m_forward.messages.asSigned()},
                   {"forward_bytes", m_forward.bytes.asSigned()},
                   {"backward_messages", m_backward.messages.asSigned()},
                   {"backward_bytes", m_backward.bytes.asSigned()}};
    if (m_notCaptured.get() > 0)
        figures["not_captured"] = m_notCaptured.asSigned();
    return figures;
}

} // namespace

std::unique_ptr<RoleNode> makeProxy() { return std::make_unique<Proxy>(); }

const RoleInfo& proxyRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "proxy",
        .title = "Proxy",
        .summary = "Passes messages between a frontend and a backend; a capture socket gets a copy of each.",
        .slots = {{.name = "frontend", .types = {Router, XSub, Sub, Pull, Dealer, Pair}, .minimum = 1, .maximum = 1},
                  {.name = "backend", .types = {Dealer, XPub, Pub, Push, Router, Pair}, .minimum = 1, .maximum = 1},
                  {.name = "capture", .types = {Pub, Push, Dealer, Pair}, .minimum = 0, .maximum = 1}},
        .parameters = {},
    };
    return Role;
}

} // namespace zeroloom
