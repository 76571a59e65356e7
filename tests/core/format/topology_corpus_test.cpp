// The seeds of the fuzzer, read in the ordinary suite too: what it found once stays found. Files named ok-* are read;
// bad-* are refused, by the schema as well (topology_schema_test.py); refused-* are refused for what no schema can say.
#include <filesystem>

#include <gtest/gtest.h>

#include "core/base/file_system.h"
#include "core/format/topology_file.h"

namespace zeroloom {
namespace {

constexpr std::string_view Examples = "tests/data/topologies";
constexpr std::string_view Gallery = "resources/gallery";

TEST(TopologyCorpus, IsReadOrRefusedInWordsAndWhatIsReadIsStable)
{
    int count = 0;
    int readable = 0;
    for (const std::string_view folder : {Examples, Gallery}) {
        for (const auto& entry :
             std::filesystem::directory_iterator(std::filesystem::path(ZEROLOOM_SOURCE_DIR) / folder)) {
            const auto text = DiskFileSystem().read(entry.path(), TopologyFileLimit);
            ASSERT_TRUE(text) << text.error().text();
            ++count;
            const std::string name = entry.path().filename().string();
            const bool fine = name.starts_with("ok-") || folder == Gallery;
            const auto topology = readTopology(*text);
            ASSERT_EQ(topology.has_value(), fine)
                << name << ": " << (topology ? "read" : topology.error().front().text());
            if (!topology) {
                EXPECT_FALSE(topology.error().front().message.empty()) << name;
                continue;
            }
            ++readable;
            const std::string written = writeTopology(*topology);
            const auto again = readTopology(written);
            ASSERT_TRUE(again) << entry.path() << ": " << again.error().front().text();
            EXPECT_TRUE(*again == *topology) << entry.path();
            EXPECT_EQ(writeTopology(*again), written) << entry.path();
        }
    }
    EXPECT_GE(count, 80);
    EXPECT_GE(readable, 18);
}

} // namespace
} // namespace zeroloom
