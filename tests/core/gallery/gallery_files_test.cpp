// The gallery's files: every entry has a lesson that can be played, and one that cannot be read is named.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/gallery/gallery.h"
#include "tests/core/gallery/lesson_samples.h"
#include "tests/support/temporary_folder.h"

namespace zeroloom {
namespace {

const std::filesystem::path Resources = std::filesystem::path(ZEROLOOM_SOURCE_DIR) / "resources";

void write(const std::filesystem::path& file, const std::string& text)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

TEST(GalleryFiles, EveryLessonTeachesWhatALessonMust)
{
    const auto entries = readGallery(Resources);
    ASSERT_TRUE(entries) << entries.error().front().text();
    for (const GalleryEntry& entry : *entries) {
        EXPECT_TRUE(entry.hasLesson()) << entry.name;
        const Lesson& lesson = entry.lesson;
        std::size_t predictions = 0, claims = 0, faults = 0;
        for (const LessonStep& step : lesson.steps) {
            predictions += step.prediction ? 1 : 0;
            claims += step.claims.size();
            for (const LessonAct& act : step.acts)
                faults += act.kind == LessonAct::Kind::Do ? 1 : 0;
        }
        EXPECT_GE(predictions, 1U) << entry.name;
        EXPECT_GE(claims, 2U) << entry.name;
        EXPECT_GE(faults, 1U) << entry.name << ": one failure to cause, with its cure";
        EXPECT_FALSE(lesson.introduction.empty()) << entry.name;
        for (const Node& node : entry.topology.nodes) {
            for (const Socket& socket : node.sockets)
                EXPECT_THAT(lesson.introduction, testing::HasSubstr(std::string(name(socket.type))))
                    << entry.name << ": the introduction names the sockets involved";
        }
    }
}

TEST(GalleryFiles, EveryLessonBelongsToATopology)
{
    const std::vector<std::string> topologies = galleryNames(Resources);
    for (const std::string& name : lessonNames(Resources))
        EXPECT_THAT(topologies, testing::Contains(name));
    EXPECT_GE(lessonNames(Resources).size(), 7U);
}

TEST(GalleryFiles, FamiliesHaveTheirEntriesInOrder)
{
    std::vector<GalleryEntry> entries(3);
    entries[0].lesson.family = "Pipeline";
    entries[1].lesson.family = "Request-reply";
    const auto families = byFamily(entries);
    ASSERT_EQ(families.size(), 3U);
    EXPECT_EQ(families[0].name, "Request-reply");
    EXPECT_EQ(families[1].name, "Pipeline");
    EXPECT_EQ(families[2].name, "") << "without a lesson, last";
    EXPECT_EQ(families[1].entries, std::vector<const GalleryEntry*>{&entries[0]});
}

TEST(GalleryFiles, WhatCannotBeReadIsNamedWithItsFileAndLine)
{
    const test::TemporaryFolder folder;
    EXPECT_THAT(readGallery(folder.path()).error().front().text(), testing::HasSubstr("there are no examples in"));
    write(folder.path() / "gallery" / "sample.zeroloom", writeTopology(test::lessonTopologySample()));
    const auto without = readGalleryEntry(folder.path(), "sample");
    ASSERT_TRUE(without);
    EXPECT_FALSE(without->hasLesson());
    EXPECT_EQ(without->lesson.title, "Sample");
    write(folder.path() / "lessons" / "sample.md", test::lessonHead() + "## One\n```act\nkill servre\n```\n");
    const auto broken = readGallery(folder.path());
    ASSERT_FALSE(broken);
    EXPECT_THAT(broken.error().front().text(), testing::HasSubstr("lessons/sample.md: line 1: the lesson proves nothing"));
    EXPECT_THAT(broken.error()[1].text(), testing::HasSubstr("lessons/sample.md: line 8: there is no node 'servre'"));
    write(folder.path() / "gallery" / "sample.zeroloom", "{");
    EXPECT_THAT(readGallery(folder.path()).error().front().text(), testing::HasSubstr("gallery/sample.zeroloom: line 1"));
}

TEST(GalleryFiles, ALessonOfOnesOwnFindsItsTopology)
{
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "mine.md";
    const std::string steps = "## One\n```act\nrun\n```\n```check\nreceived client.req > 3\n```\n";
    write(file, test::lessonHead() + steps);
    EXPECT_THAT(readOwnLesson(file, Resources).error().front().text(), testing::HasSubstr("of which topology"));
    write(file, test::lessonHead("topology: gallery:hello-world\n") + steps);
    const auto ofGallery = readOwnLesson(file, Resources);
    ASSERT_TRUE(ofGallery) << ofGallery.error().front().text();
    EXPECT_EQ(ofGallery->topology.name, "Hello world");
    write(file, test::lessonHead("topology: gallery:hello-wrld\n") + steps);
    EXPECT_THAT(readOwnLesson(file, Resources).error().front().text(), testing::HasSubstr("did you mean 'hello-world'?"));
    write(file, test::lessonHead("topology: beside.zeroloom\n") + steps);
    EXPECT_FALSE(readOwnLesson(file, Resources));
    write(folder.path() / "beside.zeroloom", writeTopology(test::lessonTopologySample()));
    EXPECT_EQ(readOwnLesson(file, Resources)->topology.name, "Sample");
}

} // namespace
} // namespace zeroloom
