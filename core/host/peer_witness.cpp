#include "core/host/peer_witness.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include "core/host/connection_addresses.h"

namespace zeroloom {

std::string PeerWitness::address(int descriptor)
{
    return descriptor < 0 ? std::string() : addressesOf(descriptor).remote;
}

HeartEvidence PeerWitness::evidence(const HeartPeer& peer)
{
    HeartEvidence evidence;
    if (peer.descriptor < 0 || peer.address.empty())
        return evidence;
    const PeerProcesses::Evidence process = m_processes.evidence(peer.address);
    evidence.process = process.process;
    evidence.waited = process.waited;
    // The descriptor may be another connection's by now.
    evidence.connectionClosed = address(peer.descriptor) != peer.address;
    int unread = 0;
    if (!evidence.connectionClosed && ioctl(peer.descriptor, SIOCINQ, &unread) == 0)
        evidence.answerWaits = unread > 0;
    return evidence;
}

} // namespace zeroloom
