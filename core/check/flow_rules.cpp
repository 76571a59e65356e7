#include <algorithm>
#include <cmath>

#include "core/check/fix.h"
#include "core/check/flow.h"
#include "core/check/rules.h"
#include "core/zmq/option_catalogue.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

constexpr double FewMessages = 1e6; // so many may wait in memory without harm

std::int64_t highWaterMark(const Socket& socket, const char* option)
{
    return wholeOptionOf(socket, option).value_or(DefaultHighWaterMark);
}

// How fast a receiver is, in words: "takes 100 messages/s (work 10ms)".
std::string takesText(const Node& node)
{
    const auto work = node.params.find("work");
    return "takes " + rateText(Flow::capacity(node)) +
           (work == node.params.end() ? "" : " (work " + toText(work->second) + ")");
}

std::string sendsText(double rate) { return std::isinf(rate) ? "sends as fast as it can" : "sends " + rateText(rate); }

class FlowRules {
public:
    explicit FlowRules(CheckContext& context) : m_context(context), m_flow(context) {}

    void checkSender(const Node& node, const Socket& socket);
    void checkReceiver(const Node& node, const Socket& socket);

private:
    void checkPublisher(const Node& node, const Socket& socket, const WireFacts& wire);
    void reportUnlimited(const Node& node, const Socket& socket, const char* option, const std::string& why);
    double capacityBehind(const SocketRef& socket);

    CheckContext& m_context;
    Flow m_flow;
};

double FlowRules::capacityBehind(const SocketRef& socket)
{
    double sum = 0;
    for (const WireFacts* wire : m_context.wiresAt(socket))
        sum += Flow::capacity(wire->node(other(wire->endAt(socket))));
    return sum;
}

// So few messages that they all fit into what may wait.
bool endsBefore(const Node& node, double limit)
{
    const double count = numberParameter(node, "count");
    return count > 0 && count <= limit;
}

void FlowRules::checkPublisher(const Node& node, const Socket& socket, const WireFacts& wire)
{
    const WireEnd sender = wire.endAt(refOf(node, socket));
    const Node& receiver = wire.node(other(sender));
    const Socket& receiverSocket = wire.socket(other(sender));
    const double share = m_flow.share(wire, sender);
    const double capacity = Flow::capacity(receiver);
    if (share <= capacity || wholeOptionOf(socket, "XPUB_NODROP").value_or(0) != 0)
        return;
    const std::int64_t sendLimit = highWaterMark(socket, "SNDHWM");
    const std::int64_t receiveLimit = highWaterMark(receiverSocket, "RCVHWM");
    if (sendLimit <= 0 || receiveLimit <= 0)
        return; // it drops nothing, and memory grows: another rule's matter
    if (wholeOptionOf(socket, "CONFLATE").value_or(0) != 0 ||
        wholeOptionOf(receiverSocket, "CONFLATE").value_or(0) != 0)
        return; // the latest message only is what was asked for
    if (endsBefore(node, static_cast<double>(sendLimit + receiveLimit)))
        return;
    std::optional<Edit> edit;
    const double part = std::isinf(share) ? 1 : share / m_flow.sends(refOf(node, socket));
    const double rate = std::floor(capacity / part);
    if (node.role == "source" && rate >= 1)
        edit =
            fixNode(m_context.topology(), node, "Lower the rate of " + quoted(node.title()) + " to " + rateText(rate),
                    [&](Node& after) { after.params["rate"] = rate; });
    m_context.report("pub-drop-risk", placeOf(*wire.wire),
                     wireName(*wire.wire) + ": " + quoted(wire.ref(sender).text()) + " " + sendsText(share) + ", and " +
                         quoted(receiver.title()) + " " + takesText(receiver) +
                         ": once the queue is at its high-water mark, " + std::string(name(socket.type)) +
                         " drops what comes",
                     "send more slowly, work faster, or use PUSH and PULL, which wait", std::move(edit));
}

void FlowRules::reportUnlimited(const Node& node, const Socket& socket, const char* option, const std::string& why)
{
    const std::string socketName = quoted(refOf(node, socket).text());
    m_context.report("unlimited-queue", placeOf(node, socket),
                     socketName + ": " + option + " 0 is no limit, and " + why + ": the queue grows until memory ends",
                     "set a high-water mark, such as 1000",
                     fixSocket(m_context.topology(), node, socket,
                               std::string("Set ") + option + " of " + socketName + " to 1000",
                               [&](Socket& after) { after.options[option] = DefaultHighWaterMark; }));
}

void FlowRules::checkSender(const Node& node, const Socket& socket)
{
    const SocketRef ref = refOf(node, socket);
    const auto wires = m_context.wiresAt(ref);
    if (!info(socket.type).sends || wires.empty())
        return;
    const bool publisher = socket.type == SocketType::Pub || socket.type == SocketType::XPub;
    if (publisher) {
        for (const WireFacts* wire : wires)
            checkPublisher(node, socket, *wire);
    }
    if (highWaterMark(socket, "SNDHWM") != 0 || wholeOptionOf(socket, "CONFLATE").value_or(0) != 0 ||
        endsBefore(node, FewMessages))
        return;
    const double rate = m_flow.sends(ref);
    if (std::isinf(rate)) {
        reportUnlimited(node, socket, "SNDHWM", "it sends as fast as it can");
        return;
    }
    if (!publisher && rate > capacityBehind(ref)) {
        reportUnlimited(node, socket, "SNDHWM",
                        "it " + sendsText(rate) + " while its receivers take " + rateText(capacityBehind(ref)));
        return;
    }
    for (const WireFacts* wire : wires) {
        const WireEnd sender = wire->endAt(ref);
        const Node& receiver = wire->node(other(sender));
        if (publisher && m_flow.share(*wire, sender) > Flow::capacity(receiver)) {
            reportUnlimited(node, socket, "SNDHWM",
                            "it " + sendsText(m_flow.share(*wire, sender)) + " while " + quoted(receiver.title()) +
                                " " + takesText(receiver));
            return;
        }
    }
}

void FlowRules::checkReceiver(const Node& node, const Socket& socket)
{
    const SocketRef ref = refOf(node, socket);
    if (!info(socket.type).receives || highWaterMark(socket, "RCVHWM") != 0 ||
        wholeOptionOf(socket, "CONFLATE").value_or(0) != 0)
        return;
    double arriving = 0;
    for (const WireFacts* wire : m_context.wiresAt(ref)) {
        const WireEnd sender = other(wire->endAt(ref));
        if (!endsBefore(wire->node(sender), FewMessages))
            arriving += m_flow.share(*wire, sender);
    }
    if (arriving > Flow::capacity(node))
        reportUnlimited(node, socket, "RCVHWM", "it gets more than it can take: it " + takesText(node));
}

} // namespace

void checkFlow(CheckContext& context)
{
    FlowRules rules(context);
    for (const Node& node : context.topology().nodes) {
        for (const Socket& socket : node.sockets) {
            rules.checkSender(node, socket);
            rules.checkReceiver(node, socket);
        }
    }
}

} // namespace zeroloom
