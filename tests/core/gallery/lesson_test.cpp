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

TEST_F(LessonTest, ATopologyThatStartsProgramsOrLeavesThisMachineIsRefused)
{
    const std::string text = lessonHead() + "## One\n```act\nrun\n```\n```check\nsent source > 1\n```\n";
    ASSERT_TRUE(read(text)) << errorsOf(read(text));
    const Topology harmless = m_topology;
    m_topology.nodes[0].role = "program";
    EXPECT_THAT(errorsOf(read(text)), testing::HasSubstr("node 'client': a lesson cannot start programs"));
    for (const char* endpoint : {"tcp://*:5555", "tcp://192.168.1.7:5555", "tcp://example.org:5555", "ws://0.0.0.0:80/x"}) {
        m_topology = harmless;
        m_topology.wires[1].endpoint = endpoint;
        EXPECT_THAT(errorsOf(read(text)), testing::HasSubstr("wire 'source.out → sink.in': a lesson cannot leave this machine"))
            << endpoint;
    }
    for (const char* endpoint : {"tcp://127.0.0.1:*", "ipc://*", "inproc://x", "tcp://[::1]:5555"}) {
        m_topology.wires[1].endpoint = endpoint;
        EXPECT_TRUE(read(text)) << endpoint << errorsOf(read(text));
    }
    m_topology.nodes[0].sockets[0].options["SOCKS_PROXY"] = std::string("example.org:1080");
    EXPECT_THAT(errorsOf(read(text)), testing::HasSubstr("socket 'client.req': a lesson cannot leave this machine"));
}

} // namespace
} // namespace zeroloom
