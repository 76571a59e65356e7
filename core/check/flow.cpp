#include "core/check/flow.h"

#include <algorithm>
#include <cmath>

#include "core/base/duration.h"
#include "core/role/role_catalogue.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

// Beyond these nothing is known: neither role takes so many sockets, and a chain must not use up the stack.
constexpr std::size_t MostSockets = 16;
constexpr int MostHops = 200;

bool sendsToAll(SocketType type) { return type == SocketType::Pub || type == SocketType::XPub; }

bool matches(const std::string& topic, const std::vector<std::string>& subscriptions)
{
    return std::any_of(subscriptions.begin(), subscriptions.end(),
                       [&](const std::string& prefix) { return topic.starts_with(prefix); });
}

std::vector<std::string> topicsOf(const Node& node)
{
    for (const char* parameter : {"topics", "text"}) {
        const auto found = node.params.find(parameter);
        if (found == node.params.end())
            continue;
        if (const auto* list = std::get_if<TextList>(&found->second); list && !list->empty())
            return *list;
        if (const auto* text = std::get_if<std::string>(&found->second); text && !text->empty())
            return {*text};
    }
    return {};
}

// The part of what a publisher sends that a subscriber asked for. Of what a worker or a proxy passes on, the topics are
// not known.
double subscribedPart(const Node& sender, const Socket& receiver)
{
    if (receiver.type != SocketType::Sub || matches("", receiver.subscriptions))
        return 1;
    const std::vector<std::string> topics = sender.role == "source" ? topicsOf(sender) : std::vector<std::string>();
    if (topics.empty())
        return 0;
    const auto matching = std::count_if(
        topics.begin(), topics.end(), [&](const std::string& topic) { return matches(topic, receiver.subscriptions); });
    return static_cast<double>(matching) / static_cast<double>(topics.size());
}

double times(double rate, double part)
{
    return part == 0 ? 0 : rate * part; // infinity times nothing is nothing
}

} // namespace

double numberParameter(const Node& node, std::string_view parameter)
{
    const RoleInfo* role = roleByName(node.role);
    if (!role || !role->parameter(parameter))
        return 0;
    const Value value = parameterValue(*role, node.params, parameter);
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    return 0;
}

double Flow::capacity(const Node& node)
{
    const RoleInfo* role = roleByName(node.role);
    if (!role || !role->parameter("work"))
        return Unlimited;
    const Value value = parameterValue(*role, node.params, "work");
    const auto* text = std::get_if<std::string>(&value);
    const auto work = text ? parseDuration(*text) : Result<Nanoseconds>(Nanoseconds(0));
    if (!work || work->count() == 0)
        return Unlimited;
    return 1e9 / static_cast<double>(work->count());
}

double Flow::computed(const Node& node, const SocketRef& socket)
{
    if (node.role == "source" || node.role == "peer") {
        const double rate = numberParameter(node, "rate");
        return rate > 0 ? rate : Unlimited;
    }
    if ((node.role != "worker" && node.role != "proxy") || node.sockets.size() > MostSockets || m_hops >= MostHops)
        return 0;
    ++m_hops;
    double arriving = 0;
    for (const Socket& other : node.sockets) {
        if (other.id != socket.socket && info(other.type).receives)
            arriving += arrives(refOf(node, other));
    }
    --m_hops;
    return std::min(arriving, capacity(node));
}

double Flow::sends(const SocketRef& socket)
{
    // Nothing, while it is being computed: messages that run in a circle are nobody's source.
    const auto [known, fresh] = m_sends.emplace(socket, 0);
    if (!fresh)
        return known->second;
    const Node* node = m_context.index().node(socket.node);
    const Socket* self = m_context.index().socket(socket);
    const double rate = node && self && info(self->type).sends ? computed(*node, socket) : 0;
    m_sends[socket] = rate;
    return rate;
}

double Flow::share(const WireFacts& wire, WireEnd sender)
{
    const SocketType type = wire.socket(sender).type;
    const double rate = sends(wire.ref(sender));
    if (sendsToAll(type))
        return times(rate, subscribedPart(wire.node(sender), wire.socket(other(sender))));
    if (type == SocketType::Router)
        return 0; // chooses by routing id, which no role's numbers tell
    return rate / static_cast<double>(m_context.index().wiresAt(wire.ref(sender)).size());
}

double Flow::arrives(const SocketRef& socket)
{
    double sum = 0;
    for (const WireFacts* wire : m_context.wiresAt(socket))
        sum += share(*wire, other(wire->endAt(socket)));
    return sum;
}

std::string rateText(double rate)
{
    if (std::isinf(rate))
        return "as fast as it can";
    // Two figures are enough for an estimate below ten.
    const double rounded = rate < 10 ? std::round(rate * 10) / 10 : std::round(rate);
    std::string text = toText(Value(rounded));
    const std::size_t whole = std::min(text.find('.'), text.size());
    for (std::size_t i = whole; i > 3; i -= 3)
        text.insert(i - 3, 1, ',');
    return text + " messages/s";
}

} // namespace zeroloom
