// How an observed run keeps the accounts of its flows: what was sent, received, queued and lost on each wire.

#include <algorithm>

#include "core/observe/observed_run.h"
#include "core/observe/queue_split.h"

namespace zeroloom {

namespace {

using Count = Figure<std::uint64_t>;

constexpr std::uint64_t FrameHeader = 2;               // ZMTP: flags and length of a short frame
constexpr std::uint64_t LongFrameHeader = 9;           // of 256 bytes and more
constexpr std::uint64_t CodecBytes = 2 * 8192;         // libzmq reads and writes in batches of so much
constexpr std::uint64_t LocalSocketBytes = 2 * 212992; // Linux: net.core.wmem_default and rmem_default
constexpr std::uint64_t RelayQueues = 2;               // messages, of an inproc relay's own two sockets
constexpr std::uint64_t TcpBytes = 10U << 20U;         // Linux: the most of tcp_wmem and tcp_rmem, where nobody tells

bool isConnected(const EndRow& end) { return end.sample.state == ConnectionState::Connected; }

bool kernelEmpty(const EndRow& end)
{
    const WireEndSample& sample = end.sample;
    const bool tcpEmpty = sample.unsentBytes == 0 && sample.unackedBytes == 0 && sample.unreadBytes == 0;
    const bool relayEmpty = sample.relay.heldOut == 0 && sample.relay.heldIn == 0;
    return (!sample.hasTcp || tcpEmpty) && relayEmpty;
}

// Of what the sender sent. Only the connecting end has a relay.
std::uint64_t inRelay(const EndRow& sender, const EndRow& receiver)
{
    return sender.sample.relay.heldOut + receiver.sample.relay.heldIn;
}

std::uint64_t droppedByRelay(const EndRow& sender, const EndRow& receiver)
{
    return sender.relayDroppedOut.total() + receiver.relayDroppedIn.total();
}

// A relay in the wire's way has queues of its own, and holds what it delays; 0: nothing tells how many messages that is.
std::uint64_t inprocCapacity(std::uint64_t limit, std::uint64_t held, std::uint64_t payload)
{
    if (held == 0)
        return limit + RelayQueues;
    return payload == 0 ? 0 : limit + RelayQueues + 1 + held / payload;
}

// What a wire can hold at most: both queues, and what is between them. Messages of the average size so far.
std::uint64_t capacity(const ObservedWire& facts, std::uint64_t limit, const EndRow& sender, const EndRow& receiver)
{
    if (limit == 0)
        return 0;
    const FlowSample& flow = receiver.sample.flow;
    const std::uint64_t payload = flow.received > 0 ? flow.bytes / flow.received : 0;
    if (facts.inproc)
        return inprocCapacity(limit, inRelay(sender, receiver), payload);
    const std::uint64_t message = payload + FrameHeader;
    std::uint64_t bytes = LocalSocketBytes;
    if (sender.sample.hasTcp && receiver.sample.hasTcp)
        bytes = sender.sample.unsentBytes + sender.sample.unackedBytes + receiver.sample.unreadBytes;
    else if (facts.endpoint.starts_with("tcp:"))
        bytes = TcpBytes;
    bytes += inRelay(sender, receiver);
    return limit + (bytes + CodecBytes) / message;
}

// Messages that the kernel holds on the way from the sender, by their bytes and the average message so far; nullopt
// where it tells nothing, as over ipc.
std::optional<std::uint64_t> inKernel(const WireRow& wire, WireEnd sender)
{
    const WireEndSample& own = wire.end(sender).sample;
    const WireEndSample& peer = wire.end(other(sender)).sample;
    if (!own.hasTcp || !peer.hasTcp)
        return std::nullopt;
    const std::uint64_t bytes =
        own.unsentBytes + own.unackedBytes + peer.unreadBytes + inRelay(wire.end(sender), wire.end(other(sender)));
    if (bytes == 0 && kernelEmpty(wire.from) && kernelEmpty(wire.to))
        return 0;
    const SocketSample& socket = wire.socket(sender).sample;
    const std::uint64_t payload = peer.flow.received > 0 ? peer.flow.bytes / peer.flow.received
                                  : socket.sent > 0      ? socket.bytesSent / socket.sent
                                                         : 0;
    const std::uint64_t message = payload + (payload < 256 ? FrameHeader : LongFrameHeader);
    return std::max<std::uint64_t>(1, bytes / message);
}

// The part of a flow that is at each end, and between.
void place(const WireRow& wire, WireEnd sender, FlowObservation& shown)
{
    shown.queueOut = shown.inKernel = shown.queueIn = Count();
    if (!shown.depth.known())
        return;
    const auto limit = [](std::int64_t mark) { return static_cast<std::uint64_t>(std::max<std::int64_t>(0, mark)); };
    const DepthPlace placed = placeDepth(
        shown.depth.value, {limit(wire.facts.end(sender).sendLimit), limit(wire.facts.end(other(sender)).receiveLimit),
                            isConnected(wire.end(sender)), !wire.facts.inproc, inKernel(wire, sender)});
    const Quality quality = shown.depth.value == 0 ? shown.depth.quality : Quality::Estimated;
    shown.queueOut = {placed.out, quality};
    shown.queueIn = {placed.in, quality};
    if (shown.depth.value == 0)
        shown.inKernel = shown.depth;
    else if (placed.kernel)
        shown.inKernel = {*placed.kernel, wire.facts.inproc ? Quality::Exact : quality};
}

} // namespace

FlowSituation ObservedRun::situation(const WireRow& wire, WireEnd sender, std::uint64_t timeNs) const
{
    const EndRow& own = wire.end(sender);
    const EndRow& peer = wire.end(other(sender));
    FlowSituation now;
    now.timeNs = timeNs;
    // The queue to a REQ never fills: it waits for one reply at a time.
    const bool fills = wire.facts.end(other(sender)).type != SocketType::Req;
    now.drops = (fills && info(wire.facts.end(sender).type).mute == MuteAction::Drops) || wire.facts.conflates();
    now.publishes = spreadOf(wire.facts.end(sender).type) == Spread::Copies;
    now.nobodyAsks = wire.flow(sender).unwantedNow;
    now.keepsUnconnected = wire.facts.bind != sender;
    // A connection has two ends. The binding one may not know yet through which of its wires somebody came.
    now.connected = isConnected(own) || isConnected(peer);
    now.connects = std::max(own.connects.total(), peer.connects.total());
    now.disconnects = std::max(own.disconnects.total(), peer.disconnects.total());
    const auto host = hosts.find(wire.facts.end(other(sender)).host);
    now.draining = host != hosts.end() && host->second.report.state == HostState::Draining;
    const bool stands = host != hosts.end() && host->second.report.frozen;
    now.receiverIdle = wire.socket(other(sender)).sample.idle && !stands;
    now.kernelEmpty = kernelEmpty(own) && kernelEmpty(peer);
    now.sameClock = wire.facts.end(sender).host == wire.facts.end(other(sender)).host;
    now.limit = wire.facts.limit(sender);
    now.capacity = capacity(wire.facts, now.limit, own, peer);
    return now;
}

// What went into this wire, where its sender knows it.
void ObservedRun::takeSent(WireRow& wire, WireEnd sender)
{
    FlowRow& flow = wire.flow(sender);
    const EndRow& own = wire.end(sender);
    const SocketRow& row = wire.socket(sender);
    const Spread spread = spreadOf(wire.facts.end(sender).type);
    if (!own.known || !row.known() || spread == Spread::Nothing || spread == Spread::Turns)
        return;
    const bool byWire = own.sample.sent >= 0;
    if (!byWire && !(spread == Spread::Copies && wire.facts.takesAll(other(sender))))
        return;
    if (!flow.sentBase) {
        // A wire that is as old as its socket missed nothing; a later one has no part in what was sent before it.
        const bool asOldAsSocket = row.firstSeenNs == hosts[row.host].timeNs || row.sample.sent == 0;
        flow.sentBase =
            asOldAsSocket ? 0 : row.sample.sent - (byWire ? static_cast<std::uint64_t>(own.sample.sent) : 0);
        if (spread == Spread::Copies)
            flow.receiver.forgive(*flow.sentBase);
    }
    const bool newLife = row.lives != flow.senderLives;
    if (newLife) {
        flow.senderLives = row.lives;
        flow.sentBase = 0;
        flow.receiver.senderBeganAnew();
    }
    const std::uint64_t sent = byWire ? static_cast<std::uint64_t>(own.sample.sent) : row.sample.sent - *flow.sentBase;
    const std::uint64_t before = flow.sent.total();
    flow.sent.add(sent, newLife);
    flow.sentKnown = true;
    if (!byWire)
        takeUnwanted(wire, sender, flow.sent.total() - before);
}

// Of `sent` messages since the last look, what nobody asked for: those behind a proxy come and go, and with them what
// it asks for.
void ObservedRun::takeUnwanted(WireRow& wire, WireEnd sender, std::uint64_t sent)
{
    FlowRow& flow = wire.flow(sender);
    const auto isUp = [&](const WireId& id) {
        const auto found = wires.find(id);
        return found != wires.end() && (isConnected(found->second.from) || isConnected(found->second.to));
    };
    const bool takesAll = wire.facts.takesAll(other(sender), isUp);
    flow.wanted = flow.wanted || takesAll;
    const bool unwanted = flow.wanted && !takesAll;
    if (unwanted || flow.unwantedNow)
        flow.unwanted += sent;
    flow.unwantedNow = unwanted;
}

// A session starts its hosts on its own machine; one that it does not hear of may run anywhere.
bool ObservedRun::runsHere(const ObservedEnd& end) const
{
    const auto host = hosts.find(end.host);
    return end.ours && host != hosts.end() && host->second.timeNs != 0;
}

void ObservedRun::updateFlow(WireRow& wire, WireEnd sender, std::uint64_t timeNs)
{
    FlowRow& flow = wire.flow(sender);
    if (!wire.facts.carries(sender)) {
        flow.shown.sent = flow.shown.received = flow.shown.depth = Count::exact(0);
        flow.shown.lost = Figure<LossCounts>::exact({});
        flow.shown.queueOut = flow.shown.inKernel = flow.shown.queueIn = Count::exact(0);
        return;
    }
    EndRow& receiver = wire.end(other(sender));
    flow.shown.droppedByFault = droppedByRelay(wire.end(sender), receiver);
    if (receiver.known && receiver.fresh) {
        flow.receiver.add(receiver.sample.flow, receiver.newLife);
        flow.received = true;
    }
    takeSent(wire, sender);
    const bool told = receiver.sample.flow.attributed || wire.socket(other(sender)).wires.size() == 1;
    flow.shown.received =
        flow.received ? Count{flow.receiver.received(), told ? Quality::Exact : Quality::Estimated} : Count();
    if (spreadOf(wire.facts.end(sender).type) != Spread::Turns)
        balance(wire, sender, timeNs);
}

// The account of a wire of which its sender knows what went in.
void ObservedRun::balance(WireRow& wire, WireEnd sender, std::uint64_t timeNs)
{
    FlowRow& flow = wire.flow(sender);
    flow.shown.sent = flow.sentKnown ? Count::exact(flow.sent.total()) : Count();
    const bool told = flow.shown.received.quality == Quality::Exact;
    if (!flow.sentKnown || !flow.received || !told) {
        flow.shown.depth = Count();
        flow.shown.lost = {};
        place(wire, sender, flow.shown);
        return;
    }
    const SocketRow& socket = wire.socket(sender);
    FlowCounts counts{flow.sent.total(),
                      flow.receiver.received(),
                      flow.receiver.gaps(),
                      flow.receiver.reconnect(),
                      flow.receiver.beforeFirst(),
                      flow.senderLives,
                      0,
                      droppedByRelay(wire.end(sender), wire.end(other(sender))),
                      flow.unwanted};
    if (socket.wires.size() == 1)
        counts.droppedAtLimit = socket.dropped.total();
    const FlowSituation now = situation(wire, sender, timeNs);
    flow.ledger.update(counts, now);
    const Quality quality = flow.ledger.estimated() ? Quality::Estimated : Quality::Exact;
    // Numbers do not tell which of the missing ones nobody asked for.
    const bool dividesByGuess = flow.unwanted > 0 && flow.ledger.lost().total() > 0;
    flow.shown.lost = {flow.ledger.lost(), dividesByGuess ? Quality::Estimated : quality};
    flow.shown.depth = {flow.ledger.depth(), quality};
    place(wire, sender, flow.shown);
}

// Adds one wire of a round-robin socket to the account of all of them.
void ObservedRun::addToTurns(Turns& turns, SocketRow& socket, WireRow& wire, WireEnd sender, std::uint64_t timeNs) const
{
    FlowRow& flow = wire.flow(sender);
    const FlowSituation now = situation(wire, sender, timeNs);
    // A binding sender's queue ends with the connection. The account of all wires cannot see which one it was.
    if (socket.shared && now.disconnects > flow.disconnectsSeen && !now.keepsUnconnected)
        socket.goneWires.reconnect += flow.shown.depth.value;
    flow.disconnectsSeen = now.disconnects;
    FlowSituation& all = turns.situation;
    turns.known = turns.known && flow.received && flow.shown.received.quality == Quality::Exact;
    turns.counts.received += flow.receiver.received();
    turns.counts.droppedByFault += droppedByRelay(wire.end(sender), wire.end(other(sender)));
    all.keepsUnconnected = all.keepsUnconnected || now.keepsUnconnected;
    all.connected = all.connected || now.connected;
    all.connects += now.connects;
    all.disconnects += now.disconnects;
    all.drops = all.drops || now.drops;
    all.draining = all.draining || now.draining;
    all.receiverIdle = all.receiverIdle && now.receiverIdle;
    all.kernelEmpty = all.kernelEmpty && now.kernelEmpty;
    all.sameClock = all.sameClock && now.sameClock;
    all.limit += now.limit;
    turns.unlimited = turns.unlimited || now.limit == 0;
    const std::uint64_t last = flow.receiver.lastSequence();
    const bool nothing =
        (now.receiverIdle && now.kernelEmpty && now.sameClock) || (!now.connected && !now.keepsUnconnected);
    turns.shares.push_back({socket.sample.sent - std::min(last, socket.sample.sent), now.limit, nothing});
    turns.looks.push_back({flow.receiver.received(), now.limit, now.connected || now.keepsUnconnected, nothing});
    const FlowSample& sampled = wire.end(other(sender)).sample.flow;
    turns.numbered = turns.numbered && (sampled.stamped > 0 || sampled.received == 0);
    turns.members.emplace_back(&wire, sender);
}

// The account of a round-robin socket over all its wires, and what it says of each.
void ObservedRun::balanceTurns(SocketRow& socket, std::uint64_t timeNs)
{
    Turns turns;
    turns.counts.sent = socket.sent.total();
    turns.counts.senderLives = socket.lives;
    turns.situation.timeNs = timeNs;
    turns.situation.receiverIdle = true;
    for (const WireAt& at : socket.wires) {
        if (at.wire->facts.carries(at.end))
            addToTurns(turns, socket, *at.wire, at.end, timeNs);
    }
    turns.counts.received += socket.goneWires.received;
    turns.counts.reconnect = socket.goneWires.reconnect;
    if (turns.unlimited)
        turns.situation.limit = 0;
    if (socket.shared) // done by wire, above
        turns.situation.keepsUnconnected = true;
    socket.shared = socket.shared || turns.members.size() > 1;
    if (turns.members.size() == 1 && !socket.shared) {
        // Only a wire that is alone gets every number, so only there a gap is a loss.
        const ReceiverTrack& only = turns.members.front().first->flow(turns.members.front().second).receiver;
        turns.counts.gaps = only.gaps();
        turns.counts.reconnect = only.reconnect();
        turns.counts.beforeFirst = only.beforeFirst();
    }
    socket.turnsDepth = Count();
    if (turns.known) {
        socket.turns.update(turns.counts, turns.situation);
        // A lost connection of one wire among several leaves no gap that could be told from the others' turns.
        const bool exact = !socket.turns.estimated() && !(socket.shared && turns.situation.disconnects > 0);
        socket.turnsDepth = {socket.turns.depth(), exact ? Quality::Exact : Quality::Estimated};
    }
    if (!turns.numbered && turns.known) {
        socket.guess.look(turns.counts.sent, socket.turnsDepth.value, turns.looks);
        for (std::size_t i = 0; i < turns.shares.size(); ++i)
            turns.shares[i].likely = socket.guess.likely(i);
    }
    shareOut(turns, socket);
}

// What the account of a round-robin socket says of each of its wires.
void ObservedRun::shareOut(const Turns& turns, const SocketRow& socket)
{
    const bool alone = turns.members.size() == 1 && !socket.shared;
    const Count& depth = socket.turnsDepth;
    const std::vector<Count> parts = divideTurns(depth.value, depth.quality == Quality::Exact, turns.shares);
    for (std::size_t i = 0; i < turns.members.size(); ++i) {
        const auto& [wire, sender] = turns.members[i];
        FlowRow& flow = wire->flow(sender);
        flow.shown.depth = !depth.known()                        ? Count()
                           : depth.quality == Quality::Estimated ? Count::estimated(parts[i].value)
                                                                 : parts[i];
        // Which of several wires lost a message is not known; that none did is.
        const bool told = turns.members.size() == 1 || socket.turns.lost().total() == 0;
        flow.shown.lost =
            depth.known() && told ? Figure<LossCounts>{socket.turns.lost(), depth.quality} : Figure<LossCounts>();
        if (alone)
            flow.shown.sent = Count::exact(turns.counts.sent);
        else
            flow.shown.sent =
                depth.known() ? Count{flow.receiver.received() + parts[i].value, flow.shown.depth.quality} : Count();
        place(*wire, sender, flow.shown);
    }
}

void ObservedRun::updateFlows(std::uint64_t timeNs)
{
    for (auto& [id, wire] : wires) {
        wire.oneClock = runsHere(wire.facts.from) && runsHere(wire.facts.to);
        updateFlow(wire, WireEnd::From, timeNs);
        updateFlow(wire, WireEnd::To, timeNs);
        for (EndRow* end : {&wire.from, &wire.to})
            end->fresh = end->newLife = false;
    }
    for (auto& [ref, socket] : sockets) {
        if (!socket.known() || socket.wires.empty())
            continue;
        const WireAt& first = socket.wires.front();
        if (spreadOf(first.wire->facts.end(first.end).type) == Spread::Turns)
            balanceTurns(socket, timeNs);
    }
}

} // namespace zeroloom
