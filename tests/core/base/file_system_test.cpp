#include "core/base/file_system.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/failing_file_system.h"
#include "tests/support/temporary_folder.h"

namespace zeroloom {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr std::uint64_t Limit = 1 << 20;

std::string contentOf(const fs::path& path)
{
    std::ostringstream content;
    content << std::ifstream(path, std::ios::binary).rdbuf();
    return content.str();
}

std::size_t filesIn(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

// Files larger than this cannot be written while it lives: a disk that fills up in the middle of a write.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        m_oldHandler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_oldHandler);
    }

private:
    rlimit m_before{};
    void (*m_oldHandler)(int);
};

// Permissions do not bind root, so the test steps down while this lives.
class OrdinaryUser {
public:
    OrdinaryUser() : m_before(geteuid())
    {
        if (m_before == 0) {
            EXPECT_EQ(seteuid(65534), 0);
        }
    }
    ~OrdinaryUser() { EXPECT_EQ(seteuid(m_before), 0); }

private:
    uid_t m_before;
};

class DiskFile : public testing::Test {
protected:
    test::TemporaryFolder m_folder;
    DiskFileSystem m_disk;
};

TEST_F(DiskFile, IsReadAsItWasWritten)
{
    const std::string content("line\n\0binary\xff", 13);
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "a.zeroloom", content));
    EXPECT_EQ(m_disk.read(m_folder / "a.zeroloom", Limit).value_or(""), content);
    EXPECT_EQ(filesIn(m_folder.path()), 1U);
}

TEST_F(DiskFile, IsReplacedWhole)
{
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "a", std::string(100'000, 'x')));
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "a", "short"));
    EXPECT_EQ(contentOf(m_folder / "a"), "short");
}

TEST_F(DiskFile, KeepsItsPermissions)
{
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "a", "one"));
    ASSERT_EQ(chmod((m_folder / "a").c_str(), 0640), 0);
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "a", "two"));
    struct stat status {};
    ASSERT_EQ(stat((m_folder / "a").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0640U);
}

TEST_F(DiskFile, HonoursTheUmaskWhenItIsNew)
{
    const mode_t before = umask(027);
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "a", "one"));
    umask(before);
    struct stat status {};
    ASSERT_EQ(stat((m_folder / "a").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0640U);
}

TEST_F(DiskFile, IsWrittenThroughASymbolicLink)
{
    fs::create_directory(m_folder / "real");
    ASSERT_TRUE(m_disk.writeAtomically(m_folder.path() / "real" / "a", "old"));
    fs::create_symlink("real/a", m_folder / "link");
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "link", "new"));
    EXPECT_TRUE(fs::is_symlink(m_folder / "link"));
    EXPECT_EQ(contentOf(m_folder.path() / "real" / "a"), "new");
}

TEST_F(DiskFile, IsMadeWhereADanglingLinkPoints)
{
    fs::create_symlink("later", m_folder / "link");
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "link", "new"));
    EXPECT_EQ(contentOf(m_folder / "later"), "new");
}

TEST_F(DiskFile, RefusesLinksThatGoInACircle)
{
    fs::create_symlink("b", m_folder / "a");
    fs::create_symlink("a", m_folder / "b");
    const Status written = m_disk.writeAtomically(m_folder / "a", "x");
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().message, HasSubstr("circle"));
}

TEST_F(DiskFile, StaysWholeWhenTheDiskFillsUp)
{
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "a", "old"));
    Status written;
    {
        const FileSizeLimit limit(4096);
        written = m_disk.writeAtomically(m_folder / "a", std::string(1'000'000, 'x'));
    }
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::Io);
    EXPECT_THAT(written.error().message, HasSubstr("would be larger than the file system"));
    EXPECT_EQ(contentOf(m_folder / "a"), "old");
    EXPECT_EQ(filesIn(m_folder.path()), 1U) << "the half-written file was left behind";
}

TEST_F(DiskFile, SaysThatTheDiskIsFull)
{
    const Status written = m_disk.writeAtomically("/dev/full", "x");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::Io);
    EXPECT_EQ(written.error().message, "cannot write '/dev/full': the disk is full: free some space and try again");
}

TEST_F(DiskFile, IsNotPutInThePlaceOfADevice)
{
    ASSERT_TRUE(m_disk.writeAtomically("/dev/null", "x"));
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(DiskFile, IsRefusedInAFolderWithoutPermission)
{
    fs::permissions(m_folder.path(), fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_exec);
    const OrdinaryUser user;
    const Status written = m_disk.writeAtomically(m_folder / "a", "x");
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().message, HasSubstr("permission denied"));
}

TEST_F(DiskFile, IsRefusedWhenItIsWriteProtectedThoughItsFolderIsNot)
{
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "a", "old"));
    ASSERT_EQ(chmod((m_folder / "a").c_str(), 0444), 0);
    fs::permissions(m_folder.path(), fs::perms::all);
    const OrdinaryUser user;
    const Status written = m_disk.writeAtomically(m_folder / "a", "new");
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().message, HasSubstr("permission denied"));
    EXPECT_EQ(contentOf(m_folder / "a"), "old");
}

TEST_F(DiskFile, MissingIsNotFound)
{
    const auto read = m_disk.read(m_folder / "none", Limit);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::NotFound);
    EXPECT_THAT(read.error().message, HasSubstr("none"));
    const Status written = m_disk.writeAtomically(m_folder.path() / "no" / "folder", "x");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::NotFound);
}

