#include "core/observe/dropped_messages.h"

#include <algorithm>
#include <utility>

#include "core/observe/message_pairing.h"

namespace zeroloom {
namespace {

// Before a fault and beside it, so that what is on its way when it begins is known.
constexpr double KeptSeconds = 3;
constexpr double FollowedSeconds = 30; // at a wire that drops: longer than anything is late
constexpr std::size_t MostKept = 10'000;
// Taps let more than these pass before they leave any out.
constexpr std::size_t SeenASecond = 20;

double toldBy(const Observation& now, const HostId& host)
{
    const auto found = now.hosts.find(host);
    return found == now.hosts.end() ? 0 : found->second.toldSeconds;
}

bool sameContent(const MessageSample& one, const MessageSample& other)
{
    return one.sizes == other.sizes && one.frames == other.frames && one.moreFrames == other.moreFrames;
}

} // namespace

struct DroppedMessages::Known {
    explicit Known(const Topology& given) : topology(given), index(topology), wires(observedWires(topology)) {}

    const Topology topology;
    const TopologyIndex index;
    const std::vector<ObservedWire> wires;
};

// What has become of what was sent one way.
struct DroppedMessages::Outcome {
    std::vector<MessagePassage> passages;
    std::vector<const ObservedMessage*> missing; // sent and not seen to arrive, oldest first
    double newest = Never;                       // when the newest one that has arrived was sent
    double relayTold = 0, senderTold = 0;
    std::size_t lately = 0; // sent in the last second
    std::vector<const ObservedMessage*> dropped;

