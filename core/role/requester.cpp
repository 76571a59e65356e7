// Sends requests and waits for the replies; tries again when none comes in time (the guide's Lazy Pirate).
#include <map>

#include "core/role/built_in_roles.h"
#include "core/role/pace.h"
#include "core/role/parameters.h"
#include "core/role/relaxed_counter.h"
#include "core/role/role_node.h"
#include "core/role/shared_parameters.h"
#include "core/role/stamp.h"

namespace zeroloom {
namespace {

class Requester final : public RoleNode {
public:
    void configure(const Values& params, RoleContext& context) override;
    Progress advance(RoleContext& context) override;
    Values figures() const override;

private:
    struct Request {
        int tries = 1;
    };

    void takeReplies(RoleSocket& socket, RoleContext& context, Progress& step);
    void takeReply(Message& reply, RoleContext& context);
    void expire(RoleSocket& socket, RoleContext& context);
    bool resend(RoleSocket& socket);
    void start(RoleSocket& socket, RoleContext& context, Progress& step);
    bool finished() const { return m_count > 0 && m_requests.get() >= m_count && inFlight() == 0; }
    std::size_t inFlight() const { return m_outstanding.size() + m_unsent.size(); }

    SendPace m_pace;
    Nanoseconds m_timeout{};
    int m_retries = 0;
    std::size_t m_window = 1;
    std::uint64_t m_count = 0;
    bool m_held = false;
    // By the time of sending, which the stamp carries there and back, so that a reply finds its request.
    std::map<Nanoseconds, Request> m_outstanding;
    std::vector<Request> m_unsent; // to be sent again, when the socket is not mute
    Message m_reply;
    RelaxedCounter m_requests, m_replies, m_retried, m_abandoned, m_late, m_inFlight;
};

void Requester::configure(const Values& params, RoleContext& context)
{
    const Parameters parameters(requesterRole(), params);
    RoleSocket& socket = *context.sockets().front();
    const bool dealer = socket.type() == SocketType::Dealer;
    Payload payload;
    payload.size = static_cast<std::size_t>(parameters.integer("size"));
    payload.text = parameters.text("text");
    payload.delimiter = dealer;
    socket.setPayload(payload);
    m_pace.setRate(parameters.real("rate"), context.now());
    m_timeout = parameters.duration("timeout");
    m_retries = static_cast<int>(parameters.integer("retries"));
    m_window = dealer ? static_cast<std::size_t>(parameters.integer("window")) : 1;
    m_count = static_cast<std::uint64_t>(parameters.integer("count"));
}

Progress Requester::advance(RoleContext& context)
{
    Progress step;
    RoleSocket& socket = *context.sockets().front();
    expire(socket, context);
    start(socket, context, step);
    // Last, so that the host knows that this waits for a reply.
    takeReplies(socket, context, step);
    m_inFlight.set(inFlight());
    step.busy = inFlight() > 0;
    step.finished = finished();
    if (!m_outstanding.empty())
        step.wake(m_outstanding.begin()->first + m_timeout);
    return step;
}

void Requester::takeReplies(RoleSocket& socket, RoleContext& context, Progress& step)
{
    // A REQ may receive only after it sent.
    if (socket.type() == SocketType::Req && m_outstanding.empty())
        return;
    // With the window full and the timeout far, a reply is all that can come.
    const bool onlyWaits = inFlight() >= m_window && m_unsent.empty() && m_timeout >= std::chrono::milliseconds(100);
    const Patience patience = onlyWaits ? Patience::Brief : Patience::None;
    for (std::size_t budget = socket.burst(); budget > 0 && socket.receive(m_reply, patience); --budget) {
        takeReply(m_reply, context);
        step.again = true; // there is room for the next request
        if (socket.type() == SocketType::Req)
            return;
    }
}

void Requester::takeReply(Message& reply, RoleContext& context)
{
    // A reply without a stamp (small payloads, somebody else's content) is taken for the oldest request's.
    const auto stamp = readStamp(reply.payload().data(), reply.payload().size());
    const auto request = stamp && stamp->originTime != 0
                             ? m_outstanding.find(Nanoseconds(static_cast<std::int64_t>(stamp->originTime)))
                             : m_outstanding.begin();
    if (request == m_outstanding.end()) {
        m_late.add();
        return;
    }
    m_replies.add();
    context.recordRoundTrip(context.now() - request->first);
    m_outstanding.erase(request);
}

void Requester::expire(RoleSocket& socket, RoleContext& context)
{
    const Nanoseconds now = m_outstanding.empty() ? Nanoseconds(0) : context.now();
    while (!m_outstanding.empty() && m_outstanding.begin()->first + m_timeout <= now) {
        Request request = m_outstanding.begin()->second;
        m_outstanding.erase(m_outstanding.begin());
        // A REQ that waits in vain can send again only as a new socket.
        if (socket.type() == SocketType::Req)
            socket.reopen();
        if (request.tries > m_retries) {
            m_abandoned.add();
            context.warn("request-abandoned", "no reply after " + std::to_string(request.tries) +
                                                  (request.tries == 1 ? " try" : " tries") + " of " +
                                                  formatDuration(m_timeout) + " each");
            continue;
        }
        ++request.tries;
        m_unsent.push_back(request);
    }
    while (!m_unsent.empty() && resend(socket)) {
    }
}

bool Requester::resend(RoleSocket& socket)
{
    const GenerateResult result = socket.generate(1, true);
    if (result.sent == 0)
        return false;
    m_outstanding.emplace(result.time, m_unsent.back());
    m_unsent.pop_back();
    m_retried.add();
    return true;
}

void Requester::start(RoleSocket& socket, RoleContext& context, Progress& step)
{
    if (m_count > 0 && m_requests.get() >= m_count)
        return;
    const Nanoseconds now = m_pace.unlimited() ? Nanoseconds(0) : context.now();
    if (!context.mayStart() || !socket.isWired() || inFlight() >= m_window) {
        m_held |= !m_pace.unlimited() && m_pace.due(now) > 0;
        if (!m_held && !m_pace.unlimited())
            step.wake(m_pace.next(now));
        return;
    }
    if (m_held)
        m_pace.restart(now);
    m_held = false;
    for (std::size_t budget = std::min(m_pace.due(now), socket.burst()); budget > 0; --budget) {
        const GenerateResult result = socket.generate(1, true);
        if (result.sent == 0) {
            m_held = true;
            return;
        }
        m_outstanding.emplace(result.time, Request());
        m_requests.add();
        m_pace.take(1);
        if (inFlight() >= m_window || (m_count > 0 && m_requests.get() >= m_count))
            break;
    }
    if (inFlight() < m_window && m_pace.unlimited())
        step.again = true;
    else if (!m_pace.unlimited())
        step.wake(m_pace.next(now));
}

Values Requester::figures() const
{
    return {{"requests", m_requests.asSigned()},  {"replies", m_replies.asSigned()},
            {"retries", m_retried.asSigned()},    {"abandoned", m_abandoned.asSigned()},
            {"in_flight", m_inFlight.asSigned()}, {"late_replies", m_late.asSigned()}};
}

} // namespace

std::unique_ptr<RoleNode> makeRequester() { return std::make_unique<Requester>(); }

const RoleInfo& requesterRole()
{
    using enum SocketType;
    static const RoleInfo Role{
        .name = "requester",
        .title = "Requester",
        .summary = "Sends requests, waits for each reply, and tries again when none comes in time.",
        .slots = {{.name = "", .types = {Req, Dealer}, .minimum = 1, .maximum = 1}},
        .parameters = {rateParameter("Requests a second at most; 0: the next as soon as there is room."),
                       sizeParameter(),
                       countParameter("Requests to make; 0: endless."),
                       textParameter("Sent as the request in place of a stamped payload; a reply is then taken for "
                                     "the oldest request's, and loss and latency are not measured."),
                       {.name = "timeout",
                        .label = "Timeout",
                        .kind = ParameterKind::Duration,
                        .defaultValue = std::string("2500ms"),
                        .minimum = 0.001,
                        .maximum = LongestTime,
                        .unit = "",
                        .choices = {},
                        .live = true,
                        .help = "How long it waits for a reply before it tries again."},
                       {.name = "retries",
                        .label = "Retries",
                        .kind = ParameterKind::Integer,
                        .defaultValue = std::int64_t{3},
                        .minimum = 0,
                        .maximum = 1e6,
                        .unit = "",
                        .choices = {},
                        .live = true,
                        .help = "How often it tries again before it abandons a request."},
                       {.name = "window",
                        .label = "Window",
                        .kind = ParameterKind::Integer,
                        .defaultValue = std::int64_t{1},
                        .minimum = 1,
                        .maximum = 1e6,
                        .unit = "requests",
                        .choices = {},
                        .live = true,
                        .help = "Requests outstanding at a time; DEALER only."}},
    };
    return Role;
}

} // namespace zeroloom
