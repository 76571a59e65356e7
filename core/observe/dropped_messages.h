// Which messages a fault took out of their wire: the very ones, of those that were looked at.
//
// The relay of a wire counts what it takes out and does not say what it was; the taps tell what was sent and what
// arrived. A message is told to be dropped when nothing else is possible any more:
// - everything that was sent into the wire until the relay was read, and has not arrived, is as much as the relay took
//   out; or
// - a later one has come through the same wire, which keeps their order, and the relay took out as many as are missing.
// What is only late, in a queue or lost in another way is not told; where it is not sure, nothing is.
//
// Keeps the messages of the last seconds at the wires that drop, and a copy of the topology. Not to be copied; one thread.
#pragma once

#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "core/model/topology.h"
#include "core/observe/observation.h"
#include "core/observe/observed_wire.h"
#include "core/observe/observer.h"
#include "core/plan/plan.h"

namespace zeroloom {

struct DroppedMessage {
    ObservedMessage message; // as its sender had it
    WireId wire;
};

class DroppedMessages {
public:
    DroppedMessages();
    ~DroppedMessages();

    void setTopology(const Topology& topology);
    // What is done to the wires now.
    void setFaults(const std::map<WireId, WireFault>& faults);
    // All that the observer has since the last call, and what is known now. Returns those that are known since then to
    // have been dropped, in the order in which they were sent.
    std::vector<DroppedMessage> take(std::span<const ObservedMessage> messages, const Observation& now);
    // Another run.
    void clear();

private:
    static constexpr double Never = -std::numeric_limits<double>::infinity();

    // One direction of a wire that drops. Times are those of the messages, in seconds of the run.
    struct Way {
        ObservedWire facts;
        WireEnd sender = WireEnd::From;
        int settles = 2; // readings of the relay until what was sent before has passed it
        std::uint64_t connects = 0;
        // Taken out, as far as it is known of what. Never less than that: what is counted here is not looked for.
        std::uint64_t settled = 0;
        double passed = Never;        // what was sent until then is not looked for any more
        double unseen = Never;        // not all that was sent until then was seen; some of it may yet be dropped
        double orderBroken = Never;   // what was sent until then may be missing for another reason
        double needed = Never;        // what passed before is of no use any more
        struct Reading {
            double told = 0; // when the relay was read
            std::uint64_t dropped = 0;
        };
        std::optional<Reading> last;
        std::set<std::uint64_t> told; // numbers of messages that are known to be dropped

        const SocketRef& from() const { return facts.end(sender).socket; }
        const SocketRef& to() const { return facts.end(other(sender)).socket; }
        const HostId& relayHost() const { return facts.end(other(facts.bind)).host; }
    };
    struct Known; // of the topology
    struct Outcome;

    void follow(const ObservedWire& wire, WireEnd sender);
    void note(const ObservedMessage& message);
    void doubtAll(double seconds);
    bool mayPass(const Way& way, const MessageSample& sample) const;
    std::vector<const ObservedMessage*> messagesOf(const Way& way) const;
    Outcome outcomeOf(const Way& way, const Observation& now) const;
    void judge(Way& way, const Observation& now, std::vector<DroppedMessage>& dropped);
    bool goesBlind(Way& way, const Outcome& outcome, std::uint64_t count) const;
    void noteConnections(Way& way, const WireObservation& wire, double told);
    void judgePassed(Way& way, Outcome& outcome, std::uint64_t count) const;
    void judgeRest(Way& way, Outcome& outcome) const;
    static double neededSince(const Outcome& outcome);
    void forgetOld();

    std::unique_ptr<Known> m_known;
    std::map<WireId, WireFault> m_faults; // those that drop
    std::map<std::pair<WireId, WireEnd>, Way> m_ways;
    std::set<SocketRef> m_followed; // at wires that drop, and their peers
    std::vector<ObservedMessage> m_recent;
    std::uint64_t m_last = 0; // number of the newest message
};

} // namespace zeroloom
