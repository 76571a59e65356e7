#include "core/base/duration.h"
#include "core/check/rules.h"
#include "core/model/act_rule.h"

namespace zeroloom {

void checkScenarios(CheckContext& context)
{
    const Topology& topology = context.topology();
    for (const Scenario& scenario : topology.scenarios) {
        for (const TimedAct& timed : scenario.acts) {
            const auto act = parseAct(timed.act, topology);
            const Status possible = act ? checkAct(*act, topology) : Status(tl::unexpected<Error>(act.error()));
            if (possible)
                continue;
            Place where;
            if (act) {
                where.node = act->socket.node.empty() ? act->node : act->socket.node;
                where.socket = act->socket.socket;
                where.wire = act->wire;
            }
            context.report("scenario-act", where,
                           "scenario " + quoted(scenario.name) + ", " + formatDuration(timed.at) + ": " +
                               quoted(timed.act) + " cannot be done: " + possible.error().message,
                           "change the act, or remove it from the scenario");
        }
    }
}

} // namespace zeroloom
