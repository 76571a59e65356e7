// What the editor does to scenarios, and what becomes of their acts when ids change.
#include <algorithm>
#include <utility>

#include "core/model/act.h"
#include "core/model/editor.h"

namespace zeroloom {

Status Editor::setScenarios(std::vector<Scenario> scenarios, std::string text)
{
    for (Scenario& scenario : scenarios)
        std::ranges::stable_sort(scenario.acts, {}, &TimedAct::at);
    return apply({std::move(text), {ScenariosChange{m_topology.scenarios, std::move(scenarios)}}, {}});
}

Status Editor::setScenario(Scenario scenario)
{
    std::vector<Scenario> after = m_topology.scenarios;
    const auto found = std::ranges::find(after, scenario.name, &Scenario::name);
    const std::string text = (found == after.end() ? "Add scenario " : "Change scenario ") + scenario.name;
    if (found == after.end())
        after.push_back(std::move(scenario));
    else
        *found = std::move(scenario);
    return setScenarios(std::move(after), text);
}

Status Editor::renameScenario(const std::string& name, std::string newName)
{
    std::vector<Scenario> after = m_topology.scenarios;
    const auto found = std::ranges::find(after, name, &Scenario::name);
    if (found == after.end())
        return fail(ErrorCode::NotFound, "there is no scenario '" + name + "'");
    found->name = std::move(newName);
    return setScenarios(std::move(after), "Rename scenario " + name);
}

Status Editor::removeScenario(const std::string& name)
{
    std::vector<Scenario> after = m_topology.scenarios;
    if (std::erase_if(after, [&](const Scenario& scenario) { return scenario.name == name; }) == 0)
        return fail(ErrorCode::NotFound, "there is no scenario '" + name + "'");
    return setScenarios(std::move(after), "Remove scenario " + name);
}

std::optional<ScenariosChange> Editor::renamedInActs(const Node& before, const NodeId& after,
                                                     const std::map<SocketId, SocketId>& socketIds) const
{
    if (m_topology.scenarios.empty() || (before.id == after && socketIds.empty()))
        return std::nullopt;
    const auto isOfNode = [&](const SocketRef& ref) { return ref.node == before.id; };
    ScenariosChange change{m_topology.scenarios, m_topology.scenarios};
    for (Scenario& scenario : change.after) {
        for (TimedAct& timed : scenario.acts) {
            auto act = parseAct(timed.act, m_topology);
            if (!act)
                continue; // names what is not there; stays as it was written
            // A wire that was named by its ends is named by its id from then on.
            const Wire* wire = m_topology.wire(act->wire);
            const bool byEnds = wire && timed.act.find("->") != std::string::npos;
            if (act->node != before.id && !isOfNode(act->socket) &&
                !(byEnds && (isOfNode(wire->from) || isOfNode(wire->to))))
                continue;
            if (act->node == before.id)
                act->node = after;
            if (isOfNode(act->socket)) {
                act->socket.node = after;
                if (const auto renamed = socketIds.find(act->socket.socket); renamed != socketIds.end())
                    act->socket.socket = renamed->second;
            }
            timed.act = actText(*act);
        }
    }
    return change.before == change.after ? std::nullopt : std::optional(std::move(change));
}

} // namespace zeroloom
