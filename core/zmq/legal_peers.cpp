#include "core/zmq/legal_peers.h"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>

#include "core/zmq/library.h"

namespace zeroloom {

namespace {

using enum SocketType;

constexpr std::uint32_t bit(SocketType type) { return 1U << static_cast<unsigned>(type); }

constexpr std::uint32_t bits(std::initializer_list<SocketType> types)
{
    std::uint32_t all = 0;
    for (const SocketType type : types) {
        all |= bit(type);
    }
    return all;
}

// What Zeroloom knows of a type beside others: whom it may talk to, what could stand in its place, and where it stands
// in its pattern.
struct PeerRules {
    std::uint32_t peers;
    // What a person who chose this type may rather want beside an illegal peer; the first legal one is proposed.
    std::array<std::optional<SocketType>, 6> substitutes;
    int turn;      // 0 sends first by the pattern, 2 answers or only receives, 1 may do either
    int stability; // the higher end binds when both have as many peers
};

constexpr PeerRules rulesOf(SocketType type)
{
    switch (type) {
    case Req:
        return {bits({Rep, Router}), {Dealer, Push, Pull, Pub, Sub, Pair}, 0, 0};
    case Rep:
        return {bits({Req, Dealer}), {Dealer, Router, Push, Pull, Pub, Sub}, 2, 4};
    case Dealer:
        return {bits({Rep, Dealer, Router}), {Router, Push, Pull, Pub, Sub, Pair}, 1, 1};
    case Router:
        return {bits({Req, Dealer, Router}), {Dealer, Push, Pull, Pub, Sub, Pair}, 2, 5};
    case Pub:
        return {bits({Sub, XSub}), {Push, Dealer, Pair}, 0, 2};
    case XPub:
        return {bits({Sub, XSub}), {Push, Dealer, Pair}, 0, 4};
    case Sub:
        return {bits({Pub, XPub}), {Pull, Dealer, Pair}, 2, 1};
    case XSub:
        return {bits({Pub, XPub}), {Pull, Dealer, Pair}, 2, 3};
    case Push:
        return {bits({Pull}), {Pub, Dealer, Pair}, 0, 2};
    case Pull:
        return {bits({Push}), {Sub, Dealer, Pair}, 2, 1};
    case Pair:
        return {bits({Pair}), {Dealer, Rep, Push, Pull, Pub, Sub}, 1, 1};
    case Stream:
        return {bits({Stream}), {}, 1, 1};
    case Client:
        return {bits({Server}), {Dealer}, 0, 0};
    case Server:
        return {bits({Client}), {Router}, 2, 1};
    case Radio:
        return {bits({Dish}), {Pub}, 0, 1};
    case Dish:
        return {bits({Radio}), {Sub}, 2, 0};
    case Scatter:
        return {bits({Gather}), {Push}, 0, 1};
    case Gather:
        return {bits({Scatter}), {Pull}, 2, 0};
    case Channel:
        return {bits({Channel}), {Pair}, 1, 1};
    case Peer:
        return {bits({Peer}), {Router}, 1, 1};
    case Dgram:
        return {bits({Dgram}), {}, 1, 1};
    }
    return {};
}

std::string joinedNames(const std::vector<SocketType>& types)
{
    std::string text;
    for (std::size_t place = 0; place < types.size(); ++place) {
        if (place > 0) {
            text += place + 1 == types.size() ? " or " : ", ";
        }
        text += name(types[place]);
    }
    return text;
}

// What to put in the place of `type` so that it can talk to `peer`; none when nothing natural can.
std::optional<SocketType> substitute(SocketType type, SocketType peer)
{
    for (const auto candidate : rulesOf(type).substitutes) {
        if (candidate && canTalk(*candidate, peer)) {
            return candidate;
        }
    }
    return std::nullopt;
}

std::string whyNotDraft(SocketType draft)
{
    std::string text = std::string(name(draft)) + " is a draft socket type, and libzmq " + libzmqVersion() +
                       " here was built without drafts, so it would end the process: use ";
    const auto stable = rulesOf(draft).substitutes.front();
    return stable ? text + std::string(name(*stable)) + " instead" : text + "a stable type instead";
}

std::string whyNotStream(SocketType other)
{
    return "STREAM cannot talk to " + std::string(name(other)) +
           ": it speaks plain TCP with programs that do not use ZeroMQ; use " + joinedNames(legalPeers(other)) +
           " instead of STREAM";
}

} // namespace

bool canTalk(SocketType one, SocketType other) { return (rulesOf(one).peers & bit(other)) != 0; }

std::vector<SocketType> legalPeers(SocketType type)
{
    std::vector<SocketType> peers;
    for (const SocketTypeInfo& candidate : socketTypes()) {
        if (canTalk(type, candidate.type)) {
            peers.push_back(candidate.type);
        }
    }
    return peers;
}

std::string whyNot(SocketType from, SocketType to)
{
    for (const SocketType type : {from, to}) {
        if (isDraft(type) && !libzmqHas("draft")) {
            return whyNotDraft(type);
        }
    }
    if (canTalk(from, to)) {
        return {};
    }
    if (from == Stream || to == Stream) {
        return whyNotStream(from == Stream ? to : from);
    }
    const std::string fromName(name(from));
    std::string text = fromName + " cannot talk to " + std::string(name(to)) + ": connect " + fromName + " to " +
                       joinedNames(legalPeers(from));
    if (const auto other = substitute(from, to)) {
        text += ", or use " + std::string(name(*other));
    }
    return text;
}

bool sendsFirst(SocketType one, SocketType other) { return rulesOf(one).turn <= rulesOf(other).turn; }

bool bindsByDefault(SocketType one, int onePeers, SocketType other, int otherPeers)
{
    // The end with more wires is the one of which there are fewer.
    if (onePeers != otherPeers) {
        return onePeers > otherPeers;
    }
    return rulesOf(one).stability >= rulesOf(other).stability;
}

} // namespace zeroloom