TEST_F(DiskFile, LargerThanTheLimitIsRefused)
{
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / "a", std::string(1001, 'x')));
    EXPECT_TRUE(m_disk.read(m_folder / "a", 1001));
    const auto read = m_disk.read(m_folder / "a", 1000);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::InvalidInput);
    EXPECT_FALSE(m_disk.read("/dev/zero", Limit)) << "an endless file must end at the limit";
}

TEST_F(DiskFile, CannotBeAFolder)
{
    EXPECT_EQ(m_disk.read(m_folder.path(), Limit).error().code, ErrorCode::InvalidInput);
    EXPECT_FALSE(m_disk.writeAtomically(m_folder.path(), "x"));
}

TEST_F(DiskFile, MayHaveTheLongestName)
{
    const std::string name(255, 'n');
    ASSERT_TRUE(m_disk.writeAtomically(m_folder / name, "x"));
    EXPECT_EQ(m_disk.read(m_folder / name, Limit).value_or(""), "x");
}

class ResourceFolder : public testing::Test {
protected:
    void SetUp() override
    {
        if (const char* value = std::getenv("ZEROLOOM_RESOURCES")) {
            m_before = value;
        }
    }
    void TearDown() override
    {
        m_before ? setenv("ZEROLOOM_RESOURCES", m_before->c_str(), 1) : unsetenv("ZEROLOOM_RESOURCES");
    }

    std::optional<std::string> m_before;
    test::TemporaryFolder m_folder;
};

TEST_F(ResourceFolder, IsTheOneThatTheEnvironmentNames)
{
    setenv("ZEROLOOM_RESOURCES", m_folder.path().c_str(), 1);
    EXPECT_EQ(resourceFolder().value_or(""), m_folder.path());
}

TEST_F(ResourceFolder, ThatDoesNotExistIsNamedInTheError)
{
    setenv("ZEROLOOM_RESOURCES", "/no/such/folder", 1);
    const auto folder = resourceFolder();
    ASSERT_FALSE(folder);
    EXPECT_EQ(folder.error().code, ErrorCode::NotFound);
    EXPECT_THAT(folder.error().message, HasSubstr("/no/such/folder"));
}

TEST_F(ResourceFolder, StandsBesideTheProgramsFolder)
{
    unsetenv("ZEROLOOM_RESOURCES");
    const auto folder = resourceFolder();
    ASSERT_TRUE(folder) << folder.error().text();
    const fs::path program = fs::read_symlink("/proc/self/exe");
    EXPECT_EQ(*folder, program.parent_path().parent_path() / "share" / "zeroloom");
}

TEST(Placing, ReplacesNothingWhereItMayNot)
{
    test::TemporaryFolder folder;
    DiskFileSystem disk;
    const fs::path path = folder / "file";
    ASSERT_TRUE(disk.place(path, "one", {.replace = false}));
    const Status again = disk.place(path, "two", {.replace = false});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::AlreadyExists);
    EXPECT_EQ(disk.read(path, Limit).value_or(""), "one");
    fs::create_symlink(folder / "nowhere", folder / "link");
    EXPECT_FALSE(disk.place(folder / "link", "two", {.replace = false}));
    EXPECT_FALSE(fs::exists(folder / "nowhere"));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 2);
}

TEST(Placing, MakesExecutableForThoseWhoMayRead)
{
    test::TemporaryFolder folder;
    DiskFileSystem disk;
    ASSERT_TRUE(disk.place(folder / "plain", "", {}));
    ASSERT_TRUE(disk.place(folder / "run", "", {.executable = true}));
    using fs::perms;
    const perms plain = fs::status(folder / "plain").permissions();
    const perms run = fs::status(folder / "run").permissions();
    EXPECT_EQ(plain & (perms::owner_exec | perms::group_exec | perms::others_exec), perms::none);
    EXPECT_NE(run & perms::owner_exec, perms::none);
    EXPECT_EQ((run & perms::group_exec) != perms::none, (plain & perms::group_read) != perms::none);
    EXPECT_EQ((run & perms::others_exec) != perms::none, (plain & perms::others_read) != perms::none);
}

TEST(Placing, LooksAtWhatStandsThere)
{
    test::TemporaryFolder folder;
    DiskFileSystem disk;
    EXPECT_EQ(disk.kind(folder / "none"), PathKind::Missing);
    EXPECT_EQ(disk.kind(folder.path()), PathKind::Folder);
    EXPECT_EQ(disk.kind("/dev/null"), PathKind::Other);
    EXPECT_TRUE(disk.isEmptyFolder(folder.path()).value_or(false));
    ASSERT_TRUE(disk.makeFolders(folder / "a/b"));
    ASSERT_TRUE(disk.makeFolders(folder / "a/b"));
    EXPECT_FALSE(disk.isEmptyFolder(folder.path()).value_or(true));
    ASSERT_TRUE(disk.place(folder / "a/b/c", "", {}));
    EXPECT_EQ(disk.kind(folder / "a/b/c"), PathKind::File);
    EXPECT_FALSE(disk.makeFolders(folder / "a/b/c/d"));
    EXPECT_FALSE(disk.isEmptyFolder(folder / "none"));
}

TEST(FailingFileSystem, SpeaksLikeTheDisk)
{
    test::FailingFileSystem files;
    ASSERT_TRUE(files.writeAtomically("/a", "one"));
    files.failWrites(ENOSPC);
    const Status written = files.writeAtomically("/a", "two");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().message, "cannot write '/a': the disk is full: free some space and try again");
    EXPECT_EQ(files.content("/a"), "one");
    files.failReads(EACCES);
    EXPECT_THAT(files.read("/a", Limit).error().message, HasSubstr("permission denied"));
}

} // namespace
} // namespace zeroloom
