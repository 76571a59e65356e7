// Reads the records of all nodes into one batch. Owned by the runtime's thread.
#pragma once

#include <cstdint>
#include <optional>
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
    // What is needed of a connection after its socket's lock is given back. Thousands are copied ten times a second, so
    // the addresses, which take longest, only of those whose turn it is.
    struct TcpEnd {
        std::uint64_t openedNs = 0; // no two have the same
        int descriptor = -1;
        bool handshaken = false;
        WireRecordPtr wire;
        std::optional<ConnectionAddresses> addresses; // its turn to be asked
    };
    TcpEnd tcpEnd(const Connection& connection);
    const TcpFigures* askTcp(SocketRecord& socket, const TcpEnd& end);
    void sampleSending(SocketRecord& socket, SocketSample& sample);
    void noteMute(const SocketRecord& socket, std::uint64_t muteNs, std::uint64_t now);

    // The kernel is asked about so many connections in one batch; the others keep their last figures for a while.
    static constexpr std::size_t MostAsked = 256;

    EventLog& m_log;
    HeartSampler m_hearts;
    std::unordered_map<const SocketRecord*, MuteNote> m_mutes;
    std::unordered_map<std::uint64_t, TcpFigures> m_tcp; // by TcpEnd::openedNs
    std::size_t m_asked = 0;
    std::size_t m_firstAsked = 0;
    std::size_t m_connectionIndex = 0;
};

} // namespace zeroloom
