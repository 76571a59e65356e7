#include "app/zeroloomctl/run_acts.h"

#include <algorithm>

#include "core/base/duration.h"
#include "core/base/near_name.h"

namespace zeroloom {

namespace {

// An act, and how its writer would know it again.
struct WrittenAct {
    Nanoseconds at{0};
    std::string text;
    std::string place; // "--at 3s 'kill w1'"
};

tl::unexpected<Error> refused(const WrittenAct& act, const std::string& why)
{
    return fail(ErrorCode::InvalidInput, act.place + ": " + why);
}

Status addGiven(const std::vector<std::pair<std::string, std::string>>& given, std::vector<WrittenAct>& acts)
{
    for (const auto& [time, text] : given) {
        const std::string place = "--at " + time + " '" + text + "'";
        const auto at = parseDuration(time);
        if (!at) {
            return fail(ErrorCode::InvalidInput, place + ": " + at.error().message);
        }
        acts.push_back({*at, text, place});
    }
    return {};
}

Status addScenario(const std::string& name, const Topology& topology, std::vector<WrittenAct>& acts)
{
    if (name.empty()) {
        return {};
    }
    const auto found = std::ranges::find(topology.scenarios, name, &Scenario::name);
    if (found == topology.scenarios.end()) {
        std::vector<std::string> names;
        std::string list;
        for (const Scenario& scenario : topology.scenarios) {
            names.push_back(scenario.name);
            list += (list.empty() ? "" : ", ") + scenario.name;
        }
        return fail(ErrorCode::InvalidInput,
                    "--scenario: the topology has no scenario '" + name + "'" +
                        didYouMean(name, names, list.empty() ? "it has none" : "it has " + list));
    }
    for (const TimedAct& act : found->acts) {
        acts.push_back({act.at, act.act, "scenario '" + name + "', " + formatDuration(act.at) + " '" + act.act + "'"});
    }
    return {};
}

// Where the act is done; nullptr: everywhere.
const Node* nodeOf(const Act& act, const Topology& topology)
{
    if (const Wire* wire = topology.wire(act.wire)) {
        const TopologyIndex index(topology);
        return topology.node(endOf(*wire, other(bindingEnd(*wire, index))).node);
    }
    return topology.node(act.socket.node.empty() ? act.node : act.socket.node);
}

Status checkRunsHere(const WrittenAct& written, const Act& act, const Topology& topology,
                     const RunSessionOptions& session)
{
    const Node* node = nodeOf(act, topology);
    if (node == nullptr || session.only.empty() || session.only.contains(node->host)) {
        return {};
    }
    return refused(written, "node '" + node->id.text() + "' is of host '" + node->host.text() +
                                "', which is not run here; add --host " + node->host.text());
}

} // namespace

Result<std::vector<PlannedAct>> plannedActs(const std::vector<std::pair<std::string, std::string>>& given,
                                            const std::string& scenario, const Topology& topology,
                                            const RunSessionOptions& session)
{
    std::vector<WrittenAct> written;
    const Status added = addGiven(given, written).and_then([&] { return addScenario(scenario, topology, written); });
    if (!added) {
        return tl::unexpected(added.error());
    }
    std::ranges::stable_sort(written, {}, &WrittenAct::at);
    std::vector<PlannedAct> acts;
    RunConditions conditions = session.conditions;
    for (const WrittenAct& one : written) {
        const auto act = parseAct(one.text, topology);
        if (!act) {
            return refused(one, act.error().message);
        }
        if (Status here = checkRunsHere(one, *act, topology, session); !here) {
            return tl::unexpected(here.error());
        }
        auto after = afterAct(conditions, *act, topology);
        if (!after) {
            return refused(one, after.error().text());
        }
        conditions = std::move(*after);
        acts.push_back({one.at, *act});
    }
    return acts;
}

} // namespace zeroloom
