// Publishes only when all its subscribers have said that they are there (the guide's syncpub).
#include "core/role/built_in_roles.h"
#include "core/role/paced_socket.h"
#include "core/role/parameters.h"
#include "core/role/relaxed_counter.h"
#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

constexpr std::string_view EndText = "END";

class SynchronisedPublisher final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    void answer();
    void publish(RoleContext& context, Progress& step);

    RoleSocket* m_publisher = nullptr;
    RoleSocket* m_sync = nullptr;
    std::uint64_t m_wanted = 0;
    PacedSender m_sender;
    Message m_request, m_end;
    bool m_ended = false;
    RelaxedCounter m_subscribers;
};

void SynchronisedPublisher::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(synchronisedPublisherRole(), params);
    m_publisher = m_sync = nullptr;
    for (RoleSocket* socket : context.sockets())
        (socket->type() == SocketType::Rep ? m_sync : m_publisher) = socket;
    m_wanted = static_cast<std::uint64_t>(parameters.integer("subscribers"));
    m_sender.configure(parameters.real("rate"), static_cast<std::uint64_t>(parameters.integer("count")), context.now());
    if (m_publisher)
        m_publisher->setPayload({.size = static_cast<std::size_t>(parameters.integer("size")),
                                 .text = parameters.text("text"),
                                 .topics = {}});
}

Progress SynchronisedPublisher::advance(RoleContext& context)
{
    Progress step;
    if (!m_publisher || !m_sync)
        return step;
    if (m_publisher->type() == SocketType::XPub)
        m_publisher->discard(m_publisher->burst()); // subscriptions must not pile up
    answer();
    if (m_subscribers.get() >= m_wanted)
        publish(context, step);
    step.finished = m_ended;
    return step;
}

// Who comes later is answered, too, so that nobody waits for ever; but it has missed something.
void SynchronisedPublisher::answer()
{
    for (std::size_t budget = m_sync->burst(); budget > 0; --budget) {
        if (m_request.empty()) {
            if (!m_sync->receive(m_request))
                return;
            m_request.clear();
            m_request.append().rebuild();
            m_subscribers.add();
        }
        if (m_sync->send(m_request) == SendOutcome::WouldBlock)
            return;
    }
}

void SynchronisedPublisher::publish(RoleContext& context, Progress& step)
{
    m_sender.advance(*m_publisher, context, step);
    if (!m_sender.finished() || m_ended)
        return;
    m_end.clear();
    m_end.append().rebuild(EndText.data(), EndText.size());
    m_ended = m_publisher->send(m_end) == SendOutcome::Sent;
}

Values SynchronisedPublisher::figures() const { return {{"subscribers", m_subscribers.asSigned()}}; }

} // namespace

std::unique_ptr<RoleNode> makeSynchronisedPublisher() { return std::make_unique<SynchronisedPublisher>(); }

const RoleInfo& synchronisedPublisherRole()
{
    using enum SocketType;
    static const RoleInfo Role = [] {
        ParameterInfo rate = rateParameter("Messages a second; 0: as fast as it can.");
        rate.defaultValue = 1000.0; // at full speed a thousand and END are more than a queue holds
        ParameterInfo count = countParameter("Messages to publish before END; 0: endless.");
        count.defaultValue = std::int64_t{1000};
        return RoleInfo{
            .name = "synchronised-publisher",
            .title = "Sync publisher",
            .summary = "Publishes once all its subscribers have asked to begin, and says END after the last message.",
            .slots = {{.name = "publisher", .types = {Pub, XPub}, .minimum = 1, .maximum = 1},
                      {.name = "sync", .types = {Rep}, .minimum = 1, .maximum = 1}},
            .parameters = {wholeParameter("subscribers", "Subscribers", 2, "subscribers",
                                          "How many must have asked before it begins."),
                           count, rate, sizeParameter(), textParameter()},
        };
    }();
    return Role;
}

} // namespace zeroloom
