#include "core/control/run_session.h"

#include <algorithm>
#include <utility>

#include <unistd.h>

#include "core/control/session_loop.h"
#include "core/model/program_nodes.h"
#include "core/plan/reconcile.h"

namespace zeroloom {

namespace {

bool runsHere(const RunSessionOptions& options, const HostId& host)
{
    return options.only.empty() || options.only.contains(host);
}

Status checkPrograms(const Topology& topology, const RunSessionOptions& options)
{
    const auto programs = programNodes(topology, options.only);
    if (options.allowPrograms || programs.empty())
        return {};
    return fail(ErrorCode::InvalidInput,
                "this node starts a program of its own, which nobody has allowed yet: look at its command, then "
                "allow programs",
                programs.front()->id.text());
}

Status checkHosts(const Topology& topology, const RunSessionOptions& options)
{
    for (const HostId& host : options.only) {
        if (!topology.host(host))
            return fail(ErrorCode::NotFound, "the topology has no host of this name", host.text());
    }
    return {};
}

Status checkHostProgram(const std::filesystem::path& program)
{
    if (::access(program.c_str(), X_OK) == 0)
        return {};
    return fail(ErrorCode::NotFound,
                "the worker program is not there or cannot be executed: install zeroloomctl beside this program",
                program.string());
}

Result<Plan> checkedPlan(const Topology& topology, const RunSessionOptions& options)
{
    if (const Status allowed = checkPrograms(topology, options); !allowed)
        return tl::unexpected(allowed.error());
    return makePlan(topology, options.only);
}

// An act as the log has it, and the host on which it is done.
std::pair<HostId, HostEvent> eventOfAct(const Act& act, const Topology& topology)
{
    HostEvent event;
    event.kind = "act";
    event.text = actText(act);
    event.node = act.socket.node.empty() ? act.node : act.socket.node;
    event.socket = act.socket.socket;
    event.wire = act.wire;
    const Wire* wire = topology.wire(act.wire);
    const Node* node = topology.node(wire ? wire->from.node : event.node);
    return {node ? node->host : topology.hosts.front().id, std::move(event)};
}

const HostPlan* planOf(const Plan& plan, const HostId& host)
{
    const auto found =
        std::find_if(plan.hosts.begin(), plan.hosts.end(), [&](const HostPlan& one) { return one.host == host; });
    return found == plan.hosts.end() ? nullptr : &*found;
}

} // namespace

struct RunSession::Private {
    Private(RunSessionOptions given, RunCallbacks callbacks)
        : options(given), loop(std::move(given), std::move(callbacks))
    {
    }

    void tell()
    {
        Plan wanted = plan;
        applyConditions(wanted, conditions);
        loop.post([moved = std::move(wanted), frozen = frozenHosts(conditions, topology)](SessionLoop& it) {
            it.setPlan(moved);
            it.setFrozen(frozen);
        });
    }

    const RunSessionOptions options;
    // What is wanted now; the owner's thread only.
    Topology topology;
    Plan plan; // of the topology alone
    RunConditions conditions;
    SessionLoop loop;
};

RunSession::RunSession() = default;

RunSession::~RunSession() = default;

Result<std::unique_ptr<RunSession>> RunSession::start(const Topology& topology, RunSessionOptions options,
                                                      RunCallbacks callbacks)
{
    if (const Status found = checkHosts(topology, options); !found)
        return tl::unexpected(found.error());
    Result<Plan> plan = checkedPlan(topology, options);
    if (!plan)
        return tl::unexpected(plan.error());
    if (const Status found = checkHostProgram(options.hostProgram); !found)
        return tl::unexpected(found.error());
    std::unique_ptr<RunSession> session(new RunSession());
    session->d = std::make_unique<Private>(std::move(options), std::move(callbacks));
    session->d->topology = topology;
    session->d->plan = std::move(*plan);
    session->setConditions(session->d->options.conditions);
    return session;
}

Status RunSession::apply(const Topology& topology)
{
    Result<Plan> plan = checkedPlan(topology, d->options);
    if (!plan)
        return tl::unexpected(plan.error());
    d->topology = topology;
    d->plan = std::move(*plan);
    d->tell();
    return {};
}

std::vector<std::pair<NodeId, std::string>> RunSession::restartsOf(const Topology& topology) const
{
    std::vector<std::pair<NodeId, std::string>> restarts;
    const Result<Plan> desired = makePlan(topology, d->options.only);
    if (!desired)
        return restarts;
    for (const HostPlan& host : desired->hosts) {
        const HostPlan* running = planOf(d->plan, host.host);
        if (!running || !runsHere(d->options, host.host))
            continue;
        for (RestartNode& restart : zeroloom::restartsOf(*running, host))
            restarts.emplace_back(restart.node.id, std::move(restart.reason));
    }
    return restarts;
}

void RunSession::stop(std::chrono::milliseconds drain)
{
    d->loop.post([drain](SessionLoop& loop) { loop.stop(drain); });
}

Status RunSession::perform(const Act& act)
{
    auto after = afterAct(d->conditions, act, d->topology);
    if (!after)
        return tl::unexpected(after.error());
    d->loop.post([told = eventOfAct(act, d->topology)](SessionLoop& loop) { loop.tellActed(told.first, told.second); });
    setConditions(std::move(*after));
    if (const Node* node = act.kind == ActKind::Restart ? d->topology.node(act.node) : nullptr)
        d->loop.post([host = node->host](SessionLoop& loop) { loop.restartLost(host); });
    return {};
}

const RunConditions& RunSession::conditions() const { return d->conditions; }

void RunSession::setConditions(RunConditions conditions)
{
    d->conditions = std::move(conditions);
    d->tell();
    d->loop.post([paused = d->conditions.paused](SessionLoop& loop) { loop.setPaused(paused); });
}

void RunSession::restartLostHosts()
{
    d->loop.post([](SessionLoop& loop) { loop.restartLost(); });
}

} // namespace zeroloom
