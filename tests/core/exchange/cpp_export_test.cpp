// C++ programs made of a topology, as text. What a compiler and the programs themselves say to it is in
// tests/interop/exported_cpp_test.py and exported_cpp_roles_test.py.
#include <set>

#include <gmock/gmock.h>

#include "core/exchange/cpp_text.h"
#include "core/exchange/exporter.h"
#include "core/format/topology_file.h"
#include "core/role/role_catalogue.h"
#include "tests/support/golden_file.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::filesystem::path Folder = std::filesystem::path(ZEROLOOM_SOURCE_DIR) / "tests" / "data" / "exchange" / "cpp";

Topology topologyOf(const std::string& text)
{
    auto topology = readTopology(text);
    if (!topology)
        throw std::runtime_error(topology.error().front().text());
    return *topology;
}

Exported exportedCpp(const std::string& text)
{
    auto exported = exporterByName("cpp")->write(topologyOf(text), {});
    if (!exported)
        throw std::runtime_error(exported.error().text());
    return *exported;
}

std::string contentOf(const Exported& exported, const std::string& path)
{
    for (const ExportedFile& file : exported.files) {
        if (file.path == path)
            return file.content;
    }
    throw std::runtime_error("there is no " + path);
}

std::string told(const Remarks& remarks)
{
    std::string text;
    for (const Remark& remark : remarks)
        text += remark.text() + "\n";
    return text;
}

// Two nodes of which the first one's params and options can be given.
std::string pipeline(const std::string& params, const std::string& options = "{}",
                     const std::string& label = "\"Vent\"")
{
    return R"({"zeroloom": 1, "name": "Small", "nodes": [
        {"id": "vent", "label": )" +
           label + R"(, "role": "source", "params": )" + params +
           R"(, "sockets": [{"id": "out", "type": "PUSH", "options": )" + options + R"(}]},
        {"id": "sink", "role": "sink", "sockets": [{"id": "in", "type": "PULL"}]}],
        "wires": [{"from": "vent.out", "to": "sink.in", "endpoint": "tcp://127.0.0.1:6000"}]})";
}

TEST(CppExport, EveryRoleReadsAsItDidWhenAPersonLooked)
{
    const Exported exported = exportedCpp(test::fileContent(Folder / "every_role.zeroloom"));
    for (const ExportedFile& file : exported.files) {
        test::expectGolden(Folder / "every_role" / file.path, file.content);
        EXPECT_EQ(file.executable, file.path == "launch.sh") << file.path;
    }
}

TEST(CppExport, ThePhiDetectorIsLeftOutAndThatIsTold)
{
    const Exported exported = exportedCpp(test::fileContent(Folder / "variants.zeroloom"));
    EXPECT_THAT(told(exported.remarks), HasSubstr("beater: the program judges by misses"));
}

TEST(CppExport, TheNewerRolesReadAsTheyDidWhenAPersonLooked)
{
    const std::string text = test::fileContent(Folder / "newer_roles.zeroloom");
    const Exported exported = exportedCpp(text);
    for (const Node& node : topologyOf(text).nodes) {
        if (node.host != HostId("cpp")) // the others' programs are Python's in the test that runs them
            continue;
        const std::string file = node.id.text() + ".cpp";
        test::expectGolden(Folder / "newer_roles" / file, contentOf(exported, file));
    }
}

TEST(CppExport, EveryRoleThatRunsHereHasAProgram)
{
    std::set<std::string, std::less<>> written;
    for (const char* name : {"every_role.zeroloom", "newer_roles.zeroloom"}) {
        const std::string text = test::fileContent(Folder / name);
        EXPECT_THAT(told(exportedCpp(text).remarks), Not(HasSubstr("no program yet")));
        for (const Node& node : topologyOf(text).nodes)
            written.insert(node.role);
    }
    for (const RoleInfo* role : roles()) {
        const bool has = !role->runsHere || role->name == "program" || written.contains(role->name);
        EXPECT_TRUE(has) << role->name << " is in none of the topologies that are compiled";
    }
}

TEST(CppExport, AWorkerHearsItsControlAndItsTasks)
{
    const std::string program = contentOf(exportedCpp(test::fileContent(Folder / "variants.zeroloom")), "told.cpp");
    EXPECT_THAT(program, HasSubstr("socket_type::sub"));
    EXPECT_THAT(program, HasSubstr("workTime(frames.back())"));
}

TEST(CppExport, ARouterThatBringsItsNameAlongIsNotNamed)
{
    const std::string program =
        contentOf(exportedCpp(test::fileContent(Folder / "newer_roles.zeroloom")), "router_cpp.cpp");
    EXPECT_THAT(program, Not(HasSubstr("connect_routing_id")));
    EXPECT_THAT(program, HasSubstr("peers{\"other\"s}"));
    EXPECT_THAT(contentOf(exportedCpp(test::fileContent(Folder / "every_role.zeroloom")), "r1.cpp") +
                    contentOf(exportedCpp(test::fileContent(Folder / "every_role.zeroloom")), "r2.cpp"),
                HasSubstr("connect_routing_id"));
}

// The program's own name for it would be lost otherwise.
TEST(CppExport, ASocketTakesNoNameOfItsRolesProgram)
{
    const std::string boss = R"({"zeroloom": 1, "nodes": [
        {"id": "boss", "role": "dispatcher", "sockets": [{"id": "tasks", "type": "ROUTER"}]},
        {"id": "sink", "role": "sink", "sockets": [{"id": "tasks", "type": "DEALER"}]}],
        "wires": [{"from": "sink.tasks", "to": "boss.tasks", "endpoint": "tcp://127.0.0.1:6000"}]})";
    EXPECT_THAT(contentOf(exportedCpp(boss), "boss.cpp"), HasSubstr("zmq::socket_t tasks_2(context"));
    EXPECT_THAT(contentOf(exportedCpp(boss), "sink.cpp"), HasSubstr("zmq::socket_t tasks(context"));
}

