// The account of one flow of messages: sent = received + queued + lost, with nothing left over. Plain value, one
// thread.
//
// A flow is one direction of a wire where it is known what was sent into the wire, or everything that a round-robin
// socket sends, over all its wires. What its sequence numbers prove to be missing is lost; the rest of what was sent
// and not received is queued. Four things cannot be seen in sequence numbers and are settled here:
// - Messages after the last one that arrived. They count as lost when nobody is connected who could still get them, or
//   when nothing has moved for a while though the receiver found nothing waiting and the kernel holds nothing.
// - Messages that a publisher dropped at the high-water mark while the receiver still works on older ones, so that no
//   later number has shown the gap yet. What exceeds everything that can hold messages on the way has been dropped.
// - Messages that a relay dropped on the way are known by their number: what sequence numbers or a silence prove to be
//   missing is theirs first.
// - Messages that went down with a sender that was started anew, or with the connection of a sender that binds, whose
//   queue ends with it. They count as lost in a reconnect until they come in after all.
#pragma once

#include <cstdint>

#include "core/observe/observation.h"

namespace zeroloom {

struct FlowCounts { // cumulative over all lives
    std::uint64_t sent = 0, received = 0;
    std::uint64_t gaps = 0, reconnect = 0, beforeFirst = 0;
    std::uint64_t senderLives = 1;
    std::uint64_t droppedAtLimit = 0; // sends that the sender knows to have been dropped
    std::uint64_t droppedByFault = 0; // by a relay on the way
    std::uint64_t unwanted = 0;       // sent while nobody asked for it, or some of it
};

// What decides what became of messages that are neither received nor proven missing.
struct FlowSituation {
    std::uint64_t timeNs = 0;
    bool drops = false;            // the sender drops at its high-water mark instead of waiting
    bool publishes = false;        // of those that drop: without a peer a message goes nowhere
    bool nobodyAsks = false;       // a publisher's peer does not want it now, or not all of it
    bool keepsUnconnected = false; // the sender's end connects, so its queue outlives a lost connection
    bool connected = false;        // the sender's end is
    std::uint64_t connects = 0, disconnects = 0;
    bool draining = false;      // the run ends: sources have stopped, so what does not move will not move any more
    bool receiverIdle = false;  // it just found nothing waiting
    bool kernelEmpty = true;    // tcp: no bytes under way
    bool sameClock = true;      // both ends were read at the same moment, by the same host
    std::uint64_t limit = 0;    // both high-water marks, in messages; 0: none
    std::uint64_t capacity = 0; // the limit and what the kernel can hold besides, in messages; 0: not known
};

class FlowLedger {
public:
    void update(const FlowCounts& counts, const FlowSituation& situation);

    std::uint64_t depth() const { return m_depth; }
    const LossCounts& lost() const { return m_lost; }
    // Whether the depth is an estimate: the two hosts of the ends were read at different moments, or a full queue that
    // drops may have dropped some of what is counted as queued.
    bool estimated() const { return m_estimated; }

private:
    enum class Cause { None, HighWaterMark, NoSubscriber, Reconnect, Unexplained };

    FlowCounts believed(FlowCounts counts) const;
    std::uint64_t remainder(FlowCounts& counts, const FlowSituation& situation);
    void endQueues(const FlowCounts& counts, const FlowSituation& situation);
    bool nobodyCanGetIt(const FlowSituation& situation) const;
    bool settled(const FlowCounts& counts, const FlowSituation& situation);
    void settleTail(const FlowCounts& counts, const FlowSituation& situation, std::uint64_t rest);
    // Drops that no later message has shown yet; taken out of m_depth.
    std::uint64_t takeHiddenDrops(const FlowCounts& counts, const FlowSituation& situation);
    // Taken out on the way, and not shown by a later message yet; taken out of m_depth.
    std::uint64_t takeHiddenFaults(const FlowCounts& counts);
    Cause causeOfTail(const FlowSituation& situation) const;
    void classify(FlowCounts counts, const FlowSituation& situation);

    FlowCounts m_last;
    std::uint64_t m_lastDisconnects = 0;
    std::uint64_t m_depth = 0;
    std::uint64_t m_lostWithSender = 0;     // queued in a sender that began a new life
    std::uint64_t m_lostWithConnection = 0; // queued for a connection that ended; until a later number proves it
    // Counted as missing by their numbers, and not missing.
    std::uint64_t m_notBefore = 0, m_notGaps = 0, m_notReconnect = 0;
    std::uint64_t m_tail = 0;         // after the last that arrived, and given up
    std::uint64_t m_provenAtTail = 0; // what sequence numbers had proven when the tail was given up
    Cause m_tailCause = Cause::None;
    std::uint64_t m_quietSince = 0, m_stillSince = 0;
    bool m_reachedLimit = false; // since something last arrived after a quiet time
    bool m_estimated = false;
    LossCounts m_lost;
};

} // namespace zeroloom
