// Asks for work, does it, and asks again, until it is fired (the workers of the guide's rtreq and rtdealer).
#include "core/role/built_in_roles.h"
#include "core/role/pace.h"
#include "core/role/parameters.h"
#include "core/role/random_times.h"
#include "core/role/relaxed_counter.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

constexpr std::string_view AskText = "Hi Boss";
constexpr std::string_view EndText = "Fired!";

class AskingWorker final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override { return {{"tasks", m_tasks.asSigned()}}; }

private:
    enum class Stage { Free, Asks, Works, Fired };

    bool ask(RoleSocket& socket, RoleContext& context);
    void takeAnswer(RoleContext& context);

    Nanoseconds m_shortest{}, m_longest{};
    Nanoseconds m_until{}; // the end of the work
    Stage m_stage = Stage::Free;
    RandomTimes m_random;
    Message m_message;
    RelaxedCounter m_tasks;
};

void AskingWorker::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(askingWorkerRole(), params);
    const Nanoseconds longest = parameters.duration("longest");
    m_until = rescaled(m_until, context.now(), m_longest, longest);
    m_shortest = parameters.duration("shortest");
    m_longest = longest;
}

Progress AskingWorker::advance(RoleContext& context)
{
    Progress step;
    RoleSocket& socket = *context.sockets().front();
    if (m_stage == Stage::Works && context.now() >= m_until) {
        m_tasks.add();
        m_stage = Stage::Free;
    }
    if (m_stage == Stage::Free && ask(socket, context))
        m_stage = Stage::Asks;
    if (m_stage == Stage::Asks && socket.receive(m_message))
        takeAnswer(context);
    if (m_stage == Stage::Works)
        step.wake(m_until);
    step.finished = m_stage == Stage::Fired;
    return step;
}

bool AskingWorker::ask(RoleSocket& socket, RoleContext& context)
{
    if (!context.mayStart() || !socket.isWired())
        return false;
    m_message.clear();
    if (socket.type() == SocketType::Dealer)
        m_message.append().rebuild(); // as a REQ puts it there
    m_message.append().rebuild(AskText.data(), AskText.size());
    return socket.send(m_message) == SendOutcome::Sent;
}

void AskingWorker::takeAnswer(RoleContext& context)
{
    if (m_message.payload().to_string_view() == EndText) {
        m_stage = Stage::Fired;
        return;
    }
    m_until = context.now() + m_random.between(m_shortest, m_longest);
    m_stage = Stage::Works;
}

} // namespace

std::unique_ptr<RoleNode> makeAskingWorker() { return std::make_unique<AskingWorker>(); }

const RoleInfo& askingWorkerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "asking-worker",
        .title = "Asking worker",
        .summary = "Asks for work, does it, and asks again, until it is fired.",
        .slots = {{.name = "", .types = {Req, Dealer}, .minimum = 1, .maximum = 1}},
        .parameters = {timeParameter("shortest", "Shortest", "1ms", "The shortest time that its work takes."),
                       timeParameter("longest", "Longest", "500ms", "The longest time that its work takes.")},
    };
    return Role;
}

} // namespace zeroloom
