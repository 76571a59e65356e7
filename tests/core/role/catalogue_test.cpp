// The catalogue of roles: what the inspector, the check and the command line are made from.
#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "core/role/role_catalogue.h"
#include "core/role/role_node.h"

namespace zeroloom {
namespace {

using enum SocketType;

TEST(RoleCatalogue, EveryRoleIsDescribedWhole)
{
    std::set<std::string_view> names;
    for (const RoleInfo* role : roles()) {
        EXPECT_TRUE(names.insert(role->name).second) << role->name;
        EXPECT_EQ(roleByName(role->name), role);
        EXPECT_FALSE(role->title.empty());
        EXPECT_TRUE(role->summary.ends_with('.')) << role->name;
        std::set<std::string_view> parameters;
        for (const ParameterInfo& parameter : role->parameters) {
            EXPECT_TRUE(parameters.insert(parameter.name).second) << role->name << "." << parameter.name;
            EXPECT_FALSE(parameter.help.empty()) << role->name << "." << parameter.name;
            EXPECT_TRUE(checkParameter(parameter, parameter.defaultValue)) << role->name << "." << parameter.name;
        }
    }
    EXPECT_EQ(roleByName("nobody"), nullptr);
}

TEST(RoleCatalogue, EveryRoleThatRunsOnALoopCanBeMade)
{
    for (const RoleInfo* role : roles()) {
        const bool onLoop = role->runsHere && role->name != "program";
        EXPECT_EQ(makeRoleNode(role->name) != nullptr, onLoop) << role->name;
    }
}

TEST(RoleCatalogue, DefaultsAreThoseOfTheDesign)
{
    const RoleInfo& source = *roleByName("source");
    EXPECT_EQ(parameterValue(source, {}, "rate"), Value(10.0));
    EXPECT_EQ(parameterValue(source, {}, "size"), Value(std::int64_t{64}));
    EXPECT_EQ(parameterValue(source, {{"rate", std::int64_t{5}}}, "rate"), Value(std::int64_t{5}));
    const RoleInfo& requester = *roleByName("requester");
    EXPECT_EQ(parameterValue(requester, {}, "timeout"), Value(std::string("2500ms")));
    EXPECT_EQ(parameterValue(requester, {}, "retries"), Value(std::int64_t{3}));
    EXPECT_EQ(parameterValue(requester, {}, "window"), Value(std::int64_t{1}));
    EXPECT_EQ(parameterValue(*roleByName("heartbeater"), {}, "period"), Value(std::string("1s")));
    EXPECT_EQ(parameterValue(*roleByName("heartbeater"), {}, "misses"), Value(std::int64_t{3}));
    EXPECT_EQ(parameterValue(*roleByName("heart"), {}, "count"), Value(std::int64_t{1}));
    EXPECT_EQ(parameterValue(*roleByName("program"), {}, "restart"), Value(std::string("never")));
}

TEST(RoleCatalogue, EverySocketTypeHasARoleThatTakesIt)
{
    for (const SocketType type : {Pair, Pub, Sub, Req, Rep, Dealer, Router, Pull, Push, XPub, XSub, Stream}) {
        const RoleInfo& role = roleForSocket(type);
        const bool taken = std::ranges::any_of(role.slots, [&](const SocketSlot& slot) {
            return std::ranges::find(slot.types, type) != slot.types.end();
        });
        EXPECT_TRUE(taken) << name(type);
    }
    EXPECT_EQ(roleForSocket(Push).name, "source");
    EXPECT_EQ(roleForSocket(Sub).name, "sink");
    EXPECT_EQ(roleForSocket(Req).name, "requester");
    EXPECT_EQ(roleForSocket(Router).name, "replier");
    EXPECT_EQ(roleForSocket(Pair).name, "peer");
}

TEST(RoleCatalogue, SeveralSocketsFindTheRoleThatFits)
{
    const auto nameFor = [](std::vector<SocketType> types) {
        const RoleInfo* role = roleForSockets(types);
        return role ? role->name : std::string_view("none");
    };
    EXPECT_EQ(nameFor({Pull, Push}), "worker");
    EXPECT_EQ(nameFor({Push, Pull}), "worker");
    EXPECT_EQ(nameFor({Sub, Pub}), "worker");
    EXPECT_EQ(nameFor({Router, Dealer}), "proxy");
    EXPECT_EQ(nameFor({XSub, XPub}), "proxy");
    EXPECT_EQ(nameFor({XSub, XPub, Push}), "proxy");
    EXPECT_EQ(nameFor({Push, Push}), "source");
    EXPECT_EQ(nameFor({Pull, Sub}), "sink");
    EXPECT_EQ(nameFor({Pub, Router}), "heartbeater");
    EXPECT_EQ(nameFor({Router, XPub}), "heartbeater");
    EXPECT_EQ(nameFor({Sub, Dealer}), "heart");
    EXPECT_EQ(nameFor({Pull, Push, Sub}), "worker");
    EXPECT_EQ(nameFor({Pub, Rep}), "synchronised-publisher");
    EXPECT_EQ(nameFor({Sub, Req}), "synchronised-subscriber");
    EXPECT_EQ(nameFor({}), "none");
    EXPECT_EQ(nameFor({Req, Pub, Pull}), "none");
}

} // namespace
} // namespace zeroloom
