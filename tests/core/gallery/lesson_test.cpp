// A lesson is read as it is written, and one that cannot be played is refused with the line of each problem.
#include <filesystem>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/gallery/lesson.h"
#include "tests/core/gallery/lesson_samples.h"
#include "tests/support/golden_file.h"

namespace zeroloom {
namespace {

using test::lessonHead;

const std::filesystem::path Refused = std::filesystem::path(ZEROLOOM_SOURCE_DIR) / "tests" / "data" / "lessons" / "refused";

std::string errorsOf(const tl::expected<Lesson, Errors>& lesson)
{
    std::string text;
    if (!lesson) {
        for (const Error& error : lesson.error())
            text += error.text() + "\n";
    }
    return text;
}

class LessonTest : public testing::Test {
protected:
    tl::expected<Lesson, Errors> read(const std::string& text) { return readLesson(text, "sample", m_topology); }
    Topology m_topology = test::lessonTopologySample();
};

TEST_F(LessonTest, TheWholeOfItIsRead)
{
    const auto lesson = read(lessonHead("chapter: 3\norder: 40\n") + R"(
Introduces.

More.

## One
Before.

```act
hang server
run
slow server 50ms
```
Between.
```predict
What will
it do?
- This
* That, which goes
  on
- Other
```
```check
replies: received client.req > 3 within 20s
```
Behind.

## Two
```act
stop
```
)");
    ASSERT_TRUE(lesson) << errorsOf(lesson);
    EXPECT_EQ(lesson->name, "sample");
    EXPECT_EQ(lesson->title, "Sample");
    EXPECT_EQ(lesson->family, "Pipeline");
    EXPECT_EQ(lesson->guide, "Divide and Conquer");
    EXPECT_EQ(lesson->chapter, 3);
    EXPECT_EQ(lesson->order, 40);
    EXPECT_EQ(lesson->introduction, "Introduces.\n\nMore.");
    ASSERT_EQ(lesson->steps.size(), 2U);
    const LessonStep& one = lesson->steps[0];
    EXPECT_EQ(one.title, "One");
    EXPECT_EQ(one.text, "Before.\n\nBetween.\nBehind.");
    ASSERT_EQ(one.acts.size(), 3U);
    EXPECT_EQ(one.acts[0].text(), "hang server");
    EXPECT_EQ(one.acts[1].kind, LessonAct::Kind::Run);
    EXPECT_EQ(one.acts[2].text(), "slow server 50ms");
    ASSERT_TRUE(one.prediction);
    EXPECT_EQ(one.prediction->question, "What will it do?");
    EXPECT_EQ(one.prediction->choices, (std::vector<std::string>{"This", "That, which goes on", "Other"}));
    EXPECT_EQ(one.prediction->right, 1U);
    ASSERT_EQ(one.claims.size(), 1U);
    EXPECT_EQ(one.claims[0].words, "replies");
    EXPECT_EQ(one.claims[0].line, 31);
    EXPECT_EQ(lesson->steps[1].acts[0].kind, LessonAct::Kind::Stop);
}

TEST_F(LessonTest, CodeThatIsOnlyShownIsText)
{
    const auto lesson = read(lessonHead() + "```\n## no step\nkill server\n```\n## One\n```act\nrun\n```\n```check\nsent source > 1\n```\n");
    ASSERT_TRUE(lesson) << errorsOf(lesson);
    EXPECT_EQ(lesson->introduction, "```\n## no step\nkill server\n```");
    EXPECT_EQ(lesson->steps.size(), 1U);
}

TEST_F(LessonTest, LinesMayEndAsOnWindowsAndBeginWithAByteOrderMark)
{
    std::string text = "\xEF\xBB\xBF" + lessonHead() + "## One\n```act\nrun\n```\n```check\nsent source > 1\n```\n";
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
        text.replace(at, 1, "\r\n");
    const auto lesson = read(text);
    EXPECT_TRUE(lesson) << errorsOf(lesson);
}

TEST_F(LessonTest, ALessonOfOnesOwnNamesItsTopology)
{
    EXPECT_EQ(lessonTopology(lessonHead("topology: gallery:weather\n")), "gallery:weather");
    EXPECT_EQ(lessonTopology(lessonHead()), "");
    EXPECT_EQ(lessonTopology("no lesson at all"), "");
}

// Each refused lesson stands beside what is said of it.
TEST_F(LessonTest, EveryProblemIsToldWithItsLine)
{
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(Refused)) {
        if (entry.path().extension() == ".md")
            files.insert(entry.path());
    }
    EXPECT_GE(files.size(), 10U);
    for (const std::filesystem::path& file : files) {
        const auto lesson = read(test::fileContent(file));
        EXPECT_FALSE(lesson) << file;
        std::filesystem::path golden = file;
        test::expectGolden(golden.replace_extension(".txt"), errorsOf(lesson));
    }
}

class LessonBoundsTest : public LessonTest {
protected:
    // What is said of the sample's second wire with this endpoint.
    std::string saidOf(const std::string& endpoint)
    {
        m_topology.wires[1].endpoint = endpoint;
        const auto lesson = read(Text);
        m_topology.wires[1].endpoint.clear();
        return lesson ? std::string() : errorsOf(lesson);
    }
    const std::string Text = lessonHead() + "## One\n```act\nrun\n```\n```check\nsent source > 1\n```\n";
};

TEST_F(LessonBoundsTest, WhatStaysHereIsPlayed)
{
    EXPECT_EQ(saidOf(""), "");
    for (const char* endpoint : {"tcp://127.0.0.1:*", "tcp://127.255.0.9:5555", "tcp://localhost:5555", "tcp://[::1]:5555",
                                 "ipc://*", "ipc://@tasks", "inproc://x", "inproc://lo", "inproc://a;b"})
        EXPECT_EQ(saidOf(endpoint), "") << endpoint;
}

TEST_F(LessonBoundsTest, EveryWayOffThisMachineIsRefusedWithItsPlace)
{
    for (const char* endpoint : {
             "tcp://*:5555", "tcp://0.0.0.0:5555", "tcp://[::]:5555",        // every interface
             "tcp://192.168.1.7:5555", "tcp://eth0:5555", "tcp://[fe80::1%eth0]:5555", // another one
             "tcp://example.org:5555", "tcp://edge:5555",                     // somebody else's, or a host's name
             "tcp://127.0.0.1.example.org:5555", "tcp://localhost.example.org:5555", // which only begin like it
             "tcp://[::ffff:192.168.1.7]:5555",
             "tcp://lo:5555",                                                 // a name to those who connect
             "tcp://127.0.0.1:0;192.168.1.7:5555", "tcp://192.168.1.5:0;127.0.0.1:5555", "tcp://127.0.0.1:0;lo:5555"})
        EXPECT_THAT(saidOf(endpoint), testing::HasSubstr("wire 'source.out → sink.in': a lesson cannot leave this machine"))
            << endpoint;
    // An endpoint that cannot be read says itself what is wrong.
    for (const char* endpoint : {"pgm://eth0;239.192.1.1:5555", "epgm://127.0.0.1;239.192.1.1:5555", "udp://239.0.0.1:5555",
                                 "norm://127.0.0.1:5555", "vmci://1:5555", "TCP://127.0.0.1:5555", "tcp://127.1:5555",
                                 "tcp://127.0.0.1:70000", "//127.0.0.1:5555", "file:///etc/passwd"})
        EXPECT_THAT(saidOf(endpoint), testing::AllOf(testing::StartsWith("line 1: wire 'source.out → sink.in': "),
                                                     testing::HasSubstr("cannot be used")))
            << endpoint;
}

// The host itself binds every interface where an endpoint bears its name (core/model/host_endpoint.h).
TEST_F(LessonBoundsTest, AnEndpointThatNamesItsHostIsBoundEverywhereAndRefused)
{
    m_topology.hosts.push_back({HostId("edge"), {}, {}});
    for (Node& node : m_topology.nodes)
        node.host = HostId("edge");
    EXPECT_THAT(saidOf("tcp://edge:5555"), testing::HasSubstr("a lesson cannot leave this machine"));
    m_topology.hosts.push_back({HostId("LocalHost"), {}, {}});
    for (Node& node : m_topology.nodes)
        node.host = HostId("LocalHost");
    EXPECT_THAT(saidOf("tcp://LocalHost:5555"), testing::HasSubstr("a lesson cannot leave this machine"));
}

TEST_F(LessonBoundsTest, FilesAreNotForALessonToChoose)
{
    for (const char* endpoint : {"ipc:///home/somebody/thesis.odt", "ipc://relative", "ipc://../../above", "ipc:///dev/null",
                                 "ipc:///run/docker.sock"})
        EXPECT_THAT(saidOf(endpoint), testing::HasSubstr("wire 'source.out → sink.in': a lesson cannot choose a file"))
            << endpoint;
}

TEST_F(LessonBoundsTest, OptionsThatLeaveThisMachineAreRefused)
{
    const Topology harmless = m_topology;
    for (const char* option : {"SOCKS_PROXY", "SOCKS_USERNAME", "BINDTODEVICE", "GSSAPI_SERVER", "GSSAPI_SERVICE_PRINCIPAL"}) {
        m_topology = harmless;
        m_topology.nodes[0].sockets[0].options[option] = std::string("example.org:1080");
        EXPECT_THAT(errorsOf(read(Text)),
                    testing::HasSubstr(std::string("socket 'client.req': a lesson cannot leave this machine: take the option ") +
                                       option + " away"));
    }
    m_topology = harmless;
    m_topology.nodes[0].sockets[0].options["SNDHWM"] = std::int64_t{10};
    EXPECT_TRUE(read(Text)) << errorsOf(read(Text));
}

TEST_F(LessonBoundsTest, ProgramsAreNotStartedHoweverTheLessonAsks)
{
    Node program = m_topology.nodes[3];
    program.id = NodeId("tool");
    program.role = "program";
    program.params["command"] = std::string("touch");
    m_topology.nodes.push_back(program);
    // Refused though the lesson never runs it, and though it is killed before it could start.
    EXPECT_THAT(errorsOf(read(Text)), testing::HasSubstr("node 'tool': a lesson cannot start programs"));
    EXPECT_THAT(errorsOf(read(lessonHead() + "## One\n```act\nkill tool\nrun\nrestart tool\nset tool.command=reboot\n"
                                             "```\n```check\nsent source > 1\n```\n")),
                testing::HasSubstr("node 'tool': a lesson cannot start programs"));
}

// What `set` reaches are the parameters of the role that a node has: no endpoint, role, command, option or host.
TEST_F(LessonBoundsTest, ASettingChangesParametersAndNothingElse)
{
    for (const char* act :
         {"set source.command=reboot", "set source.role=program", "set source.endpoint=tcp://*:5555", "set source.host=far",
          "set source.out.endpoint=tcp://*:5555", "set push.endpoint=tcp://*:5555", "set source.out.SOCKS_PROXY=a:1080",
          "set source.params={}", "set source.=1", "set .rate=1", "set source.rate", "set source.rate=1e999",
          "set source.rate=-5", "set source.size=9223372036854775808"}) {
        const auto lesson =
            read(lessonHead() + "## One\n```act\nrun\n" + act + "\n```\n```check\nsent source > 1\n```\n");
        EXPECT_FALSE(lesson) << act;
        EXPECT_THAT(errorsOf(lesson), testing::StartsWith("line 9: ")) << act;
    }
}

} // namespace
} // namespace zeroloom
