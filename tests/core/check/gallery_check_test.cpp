// The built-in examples are what people learn from: none of them may have an error or a warning.
#include <gtest/gtest.h>

#include <filesystem>

#include "core/base/file_system.h"
#include "core/check/check.h"
#include "core/format/topology_file.h"

namespace zeroloom {
namespace {

TEST(GalleryCheck, EveryExampleIsSound)
{
    const auto folder = resourceFolder();
    ASSERT_TRUE(folder) << folder.error().text();
    std::size_t examples = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*folder / "gallery")) {
        if (entry.path().extension() != ".zeroloom")
            continue;
        ++examples;
        const auto text = DiskFileSystem().read(entry.path(), TopologyFileLimit);
        ASSERT_TRUE(text) << text.error().text();
        const auto topology = readTopology(*text);
        ASSERT_TRUE(topology) << entry.path() << ": " << topology.error().front().text();
        for (const Diagnostic& diagnostic : check(*topology))
            EXPECT_EQ(diagnostic.severity, Severity::Info) << entry.path() << ": " << diagnostic.message;
    }
    EXPECT_GE(examples, 5U);
}

} // namespace
} // namespace zeroloom
