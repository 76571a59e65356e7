// What a user can rely on when an export is written: nothing of his is replaced without a yes, and no half file stays.
#include "core/exchange/export_files.h"

#include <fstream>

#include <gmock/gmock.h>

#include "tests/support/failing_file_system.h"
#include "tests/support/temporary_folder.h"

namespace zeroloom {
namespace {

using test::FailingFileSystem;
using test::TemporaryFolder;
using testing::HasSubstr;

Exported single() { return {{{"topology.dot", "digraph {}\n"}}, {}}; }

Exported folder() { return {{{"README.md", "read me\n"}, {"launch.py", "#!\n", true}, {"nodes/a.py", "a\n"}}, {}}; }

Status write(const Exported& exported, const std::filesystem::path& target, FileSystem& files,
             Overwrite overwrite = Overwrite::Never)
{
    const ExportShape shape = exported.files.size() == 1 ? ExportShape::File : ExportShape::Folder;
    return writeExport(exported, shape, target, overwrite, files);
}

std::string contentOf(const std::filesystem::path& path)
{
    return DiskFileSystem().read(path, 1 << 20).value_or("unreadable");
}

void put(const std::filesystem::path& path, const std::string& content)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << content;
}

std::size_t entries(const std::filesystem::path& path)
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(path), std::filesystem::directory_iterator()));
}

TEST(ExportFiles, AFileIsWrittenAndNotReplacedWithoutAYes)
{
    TemporaryFolder temporary;
    DiskFileSystem disk;
    const auto target = temporary / "out.dot";
    ASSERT_TRUE(write(single(), target, disk));
    EXPECT_EQ(contentOf(target), "digraph {}\n");
    put(target, "mine");
    const Status again = write(single(), target, disk);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::AlreadyExists);
    EXPECT_THAT(again.error().message, HasSubstr("--force"));
    EXPECT_THAT(again.error().message, HasSubstr(target.string()));
    EXPECT_EQ(contentOf(target), "mine");
    EXPECT_TRUE(write(single(), target, disk, Overwrite::Files));
    EXPECT_EQ(contentOf(target), "digraph {}\n");
    EXPECT_EQ(entries(temporary.path()), 1U) << "a temporary file was left";
}

TEST(ExportFiles, ALinkThatLeadsNowhereIsInTheWay)
{
    TemporaryFolder temporary;
    DiskFileSystem disk;
    std::filesystem::create_symlink(temporary / "elsewhere", temporary / "out.dot");
    const Status written = write(single(), temporary / "out.dot", disk);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::AlreadyExists);
    EXPECT_FALSE(std::filesystem::exists(temporary / "elsewhere"));
}

TEST(ExportFiles, AFileDoesNotTakeTheNameOfAFolder)
{
    TemporaryFolder temporary;
    DiskFileSystem disk;
    for (const Overwrite overwrite : {Overwrite::Never, Overwrite::Files}) {
        const Status written = write(single(), temporary.path(), disk, overwrite);
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().code, ErrorCode::InvalidInput);
        EXPECT_THAT(written.error().message, HasSubstr("is a folder"));
    }
}

TEST(ExportFiles, AFolderIsMadeWithItsFoldersAndExecuteBits)
{
    TemporaryFolder temporary;
    DiskFileSystem disk;
    const auto target = temporary / "new" / "deep";
    ASSERT_TRUE(write(folder(), target, disk));
    EXPECT_EQ(contentOf(target / "nodes" / "a.py"), "a\n");
    using std::filesystem::perms;
    const auto bits = [&](const char* name) {
        return std::filesystem::status(target / name).permissions() & perms::owner_exec;
    };
    EXPECT_NE(bits("launch.py"), perms::none);
    EXPECT_EQ(bits("README.md"), perms::none);
}

TEST(ExportFiles, AnEmptyFolderIsTakenAndAFullOneIsNot)
{
    TemporaryFolder temporary;
    DiskFileSystem disk;
    const auto target = temporary / "out";
    std::filesystem::create_directory(target);
    EXPECT_TRUE(write(folder(), target, disk));
    const Status again = write(folder(), target, disk);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::AlreadyExists);
    EXPECT_THAT(again.error().message, HasSubstr("--force"));
}

TEST(ExportFiles, AYesReplacesTheFilesOfTheExportAndKeepsTheOthers)
{
    TemporaryFolder temporary;
    DiskFileSystem disk;
    put(temporary / "out" / "mine.txt", "mine");
    put(temporary / "out" / "README.md", "old");
    ASSERT_TRUE(write(folder(), temporary / "out", disk, Overwrite::Files));
    EXPECT_EQ(contentOf(temporary / "out" / "mine.txt"), "mine");
    EXPECT_EQ(contentOf(temporary / "out" / "README.md"), "read me\n");
}

TEST(ExportFiles, WhatIsInTheWayIsFoundBeforeTheFirstFileIsWritten)
{
    TemporaryFolder temporary;
    DiskFileSystem disk;
    put(temporary / "file", "mine");
    const Status onFile = write(folder(), temporary / "file", disk, Overwrite::Files);
    ASSERT_FALSE(onFile);
    EXPECT_THAT(onFile.error().message, HasSubstr("is no folder"));
    put(temporary / "out" / "nodes", "a file where a folder is due");
    const Status inside = write(folder(), temporary / "out", disk, Overwrite::Files);
    ASSERT_FALSE(inside);
    EXPECT_THAT(inside.error().message, HasSubstr("nodes"));
    EXPECT_FALSE(std::filesystem::exists(temporary / "out" / "README.md"));
}

TEST(ExportFiles, AFullDiskLeavesNoHalfFile)
{
    FailingFileSystem files;
    files.failWrites(ENOSPC);
    const Status written = write(single(), "out.dot", files);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::Io);
    EXPECT_THAT(written.error().message, HasSubstr("disk is full"));
    EXPECT_FALSE(files.content("out.dot"));
}

TEST(ExportFiles, AFailureMidwaySaysWhatWasWrittenAndWhatWasNot)
{
    FailingFileSystem files;
    files.failWritesAfter(1, ENOSPC);
    const Status written = write(folder(), "out", files);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::Io);
    EXPECT_THAT(written.error().message, HasSubstr("disk is full"));
    EXPECT_THAT(written.error().message, HasSubstr("written were README.md, not written launch.py, nodes/a.py"));
    EXPECT_TRUE(files.content("out/README.md"));
    EXPECT_FALSE(files.content("out/launch.py"));
}

TEST(ExportFiles, AnUnreadableFolderIsNotTakenForAnEmptyOne)
{
    FailingFileSystem files;
    files.put("out/mine.txt", "mine");
    files.failReads(EACCES);
    const Status written = write(folder(), "out", files);
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().message, HasSubstr("permission denied"));
    EXPECT_EQ(files.writes(), 0);
}

TEST(ExportFiles, NoNameLeadsOutOfTheFolder)
{
    FailingFileSystem files;
    for (const char* name : {"../a", "/etc/a", "a/../../b", "", "."}) {
        const Exported bad{{{"README.md", ""}, {name, ""}}, {}};
        const Status written = write(bad, "out", files);
        ASSERT_FALSE(written) << name;
        EXPECT_EQ(written.error().code, ErrorCode::Internal);
    }
    EXPECT_EQ(files.writes(), 0);
}

} // namespace
} // namespace zeroloom
