#include "core/zmq/socket_type.h"

#include <array>

namespace zeroloom {

namespace {

using enum MuteAction;

constexpr std::array<SocketTypeInfo, 21> Types{{
    {SocketType::Req, "REQ", Pattern::RequestReply, true, true, Blocks, true,
     "Sends a request, then waits for its reply, strictly in turn.",
     "Blocks until a peer can take the request; replies are not dropped.", "out: round-robin; in: the last peer only"},
    {SocketType::Rep, "REP", Pattern::RequestReply, true, true, Drops, true,
     "Receives a request, then sends the reply to whoever asked, strictly in turn.",
     "Never blocks: a reply to a peer that has left, or cannot take it, is dropped.",
     "out: back to the last requester; in: fair-queued"},
    {SocketType::Dealer, "DEALER", Pattern::RequestReply, true, true, Blocks, true,
     "Sends and receives freely, sharing messages out among its peers: an asynchronous REQ.",
     "Blocks until a peer can take the message; nothing is dropped.", "out: round-robin; in: fair-queued"},
    {SocketType::Router, "ROUTER", Pattern::RequestReply, true, true, Drops, true,
     "Knows each peer by its routing id and sends to the one that is named: an asynchronous REP.",
     "Drops messages for the peer whose queue is full, and for unknown peers; ROUTER_MANDATORY makes it report them.",
     "out: by routing id in the first frame; in: fair-queued"},
    {SocketType::Pub, "PUB", Pattern::PublishSubscribe, true, false, Drops, true,
     "Sends each message to every subscriber whose subscription matches its beginning.",
     "Drops messages for the subscriber whose queue is full; the others still get them.", "out: fan-out by prefix"},
    {SocketType::Sub, "SUB", Pattern::PublishSubscribe, false, true, CannotSend, true,
     "Receives the messages that begin with one of its subscriptions; with none, nothing.",
     "Cannot send. When its queue is full the publisher drops messages for it.", "in: fair-queued, filtered"},
    {SocketType::XPub, "XPUB", Pattern::PublishSubscribe, true, true, Drops, true,
     "A PUB that also receives its subscribers' subscriptions as messages.",
     "Drops messages for the subscriber whose queue is full; XPUB_NODROP makes it wait instead.",
     "out: fan-out by prefix; in: fair-queued"},
    {SocketType::XSub, "XSUB", Pattern::PublishSubscribe, true, true, Drops, true,
     "A SUB that subscribes by sending messages, so that a proxy can pass subscriptions on.",
     "Drops subscriptions for the publisher whose queue is full.", "out: to all publishers; in: fair-queued"},
    {SocketType::Push, "PUSH", Pattern::Pipeline, true, false, Blocks, true,
     "Shares messages out among its peers, each message to one of them.",
     "Blocks until a peer can take the message; nothing is dropped.", "out: round-robin"},
    {SocketType::Pull, "PULL", Pattern::Pipeline, false, true, CannotSend, true,
     "Collects messages from its peers, from each in its turn.",
     "Cannot send. When its queue is full the senders block.", "in: fair-queued"},
    {SocketType::Pair, "PAIR", Pattern::ExclusivePair, true, true, Blocks, false,
     "Talks to exactly one peer, both ways, as it likes.",
     "Blocks until its peer can take the message; nothing is dropped.", "out and in: the one peer"},
    {SocketType::Stream, "STREAM", Pattern::Raw, true, true, Blocks, true,
     "Speaks plain TCP with programs that do not use ZeroMQ.",
     "Blocks until the peer can take the bytes; nothing is dropped.",
     "out: by routing id in the first frame; in: fair-queued"},
    {SocketType::Client, "CLIENT", Pattern::Draft, true, true, Blocks, true,
     "Draft: a thread-safe DEALER for messages of one frame.", "Blocks until a peer can take the message.",
     "out: round-robin; in: fair-queued"},
    {SocketType::Server, "SERVER", Pattern::Draft, true, true, Blocks, true,
     "Draft: a thread-safe ROUTER for messages of one frame.", "Reports that the peer cannot take the message.",
     "out: by routing id; in: fair-queued"},
    {SocketType::Radio, "RADIO", Pattern::Draft, true, false, Drops, true,
     "Draft: sends each message to the DISH sockets that joined its group.",
     "Drops messages for the peer whose queue is full.", "out: fan-out by group"},
    {SocketType::Dish, "DISH", Pattern::Draft, false, true, CannotSend, true,
     "Draft: receives the messages of the groups that it joined.", "Cannot send.", "in: fair-queued, by group"},
    {SocketType::Scatter, "SCATTER", Pattern::Draft, true, false, Blocks, true,
     "Draft: a thread-safe PUSH for messages of one frame.", "Blocks until a peer can take the message.",
     "out: round-robin"},
    {SocketType::Gather, "GATHER", Pattern::Draft, false, true, CannotSend, true,
     "Draft: a thread-safe PULL for messages of one frame.", "Cannot send.", "in: fair-queued"},
    {SocketType::Channel, "CHANNEL", Pattern::Draft, true, true, Blocks, false,
     "Draft: a thread-safe PAIR for messages of one frame.", "Blocks until its peer can take the message.",
     "out and in: the one peer"},
    {SocketType::Peer, "PEER", Pattern::Draft, true, true, Blocks, true,
     "Draft: a thread-safe ROUTER that also learns the ids of the peers that it connects to.",
     "Reports that the peer cannot take the message.", "out: by routing id; in: fair-queued"},
    {SocketType::Dgram, "DGRAM", Pattern::Draft, true, true, Drops, true, "Draft: sends and receives UDP datagrams.",
     "Drops the message.", "out: by address in the first frame"},
}};

// Where each type stands in Types, by its libzmq value.
constexpr auto Places = [] {
    std::array<std::uint8_t, Types.size()> places{};
    for (std::size_t place = 0; place < Types.size(); ++place) {
        places[static_cast<std::size_t>(Types[place].type)] = static_cast<std::uint8_t>(place);
    }
    return places;
}();

} // namespace

std::span<const SocketTypeInfo> socketTypes() { return Types; }

const SocketTypeInfo& info(SocketType type) { return Types[Places[static_cast<std::size_t>(type)]]; }

bool isDraft(SocketType type) { return type > SocketType::Stream; }

std::string_view name(SocketType type) { return info(type).name; }

std::optional<SocketType> socketTypeByName(std::string_view name)
{
    for (const SocketTypeInfo& candidate : Types) {
        if (candidate.name == name) {
            return candidate.type;
        }
    }
    return std::nullopt;
}

std::string_view name(Pattern pattern)
{
    switch (pattern) {
    case Pattern::RequestReply:
        return "request-reply";
    case Pattern::PublishSubscribe:
        return "publish-subscribe";
    case Pattern::Pipeline:
        return "pipeline";
    case Pattern::ExclusivePair:
        return "exclusive pair";
    case Pattern::Raw:
        return "raw TCP";
    case Pattern::Draft:
        return "draft";
    }
    return "unknown";
}

} // namespace zeroloom