TEST(CppExport, TheSameTopologyGivesTheSameBytes)
{
    const std::string text = test::fileContent(Folder / "every_role.zeroloom");
    EXPECT_EQ(exportedCpp(text), exportedCpp(text));
}

TEST(CppExport, ASourceHasOnlyWhatItNeeds)
{
    const std::string endless = contentOf(exportedCpp(pipeline(R"({"rate": 0})")), "vent.cpp");
    EXPECT_THAT(endless, Not(HasSubstr("Topics")));
    EXPECT_THAT(endless, Not(HasSubstr("Count")));
    EXPECT_THAT(endless, Not(HasSubstr("Interval")));
    const std::string paced = contentOf(exportedCpp(pipeline(R"({"rate": 30, "count": 100000})")), "vent.cpp");
    EXPECT_THAT(paced, HasSubstr("Interval = 33'333'333ns;"));
    EXPECT_THAT(paced, HasSubstr("Count = 100'000;"));
}

TEST(CppExport, OptionsBearCppzmqsNamesAndTheirUnits)
{
    const std::string program = contentOf(
        exportedCpp(pipeline("{}", R"({"SNDHWM": 5, "LINGER": 0, "MAXMSGSIZE": 9, "AFFINITY": 1, "IMMEDIATE": 1,
                                       "HEARTBEAT_IVL": 100, "SOCKS_USERNAME": "me", "RECONNECT_STOP": 3})")),
        "vent.cpp");
    for (const char* line :
         {"out.set(zmq::sockopt::sndhwm, 5); // messages", "out.set(zmq::sockopt::linger, 0); // ms",
          "out.set(zmq::sockopt::maxmsgsize, std::int64_t{9}); // bytes",
          "out.set(zmq::sockopt::affinity, std::uint64_t{1}); // bit mask", "out.set(zmq::sockopt::immediate, true);",
          "out.set(zmq::sockopt::heartbeat_ivl, 100); // ms", "out.set(socks_username, \"me\"sv);",
          "constexpr zmq::sockopt::array_option<99> socks_username{};",
          "constexpr zmq::sockopt::integral_option<109, int> reconnect_stop{};", "out.set(reconnect_stop, 3);"})
        EXPECT_THAT(program, HasSubstr(line));
}

TEST(CppExport, SecretsAreNotWritten)
{
    const std::string word = "open sesame";
    const Exported exported = exportedCpp(pipeline("{}", R"({"SOCKS_PASSWORD": ")" + word + "\"}"));
    for (const ExportedFile& file : exported.files)
        EXPECT_THAT(file.content, Not(HasSubstr(word))) << file.path;
    EXPECT_THAT(told(exported.remarks), HasSubstr("VENT__OUT__SOCKS_PASSWORD"));
    EXPECT_THAT(contentOf(exported, "README.md"), HasSubstr("- `VENT__OUT__SOCKS_PASSWORD`"));
}

TEST(CppExport, ALabelStaysWithinItsComment)
{
    const std::string program = contentOf(exportedCpp(pipeline("{}", "{}", R"("a\nint x; \\")")), "vent.cpp");
    EXPECT_THAT(program, testing::StartsWith("// 'a int x; \\': "));
}

TEST(CppExport, ATopologyWithErrorsIsRefused)
{
    const auto refused = exporterByName("cpp")->write(topologyOf(pipeline(R"({"rate": -1})")), {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidInput);
}

TEST(CppText, LiteralsKeepEveryByte)
{
    EXPECT_EQ(cppLiteral("a\"b\\\n\t"), R"("a\"b\\\n\t")");
    EXPECT_EQ(cppLiteral("?\?/?\?="), "\"?\\?/?\\?=\"");
    EXPECT_EQ(cppLiteral(std::string_view("\0"
                                          "1",
                                          2)),
              R"("\0001")");
    EXPECT_EQ(cppLiteral("\xff\x80"), R"("\377\200")");
    EXPECT_EQ(cppLiteral("K\xc3\xb6ln"), "\"K\xc3\xb6ln\"");
    EXPECT_EQ(cppLiteral("\xe2\x80\xa8\xe2\x80\xae"), R"("\342\200\250\342\200\256")") << "line separator, override";
}

TEST(CppText, TimesAndNumbersReadAsAPersonWouldWriteThem)
{
    using namespace std::chrono_literals;
    EXPECT_EQ(chronoLiteral(2500ms), "2500ms");
    EXPECT_EQ(chronoLiteral(60s), "1min");
    EXPECT_EQ(chronoLiteral(0s), "0s");
    EXPECT_EQ(cppNumber(1000), "1000");
    EXPECT_EQ(cppNumber(1234567), "1'234'567");
    EXPECT_EQ(cppNumber(-10000), "-10'000");
}

TEST(CppText, WordsOfAShellStayWords)
{
    EXPECT_EQ(shellWord("/bin/ls"), "/bin/ls");
    EXPECT_EQ(shellWord(""), "''");
    EXPECT_EQ(shellWord("it's $(x)"), R"('it'\''s $(x)')");
}

TEST(CppText, WhatIsPutIntoATemplateIsNotLookedAtAgain)
{
    const TemplateValues values{{{"a", "$b$"}, {"b", "[x]"}}, {"on"}};
    EXPECT_EQ(fillTemplate("\n$a$ $b$ $c$ $1\n[on]yes\n[!on]no\n[on,off]no\n", values), "$b$ [x] $c$ $1\nyes\n");
}

} // namespace
} // namespace zeroloom
