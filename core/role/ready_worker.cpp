// Tells a load-balancing broker that it is free, and answers each request that it gets for that.
#include "core/role/built_in_roles.h"
#include "core/role/envelope.h"
#include "core/role/outbox.h"
#include "core/role/pace.h"
#include "core/role/parameters.h"
#include "core/role/relaxed_counter.h"
#include "core/role/role_node.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

class ReadyWorker final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override { return {{"requests", m_requests.asSigned()}}; }

private:
    bool sayReady(Progress& step);
    bool takeRequest(RoleContext& context);
    void writeText();

    Outbox m_broker;
    WorkPace m_pace;
    std::string m_ready, m_text;
    bool m_saidReady = false;
    bool m_worksOn = false; // what the outbox has is a request that is not answered yet
    RelaxedCounter m_requests;
};

void ReadyWorker::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(readyWorkerRole(), params);
    m_broker.setSocket(context.sockets().front());
    m_pace.setWork(parameters.duration("work"), context.now());
    m_ready = parameters.text("ready") == "01" ? "\x01" : "READY";
    m_text = parameters.text("text");
}

Progress ReadyWorker::advance(RoleContext& context)
{
    Progress step;
    if (!sayReady(step))
        return step;
    for (std::size_t budget = m_broker.socket()->burst(); budget > 0; --budget) {
        if (!m_broker.keeps() && !takeRequest(context)) {
            m_pace.rest();
            return step;
        }
        if (m_worksOn && !m_pace.instant() && !m_pace.isFree(context.now())) {
            step.busy = true;
            step.wake(m_pace.until());
            return step;
        }
        if (m_worksOn)
            writeText();
        if (!m_broker.send()) {
            m_pace.rest();
            step.busy = true;
            return step;
        }
    }
    step.again = true;
    return step;
}

bool ReadyWorker::sayReady(Progress& step)
{
    if (m_saidReady || !m_broker.socket()->isWired())
        return m_saidReady;
    Message& message = m_broker.message();
    if (message.empty()) {
        // A REQ puts the empty frame there itself.
        if (m_broker.socket()->type() == SocketType::Dealer)
            appendFrame(message, {});
        appendFrame(message, m_ready);
    }
    m_saidReady = m_broker.send();
    step.busy = !m_saidReady;
    return m_saidReady;
}

bool ReadyWorker::takeRequest(RoleContext& context)
{
    if (!m_broker.socket()->receive(m_broker.message()))
        return false;
    m_requests.add();
    m_worksOn = true;
    if (!m_pace.instant())
        m_pace.begin(context.now());
    return true;
}

// The envelope stays before the reply: by it the broker knows whom that is for.
void ReadyWorker::writeText()
{
    m_worksOn = false;
    if (!m_text.empty())
        m_broker.message().payload().rebuild(m_text.data(), m_text.size());
}

} // namespace

std::unique_ptr<RoleNode> makeReadyWorker() { return std::make_unique<ReadyWorker>(); }

const RoleInfo& readyWorkerRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "ready-worker",
        .title = "Ready worker",
        .summary = "Tells a load balancer that it is free, and answers each request that it gets.",
        .slots = {{.name = "broker", .types = {Req, Dealer}, .minimum = 1, .maximum = 1}},
        .parameters = {{.name = "ready",
                        .label = "Ready signal",
                        .kind = ParameterKind::Choice,
                        .defaultValue = std::string("READY"),
                        .minimum = 0,
                        .maximum = 0,
                        .unit = "",
                        .choices = {"READY", "01"},
                        .live = false,
                        .help = "What it says first, once: the word READY, or the byte 01."},
                       textParameter("What it replies; empty: the request's own content."),
                       workParameter("Time that it takes over each request; 0: answers at once.")},
    };
    return Role;
}

} // namespace zeroloom
