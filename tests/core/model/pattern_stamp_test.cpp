#include "core/model/pattern_stamp.h"

#include <gmock/gmock.h>

#include "core/check/check.h"
#include "core/model/editor.h"

namespace zeroloom {
namespace {

std::vector<int> numbersOf(const PatternStamp& stamp, int StampNumber::*which)
{
    std::vector<int> numbers;
    for (const StampNumber& number : stamp.numbers)
        numbers.push_back(number.*which);
    return numbers;
}

const PatternStamp& stampNamed(std::string_view name)
{
    for (const PatternStamp& stamp : patternStamps()) {
        if (stamp.name == name)
            return stamp;
    }
    ADD_FAILURE() << "no stamp " << name;
    return patternStamps().front();
}

TEST(PatternStamp, EveryPatternPassesTheCheckWithItsFewestUsualAndMostNumbers)
{
    ASSERT_EQ(patternStamps().size(), 5U);
    for (const PatternStamp& stamp : patternStamps()) {
        for (const auto which : {&StampNumber::minimum, &StampNumber::defaultValue, &StampNumber::maximum}) {
            const Topology topology = stamp.make(numbersOf(stamp, which));
            EXPECT_FALSE(topology.nodes.empty());
            for (const Diagnostic& diagnostic : check(topology)) {
                EXPECT_NE(diagnostic.severity, Severity::Error) << stamp.name << ": " << diagnostic.message;
                const bool usual = which == &StampNumber::defaultValue;
                EXPECT_FALSE(usual && diagnostic.severity == Severity::Warning)
                    << stamp.name << ": " << diagnostic.message;
            }
            EXPECT_EQ(topology.layout.size(), topology.nodes.size());
            for (const Node& node : topology.nodes) {
                // A heart hears by one pattern and answers by another.
                if (node.role == "heart" || node.role == "heartbeater")
                    continue;
                for (const Socket& socket : node.sockets)
                    EXPECT_EQ(info(socket.type).pattern, stamp.pattern);
            }
        }
    }
}

TEST(PatternStamp, AsManyAsAskedFor)
{
    EXPECT_EQ(stampNamed("request-reply").make({2, 5}).nodes.size(), 8U);
    EXPECT_EQ(stampNamed("request-reply").make({2, 5}).wires.size(), 7U);
    EXPECT_EQ(stampNamed("publish-subscribe").make({4}).wires.size(), 4U);
    EXPECT_EQ(stampNamed("pipeline").make({3}).wires.size(), 6U);
    EXPECT_EQ(stampNamed("exclusive-pair").make({}).wires.size(), 1U);
    EXPECT_EQ(stampNamed("heartbeat").make({40}).wires.size(), 2U);
    EXPECT_EQ(stampNamed("heartbeat").make({40}).node(NodeId("hearts"))->params.at("count"), Value(std::int64_t{40}));
    // Numbers out of range are brought into it; missing ones have their default.
    EXPECT_EQ(stampNamed("pipeline").make({0}).nodes.size(), 3U);
    EXPECT_EQ(stampNamed("pipeline").make({}).nodes.size(), 5U);
    EXPECT_EQ(stampNamed("pipeline").make({1'000'000}).nodes.size(), 202U);
}

TEST(PatternStamp, StartsAtTheTopLeftAndIsInsertedWhereItIsDropped)
{
    for (const PatternStamp& stamp : patternStamps()) {
        const Topology topology = stamp.make(numbersOf(stamp, &StampNumber::defaultValue));
        double left = 1e9;
        double top = 1e9;
        for (const auto& [id, position] : topology.layout) {
            left = std::min(left, position.x);
            top = std::min(top, position.y);
        }
        EXPECT_EQ(left, 0) << stamp.name;
        EXPECT_EQ(top, 0) << stamp.name;

        Editor editor;
        ASSERT_TRUE(editor.insert(topology, {100, 50}, "Stamp"));
        const auto second = editor.insert(topology, {100, 500}, "Stamp");
        ASSERT_TRUE(second);
        EXPECT_EQ(editor.topology().nodes.size(), 2 * topology.nodes.size());
        EXPECT_FALSE(hasErrors(check(editor.topology()))) << stamp.name;
        editor.undo();
        editor.undo();
        EXPECT_EQ(editor.topology(), Topology());
    }
}

} // namespace
} // namespace zeroloom
