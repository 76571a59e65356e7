// How a socket's wiring binds, and binds again what was bound.
#include "core/host/socket_wiring.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/stat.h>
#include <zmq.h>

#include "core/host/inproc_states.h"
#include "core/host/linger_for.h"
#include "core/zmq/endpoint.h"
#include "core/zmq/library.h"

namespace zeroloom {
namespace {

std::string lastEndpoint(void* socket)
{
    std::array<char, 1024> text{};
    std::size_t size = text.size();
    if (zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, text.data(), &size) != 0)
        return {};
    return text.data();
}

// libzmq removes what stands at the path before it binds, were it a person's only copy of something.
bool somethingElseStandsAt(const std::string& path)
{
    struct stat found {};
    return !path.empty() && path.front() != '@' && lstat(path.c_str(), &found) == 0 && !S_ISSOCK(found.st_mode);
}

// Returns 0 or the error.
//
// A listener keeps the LINGER that the socket had when it was bound, and gives it to each session whose peer leaves.
// When the socket is closed at that moment, a session that may linger waits for ever for somebody to read its queue,
// and the context never ends. Nobody is left to send to, so there is nothing to linger for.
int bindUnlessTaken(void* socket, const std::string& text)
{
    const auto endpoint = parseEndpoint(text, EndpointUse::Bind);
    if (endpoint && endpoint->transport == Transport::Ipc && !endpoint->wildcard) {
        if (somethingElseStandsAt(endpoint->address))
            return EEXIST;
        if (somebodyListens(endpoint->address))
            return EADDRINUSE;
    }
    const LingerFor none(socket, 0);
    // libzmq tells the monitor of a failure before it returns, which now and then leaves EAGAIN in the cause's place.
    // No bind fails for that, so the next try tells the true cause.
    int error = EAGAIN;
    for (int tries = 0; error == EAGAIN && tries < 5; ++tries)
        error = zmq_bind(socket, text.c_str()) == 0 ? 0 : zmq_errno();
    return error;
}

} // namespace

SocketWiring::Bind* SocketWiring::findBind(const std::string& key)
{
    const auto found = std::ranges::find(m_binds, key, &Bind::key);
    return found == m_binds.end() ? nullptr : &*found;
}

// Whether a wildcard is bound where it was before. Not yet while the listener of the last life ends, and never where
// somebody else has come meanwhile: who binds all nodes knows which.
SocketWiring::Rebind SocketWiring::bindWhereItWas(const PlannedWire& wire, const FormerAddresses& former, Bind& made,
                                                  BindOutcome& outcome)
{
    const std::optional<std::string> at = former.of(wire);
    if (!at)
        return Rebind::NothingKnown;
    const bool ready = !at->starts_with("ipc:") || made.folder.make(*at);
    const int error = ready ? bindUnlessTaken(m_socket, *at) : EADDRINUSE;
    if (error == 0)
        return Rebind::Done;
    if (error == EADDRINUSE)
        outcome.inUse.push_back(*at);
    outcome.notWhereTheyWere.push_back({m_record->ref, wire.id, wire.bindKey, *at, zmqErrorText(error)});
    return Rebind::Refused;
}

Status SocketWiring::bind(const PlannedWire& wire, BindOutcome& outcome)
{
    const auto endpoint = parseEndpoint(wire.endpoint, EndpointUse::Bind);
    if (!endpoint)
        return fail(ErrorCode::InvalidInput, endpoint.error().message, place(wire));
    if (const int error = bindUnlessTaken(m_socket, wire.endpoint); error != 0) {
        if (error == EADDRINUSE)
            outcome.inUse.push_back(wire.endpoint);
        return fail(ErrorCode::Runtime, "cannot bind " + wire.endpoint + ": " + zmqErrorText(error), place(wire));
    }
    return {};
}

void SocketWiring::bindAll(const FormerAddresses& former, BindOutcome& outcome)
{
    for (const WireRecordPtr& wire : m_wires) {
        if (!wire->plan.binds)
            continue;
        const Bind* bound = findBind(wire->plan.bindKey);
        if (!bound) {
            Bind made{.key = wire->plan.bindKey, .written = wire->plan.endpoint, .actual = {}};
            const Rebind again = bindWhereItWas(wire->plan, former, made, outcome);
            if (again == Rebind::Refused)
                continue;
            if (const Status done = again == Rebind::Done ? Status() : bind(wire->plan, outcome); !done) {
                noteEndpoint(*wire, {}, ConnectionState::Failed, done.error().message);
                outcome.errors.push_back(done.error());
                continue;
            }
            made.actual = lastEndpoint(m_socket);
            m_binds.push_back(std::move(made));
            bound = &m_binds.back();
        }
        if (wire->endpoint != bound->actual)
            noteEndpoint(*wire, bound->actual, ConnectionState::Listening, {});
    }
    for (const Bind& one : m_binds)
        outcome.bound[one.key] = reachableEndpoint(one.actual);
}

bool SocketWiring::restore(Bind& bound)
{
    if (bound.written == "ipc://*" && !bound.folder.make(bound.actual))
        return false;
    if (bindUnlessTaken(m_socket, bound.actual) != 0)
        return false;
    if (isInproc(bound.actual)) {
        for (const WireRecordPtr& wire : m_wires) {
            if (m_tells && wire->plan.binds && wire->plan.bindKey == bound.key)
                renewInprocConnection(*m_record, *wire);
        }
        m_record->awaitsInprocPeers.store(true, std::memory_order_release);
    }
    return true;
}

bool SocketWiring::restore()
{
    bool whole = true;
    for (Bind& bound : m_binds) {
        bound.restored = bound.restored || restore(bound);
        whole = whole && bound.restored;
    }
    return whole;
}

} // namespace zeroloom
