// Reads the records of all nodes into one batch. Owned by the runtime's thread.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "core/host/event_log.h"
#include "core/host/heart_sampler.h"
#include "core/host/records.h"
#include "core/host/tcp_figures.h"

namespace zeroloom {

class Sampler {
public:
    Sampler(EventLog& log, PeerProcesses& processes) : m_log(log), m_hearts(log, processes) {}

    // Fills nodes, sockets and ends, and what HeartSampler does. What was received is read before what was sent, so
    // that a queue's depth, which is the difference, is never taken for less than none.
    void collect(const std::vector<NodeRecordPtr>& nodes, HostBatch& batch);

private:
    struct MuteNote {
        std::uint64_t sinceNs = 0, muteNs = 0; // when the window began
        bool told = false;
        bool seen = false;
    };

    NodeSample sampleNode(NodeRecord& node) const;
    void sampleEnds(SocketRecord& socket, std::vector<WireEndSample>& ends);
    const TcpFigures* askTcp(SocketRecord& socket, const Connection& connection);
    void sampleSending(SocketRecord& socket, SocketSample& sample);
    void noteMute(const SocketRecord& socket, std::uint64_t muteNs, std::uint64_t now);

    // The kernel is asked about so many connections in one batch; the others keep their last figures for a while.
    static constexpr std::size_t MostAsked = 256;

    EventLog& m_log;
    HeartSampler m_hearts;
    std::unordered_map<const SocketRecord*, MuteNote> m_mutes;
    std::unordered_map<std::string, TcpFigures> m_tcp; // by both addresses
    std::size_t m_asked = 0;
    std::size_t m_firstAsked = 0;
    std::size_t m_connectionIndex = 0;
};

} // namespace zeroloom
