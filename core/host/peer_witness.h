// What this machine knows of the other end of a connection when that owes an answer: is the connection closed, does an
// answer lie unread, how is the process that holds it. One for each node; used by its loop's thread.
#pragma once

#include "core/host/peer_processes.h"
#include "core/liveness/heart_witness.h"

namespace zeroloom {

class PeerWitness final : public HeartWitness {
public:
    // `processes` outlives it.
    explicit PeerWitness(PeerProcesses& processes) : m_processes(processes) {}

    std::string address(int descriptor) override;
    HeartEvidence evidence(const HeartPeer& peer) override;

private:
    PeerProcesses& m_processes;
};

} // namespace zeroloom
