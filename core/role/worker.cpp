// Takes each message in, works on it, and passes it on, until it is told to end.
#include "core/role/built_in_roles.h"
#include "core/role/held_message.h"
#include "core/role/parameters.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

constexpr std::string_view ByMessage = "message";

class Worker final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;

private:
    void findSockets(RoleContext& context);

    RoleSocket* m_in = nullptr;
    RoleSocket* m_out = nullptr;
    RoleSocket* m_control = nullptr;
    HeldMessage m_task;
};

bool onlySends(SocketType type)
{
    return type == SocketType::Push || type == SocketType::Pub || type == SocketType::XPub;
}

// Whether the first of two that receive is the control: a SUB beside another type, or by its name.
bool isControl(const RoleSocket& first, const RoleSocket& second)
{
    if (first.type() != SocketType::Sub)
        return false;
    return second.type() != SocketType::Sub || first.id() == "control" || second.id() == "in";
}

void Worker::findSockets(RoleContext& context)
{
    m_in = m_out = m_control = nullptr;
    for (RoleSocket* socket : context.sockets()) {
        if (socket->id() == "out" || onlySends(socket->type()))
            m_out = socket;
        else if (!m_in)
            m_in = socket;
        else
            m_control = socket;
    }
    if (m_control && isControl(*m_in, *m_control))
        std::swap(m_in, m_control);
}

void Worker::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(workerRole(), params);
    findSockets(context);
    m_task.configure(parameters.duration("work"), context.now());
    m_task.setTiming(parameters.text("timing") == ByMessage ? WorkTiming::ByMessage : WorkTiming::Fixed);
}

Progress Worker::advance(RoleContext& context)
{
    Progress step;
    if (!m_in || !m_out)
        return step;
    // What comes back into a two-way socket, and an XPUB's subscriptions, must not pile up.
    const bool oneWay = m_out->type() == SocketType::Push || m_out->type() == SocketType::Pub;
    if (!oneWay)
        m_out->discard(m_out->burst());
    if (m_control && m_control->discard(m_control->burst()) > 0)
        m_task.close();
    m_task.advance(*m_in, *m_out, context, step, oneWay && !m_control ? Patience::Brief : Patience::None);
    step.finished = m_task.isDone();
    return step;
}

} // namespace

std::unique_ptr<RoleNode> makeWorker() { return std::make_unique<Worker>(); }

const RoleInfo& workerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "worker",
        .title = "Worker",
        .summary = "Takes each message in, works on it, and passes it on.",
        .slots = {{.name = "in", .types = {Pull, Sub, XSub, Dealer, Pair}, .minimum = 1, .maximum = 1},
                  {.name = "out", .types = {Push, Pub, XPub, Dealer, Pair}, .minimum = 1, .maximum = 1},
                  {.name = "control", .types = {Sub}, .minimum = 0, .maximum = 1, .subscribesToAll = true}},
        .parameters = {workParameter("Time that it takes over each message; 0: passes it on at once."),
                       {.name = "timing",
                        .label = "Timing",
                        .kind = ParameterKind::Choice,
                        .defaultValue = std::string("fixed"),
                        .minimum = 0,
                        .maximum = 0,
                        .unit = "",
                        .choices = {"fixed", ByMessage},
                        .live = true,
                        .help = "fixed: the work takes as long as said above; message: as many milliseconds as the "
                                "payload says, as a ventilator sends it."}},
    };
    return Role;
}

} // namespace zeroloom
