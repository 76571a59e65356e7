#include "core/role/heart_parameters.h"

#include "core/role/shared_parameters.h"

namespace zeroloom {
namespace {

ParameterInfo missesParameter()
{
    return {.name = "misses",
            .label = "Misses",
            .kind = ParameterKind::Integer,
            .defaultValue = std::int64_t{3},
            .minimum = 1,
            .maximum = 1e6,
            .unit = "beats",
            .choices = {},
            .live = true,
            .help = "Beats in a row without a sign of life until a heart is lost. The first makes it late."};
}

ParameterInfo graceParameter()
{
    return {.name = "grace",
            .label = "Grace",
            .kind = ParameterKind::Duration,
            .defaultValue = std::string("0"),
            .minimum = 0,
            .maximum = LongestTime,
            .unit = "",
            .choices = {},
            .live = true,
            .help = "How long an answer may take before its beat counts as missed; 0: a period."};
}

ParameterInfo verdictParameter()
{
    return {.name = "verdict",
            .label = "Verdict",
            .kind = ParameterKind::Choice,
            .defaultValue = std::string("misses"),
            .minimum = 0,
            .maximum = 0,
            .unit = "",
            .choices = {"misses", "phi"},
            .live = true,
            .help = "What makes a heart lost: so many misses in a row, or a suspicion learnt from its own rhythm (the "
                    "phi accrual detector)."};
}

ParameterInfo thresholdParameter()
{
    return {.name = "threshold",
            .label = "Threshold",
            .kind = ParameterKind::Real,
            .defaultValue = 8.0,
            .minimum = 0.5,
            .maximum = 100,
            .unit = "",
            .choices = {},
            .live = true,
            .help = "The suspicion phi at which a heart is lost, where the verdict is phi; 8: one error in 10⁸ beats."};
}

} // namespace

std::vector<ParameterInfo> heartRuleParameters(std::string_view periodHelp)
{
    const ParameterInfo period{.name = "period",
                               .label = "Period",
                               .kind = ParameterKind::Duration,
                               .defaultValue = std::string("1s"),
                               .minimum = ShortestPeriod,
                               .maximum = LongestTime,
                               .unit = "",
                               .choices = {},
                               .live = true,
                               .help = periodHelp};
    return {period, missesParameter(), graceParameter(), verdictParameter(), thresholdParameter()};
}

HeartRule heartRule(const Parameters& parameters)
{
    return {.period = parameters.duration("period"),
            .misses = static_cast<int>(parameters.integer("misses")),
            .grace = parameters.duration("grace"),
            .verdict = parameters.text("verdict") == "phi" ? VerdictRule::Phi : VerdictRule::Misses,
            .threshold = parameters.real("threshold")};
}

} // namespace zeroloom
