#include "check_test_case.h"

namespace zeroloom {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

TEST(ScenarioRules, AnActThatNamesWhatDoesNotExistIsAWarning)
{
    Topology topology = pipeline().topology();
    topology.scenarios = {{"s", {{1s, "kill a"}, {2s, "cut a.out->b.in"}, {3s, "speed 0.5"}}, {}}};
    EXPECT_THAT(codesOf(topology), Not(Contains("scenario-act")));
    topology.scenarios[0].acts.push_back({1500ms, "kill c"});
    const Diagnostic diagnostic = diagnosticOf(topology, "scenario-act");
    EXPECT_EQ(diagnostic.severity, Severity::Warning);
    EXPECT_THAT(diagnostic.message, HasSubstr("'s', 1500ms: 'kill c'"));
    EXPECT_THAT(diagnostic.message, HasSubstr("the nodes are a, b"));
}

TEST(ScenarioRules, AnActThatCannotBeDoneIsAWarningAtItsPlace)
{
    Topology topology = pipeline().topology();
    topology.scenarios = {{"s", {{1s, "freeze b"}}, {}}};
    const Diagnostic diagnostic = diagnosticOf(topology, "scenario-act");
    EXPECT_EQ(diagnostic.where.node, NodeId("b"));
    EXPECT_THAT(diagnostic.message, HasSubstr("shares its process"));
}

} // namespace
} // namespace zeroloom
