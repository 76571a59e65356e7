#include "core/host/runtime.h"

#include <algorithm>
#include <map>
#include <thread>

#include <unistd.h>

#include "core/host/host_nodes.h"
#include "core/host/process_figures.h"
#include "core/host/sampler.h"
#include "core/zmq/library.h"

namespace zeroloom {
namespace {

// Sockets are counted against two limits that must stand before the first of them: descriptors of the process, and the
// context's own.
// Nodes want cores, too: on two of them a second I/O thread takes from the nodes more than it gives, and small messages
// over tcp and ipc lose a fifth of their speed (tests/bench).
int ioThreads() { return std::clamp(static_cast<int>(std::thread::hardware_concurrency()) / 2, 1, 2); }

zmq::context_t makeContext()
{
    raiseDescriptorLimit();
    zmq::context_t context(ioThreads());
    context.set(zmq::ctxopt::max_sockets, 65535);
    return context;
}

} // namespace

struct Runtime::Private {
    explicit Private(const RuntimeOptions& options)
        : context(makeContext()), monitor(context, log), nodes(services, options), sampler(log, processes),
          startedNs(EventLoop::now())
    {
    }

    // In this order, so that what libzmq still holds goes after the context.
    RetiredPools retiredPools;
    EventLog log;
    MessageLog messages;
    zmq::context_t context;
    Monitor monitor;
    IoProbes probes{context, log};
    PeerProcesses processes;
    WireRelays relays{context, monitor, log};
    SocketServices services{context, monitor, retiredPools, log, messages, probes, processes, relays};
    HostNodes nodes;
    Sampler sampler;
    std::uint64_t batches = 0;
    const Nanoseconds startedNs;
    std::map<SocketRef, std::uint64_t> lastTraffic; // for drained()
};

Runtime::Runtime(RuntimeOptions options) : d(std::make_unique<Private>(options))
{
    // Without its thread the monitors pile up unread; there is then not one thread left for the loops either, and
    // apply says so.
    static_cast<void>(d->monitor.start());
}

Runtime::~Runtime()
{
    d->nodes.closeAll();
    d->monitor.stop();
}

ApplyResult Runtime::apply(const HostPlan& desired, const ResolvedEndpoints& resolved)
{
    return d->nodes.apply(desired, resolved);
}

void Runtime::setPaused(bool paused)
{
    if (d->nodes.gate() != SourceGate::Stopped)
        d->nodes.setGate(paused ? SourceGate::Paused : SourceGate::Open);
}

void Runtime::stopSources()
{
    d->lastTraffic.clear();
    d->nodes.setGate(SourceGate::Stopped);
}

bool Runtime::drained()
{
    std::map<SocketRef, std::uint64_t> traffic;
    bool quiet = true;
    for (const NodeRecordPtr& node : d->nodes.records()) {
        quiet = quiet && !node->busy.load(std::memory_order_relaxed);
        for (const SocketRecordPtr& socket : node->sockets) {
            const std::uint64_t received = socket->received.get();
            traffic[socket->ref] = received + socket->sent.get();
            // A REQ looks for nothing but the reply that it waits for, and is busy until it has it.
            const bool receives =
                socket->type != SocketType::Pub && socket->type != SocketType::Push && socket->type != SocketType::Req;
            quiet = quiet && (!receives || socket->idle.load(std::memory_order_relaxed) || received == 0);
        }
    }
    const bool unchanged = traffic == d->lastTraffic;
    d->lastTraffic = std::move(traffic);
    return quiet && unchanged;
}

void Runtime::collect(HostBatch& batch)
{
    d->nodes.bringBackInprocPeers();
    const ProcessFigures process = processFigures();
    batch = HostBatch();
    batch.host = d->nodes.host();
    batch.number = ++d->batches;
    batch.timeNs = static_cast<std::uint64_t>(EventLoop::now().count());
    batch.processId = getpid();
    batch.startedNs = static_cast<std::uint64_t>(d->startedNs.count());
    batch.cpuNs = process.cpuNs;
    batch.residentBytes = process.residentBytes;
    batch.threads = process.threads;
    batch.complete = true;
    d->sampler.collect(d->nodes.records(), batch);
    batch.eventsLeftOut = d->log.take(batch.events);
    batch.messagesLeftOut = d->messages.take(batch.messages);
    batch.totals = d->monitor.totals();
    d->retiredPools.sweep();
}

} // namespace zeroloom