    // Without a stamp, of two of the same content the pairing takes the older one for the one that arrived.
    bool isSureOf(const ObservedMessage& sent) const
    {
        return sent.message.hop != 0 || std::ranges::none_of(passages, [&](const MessagePassage& passage) {
            return passage.sent && passage.received && passage.received->seconds >= sent.seconds &&
                   passage.sent->seconds < sent.seconds && sameContent(passage.sent->message, sent.message);
        });
    }
};

DroppedMessages::DroppedMessages() = default;
DroppedMessages::~DroppedMessages() = default;

void DroppedMessages::setTopology(const Topology& topology)
{
    m_known = std::make_unique<Known>(topology);
    m_ways.clear();
    setFaults(std::exchange(m_faults, {}));
}

void DroppedMessages::setFaults(const std::map<WireId, WireFault>& faults)
{
    m_faults = faults;
    std::erase_if(m_faults, [](const auto& fault) { return fault.second.drop <= 0; });
    std::erase_if(m_ways, [this](const auto& way) { return !m_faults.contains(way.first.first); });
    m_followed.clear();
    if (m_faults.empty() || !m_known)
        return;
    for (const ObservedWire& wire : m_known->wires) {
        if (!m_faults.contains(wire.wire))
            continue;
        for (const WireEnd sender : {WireEnd::From, WireEnd::To}) {
            if (wire.carries(sender) && wire.from.ours && wire.to.ours)
                follow(wire, sender);
            m_followed.insert(wire.end(sender).socket);
            for (const Wire* beside : m_known->index.wiresAt(wire.end(sender).socket))
                m_followed.insert({beside->from, beside->to});
        }
    }
}

void DroppedMessages::follow(const ObservedWire& wire, WireEnd sender)
{
    const auto [way, isNew] = m_ways.try_emplace({wire.wire, sender});
    if (!isNew)
        return;
    way->second.facts = wire;
    way->second.sender = sender;
}

void DroppedMessages::clear()
{
    m_ways.clear();
    m_recent.clear();
    m_last = 0;
    setFaults(std::exchange(m_faults, {}));
}

void DroppedMessages::doubtAll(double seconds)
{
    for (auto& [key, way] : m_ways)
{
        way.unseen = std::max(way.unseen, seconds);
        way.orderBroken = std::max(way.orderBroken, seconds);
    }
}

void DroppedMessages::note(const ObservedMessage& message)
{
    if (m_last != 0 && message.number != m_last + 1)
        doubtAll(message.seconds);
    m_last = message.number;
    if (message.message.leftOut > 0) {
        for (auto& [key, way] : m_ways) {
            if (message.message.socket == way.from() && !message.message.received)
                way.unseen = std::max(way.unseen, message.seconds);
            if (message.message.socket == way.to() && message.message.received)
                way.orderBroken = std::max(way.orderBroken, message.seconds);
        }
    }
    m_recent.push_back(message);
}

// Whether it went this way, as far as that is known. Rather one too many than one too few: none is told to be dropped
// as long as there are more than the relay took out.
bool DroppedMessages::mayPass(const Way& way, const MessageSample& sample) const
{
    if (!sample.wire.empty())
        return sample.wire == way.facts.wire;
    const Socket* receiver = m_known->index.socket(way.to());
    if (receiver == nullptr || receiver->type != SocketType::Sub || sample.frames.empty() || sample.sizes.empty())
        return true;
    const std::string& kept = sample.frames.front();
    const bool isWhole = kept.size() >= sample.sizes.front();
    const bool matches =
        std::ranges::any_of(receiver->subscriptions, [&](const auto& prefix) { return kept.starts_with(prefix); });
    const bool mayMatch = !isWhole && std::ranges::any_of(receiver->subscriptions, [&](const auto& prefix) {
        return prefix.starts_with(kept);
    });
    return way.facts.end(way.sender).invertsMatching ? !matches : matches || mayMatch;
}

// What was sent and may have gone this way, and what arrived: of a publisher's through this wire, for it sends each of
// its wires a copy; of all others' wherever it did.
std::vector<const ObservedMessage*> DroppedMessages::messagesOf(const Way& way) const
{
    const bool copies = spreadOf(way.facts.end(way.sender).type) == Spread::Copies;
    std::set<SocketRef> receivers{way.to()};
    if (!copies) {
        for (const Wire* wire : m_known->index.wiresAt(way.from()))
            receivers.insert(wire->from == way.from() ? wire->to : wire->from);
    }
    std::vector<const ObservedMessage*> all;
    for (const ObservedMessage& one : m_recent) {
        const MessageSample& sample = one.message;
        const bool isSent = !sample.received && sample.socket == way.from() && !way.told.contains(one.number) &&
                            (!copies || mayPass(way, sample));
        if (isSent || (sample.received && receivers.contains(sample.socket)))
            all.push_back(&one);
    }
    return all;
}

// A message that went down with its connection was not dropped. A publisher's and a router's queue goes with it; what
// others still have they send again.
void DroppedMessages::noteConnections(Way& way, const WireObservation& wire, double told)
{
    const std::uint64_t connects = wire.from.connects + wire.to.connects;
    if (std::exchange(way.connects, connects) == connects)
        return;
    way.orderBroken = told;
    if (spreadOf(way.facts.end(way.sender).type) != Spread::Turns) {
        way.passed = told;
        way.settles = 2;
    }
}

// Those that a later one has overtaken will not come any more.
void DroppedMessages::judgePassed(Way& way, Outcome& outcome, std::uint64_t count) const
{
    const auto rest = std::ranges::find_if(
        outcome.missing, [&](const ObservedMessage* sent) { return sent->seconds >= outcome.newest; });
    const auto passed = static_cast<std::size_t>(rest - outcome.missing.begin());
    if (passed == 0)
        return;
    // Somebody who goes round several wires may have sent them into another.
    if (std::any_of(outcome.missing.begin(), rest, [&](const ObservedMessage* sent) {
            return sent->message.wire.empty() && spreadOf(way.facts.end(way.sender).type) == Spread::Turns;
        }))
        return;
    const ObservedEnd& sender = way.facts.end(way.sender);
    const bool waits = info(sender.type).mute != MuteAction::Drops && !way.facts.conflates();
    const bool farFromLimit = sender.sendLimit <= 0 || outcome.missing.size() < std::size_t(sender.sendLimit);
    const bool isSure = outcome.missing.front()->seconds > way.orderBroken &&
                        (waits || (farFromLimit && !way.facts.conflates())) && count >= way.settled + passed;
    if (isSure) {
        outcome.dropped.insert(outcome.dropped.end(), outcome.missing.begin(), rest);
        way.settled += passed;
    } else {
        way.settled = count;
    }
    way.passed = outcome.newest;
    outcome.missing.erase(outcome.missing.begin(), rest);
}

// Whether all that is missing is as much as was taken out, at a moment of which everything is known by now.
void DroppedMessages::judgeRest(Way& way, Outcome& outcome) const
{
    const auto end = std::ranges::find_if(outcome.missing, [&](const ObservedMessage* sent) {
        return sent->seconds > way.last->told;
    });
    const auto missing = static_cast<std::uint64_t>(end - outcome.missing.begin());
    const std::uint64_t owed = way.last->dropped - std::min(way.settled, way.last->dropped);
    if (owed == 0 || owed < missing)
        return;
    if (owed == missing)
        outcome.dropped.insert(outcome.dropped.end(), outcome.missing.begin(), end);
    way.settled += owed;
}

DroppedMessages::Outcome DroppedMessages::outcomeOf(const Way& way, const Observation& now) const
{
    const std::vector<const ObservedMessage*> messages = messagesOf(way);
    Outcome outcome;
    outcome.relayTold = toldBy(now, way.relayHost());
    outcome.senderTold = toldBy(now, way.facts.end(way.sender).host);
    outcome.passages = pairedMessages(messages, m_known->topology, m_known->index);
    std::set<std::uint64_t> arrived;
    for (const MessagePassage& passage : outcome.passages) {
        if (!passage.sent || !passage.received)
            continue;
        arrived.insert(passage.sent->number);
        if (passage.wire && passage.wire->id == way.facts.wire && passage.received->seconds <= outcome.relayTold)
            outcome.newest = std::max(outcome.newest, passage.sent->seconds);
    }
    for (const ObservedMessage* one : messages) {
        if (one->message.received)
            continue;
        outcome.lately += one->seconds > outcome.senderTold - 1 ? 1 : 0;
        if (one->seconds > way.passed && !arrived.contains(one->number) && mayPass(way, one->message))
            outcome.missing.push_back(one);
    }
    return outcome;
}

// Whether nothing can be said now, because something was sent that was not seen.
bool DroppedMessages::goesBlind(Way& way, const Outcome& outcome, std::uint64_t count) const
{
    if (outcome.lately > SeenASecond * m_known->index.wiresAt(way.from()).size())
        way.unseen = std::max(way.unseen, outcome.senderTold);
    if (way.settles == 0 && way.unseen == Never)
        return false;
    if (way.unseen != Never && outcome.newest > way.unseen) {
        way.unseen = Never;
        way.passed = outcome.newest;
    }
    way.settles = std::max(0, way.settles - 1);
    way.settled = count;
    way.last.reset();
    return true;
}

// The time since when messages are still needed: the oldest that is missing, and whatever passed while it did, with both
// its ends, so that none of these is taken for another.
double DroppedMessages::neededSince(const Outcome& outcome)
{
    double since = std::min(outcome.relayTold, outcome.senderTold) - KeptSeconds;
    if (!outcome.missing.empty())
        since = std::min(since, outcome.missing.front()->seconds);
    for (auto one = outcome.passages.rbegin(); one != outcome.passages.rend(); ++one) {
        if (one->sent && one->received && one->received->seconds >= since)
            since = std::min(since, one->sent->seconds);
    }
    return since;
}

void DroppedMessages::judge(Way& way, const Observation& now, std::vector<DroppedMessage>& dropped)
{
    const auto wire = now.wires.find(way.facts.wire);
    if (wire == now.wires.end())
        return;
    const std::uint64_t count =
        (way.sender == WireEnd::From ? wire->second.forward : wire->second.backward).droppedByFault;
    noteConnections(way, wire->second, toldBy(now, way.relayHost()));
    Outcome outcome = outcomeOf(way, now);
    if (goesBlind(way, outcome, count)) {
        way.needed = neededSince(outcome);
        return;
    }
    judgePassed(way, outcome, count);
    if (!way.last || outcome.senderTold > way.last->told) {
        if (way.last)
            judgeRest(way, outcome);
        way.last = Way::Reading{outcome.relayTold, count};
    }
    // It is about to be forgotten, and may still be dropped.
    if (!outcome.missing.empty() && outcome.missing.front()->seconds < outcome.senderTold - FollowedSeconds + 1)
        way.unseen = outcome.missing.front()->seconds;
    for (const ObservedMessage* one : outcome.dropped) {
        if (outcome.isSureOf(*one))
            dropped.push_back({*one, way.facts.wire});
        way.told.insert(one->number);
    }
    way.needed = neededSince(outcome);
}

std::vector<DroppedMessage> DroppedMessages::take(std::span<const ObservedMessage> messages, const Observation& now)
{
    for (const ObservedMessage& message : messages)
        note(message);
    std::vector<DroppedMessage> dropped;
    for (auto& [key, way] : m_ways)
        judge(way, now, dropped);
    forgetOld();
    std::ranges::stable_sort(dropped, {}, [](const DroppedMessage& one) { return one.message.seconds; });
    return dropped;
}

void DroppedMessages::forgetOld()
{
    if (m_recent.empty())
        return;
    const double newest = m_recent.back().seconds;
    const std::size_t surplus = m_recent.size() > MostKept ? m_recent.size() - MostKept : 0;
    if (surplus > 0)
        doubtAll(newest);
    double needed = newest - KeptSeconds;
    for (const auto& [key, way] : m_ways)
        needed = std::min(needed, way.needed);
    needed = std::max(needed, newest - FollowedSeconds);
    std::size_t place = 0;
    std::erase_if(m_recent, [&](const ObservedMessage& one) {
        const bool isFollowed = m_followed.contains(one.message.socket);
        const bool goes = place++ < surplus || one.seconds < (isFollowed ? needed : newest - KeptSeconds);
        if (!goes)
            return false;
        for (auto& [key, way] : m_ways) {
            // One that was known to be dropped, or has arrived, is not missed any more.
            if (!one.message.received && one.message.socket == way.from())
                way.told.erase(one.number);
        }
        return true;
    });
}

} // namespace zeroloom
