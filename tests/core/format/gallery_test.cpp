// The built-in examples are as the program itself writes them, and run without a complaint.
#include <filesystem>

#include <gtest/gtest.h>

#include "core/base/file_system.h"
#include "core/check/check.h"
#include "core/format/topology_file.h"

namespace zeroloom {
namespace {

const std::filesystem::path Gallery = std::filesystem::path(ZEROLOOM_SOURCE_DIR) / "resources" / "gallery";

TEST(Gallery, EveryExampleIsWrittenAsTheProgramWritesAndPassesTheCheck)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(Gallery)) {
        ASSERT_EQ(entry.path().extension(), ".zeroloom") << entry.path();
        names.insert(entry.path().stem().string());
        const auto text = DiskFileSystem().read(entry.path(), TopologyFileLimit);
        ASSERT_TRUE(text) << text.error().text();
        const auto topology = readTopology(*text);
        ASSERT_TRUE(topology) << entry.path() << ": " << topology.error().front().text();
        EXPECT_EQ(writeTopology(*topology), *text) << entry.path();
        EXPECT_FALSE(topology->name.empty()) << entry.path();
        EXPECT_FALSE(topology->description.empty()) << entry.path();
        EXPECT_EQ(topology->layout.size(), topology->nodes.size()) << entry.path();
        for (const Diagnostic& diagnostic : check(*topology)) {
            EXPECT_EQ(diagnostic.severity, Severity::Info)
                << entry.path() << ": " << diagnostic.code << ": " << diagnostic.message;
        }
    }
    for (const char* name :
         {"task-pipeline", "hello-world", "weather", "request-reply-broker", "exclusive-pair", "xpub-xsub-proxy",
          "load-balancing-broker", "router-to-router", "peering-state", "peering-tasks", "peering"})
        EXPECT_TRUE(names.contains(name)) << name;
}

} // namespace
} // namespace zeroloom
