// What is deployed of one topology with everything in it, file by file. ZEROLOOM_UPDATE_GOLDEN writes the files anew.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/file_system.h"
#include "core/exchange/exporter.h"
#include "core/format/topology_file.h"

namespace zeroloom {
namespace {

namespace fs = std::filesystem;

const fs::path Folder = fs::path(ZEROLOOM_SOURCES) / "tests/data/exchange/deployment";

std::string contentOf(const fs::path& path)
{
    const auto text = DiskFileSystem().read(path, 1U << 24U);
    return text ? *text : "(" + text.error().text() + ")";
}

void write(const fs::path& path, const std::string& text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::set<std::string> filesBelow(const fs::path& folder)
{
    std::set<std::string> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
        if (!entry.is_directory())
            files.insert(fs::relative(entry.path(), folder).string());
    }
    return files;
}

// What differs is told file by file.
[[maybe_unused]] void PrintTo(const Exported& exported, std::ostream* out) { *out << exported.files.size() << " files"; }

class DeploymentGolden : public testing::TestWithParam<const char*> {};

TEST_P(DeploymentGolden, FilesAreAsTheyWere)
{
    const auto topology = readTopology(contentOf(Folder / "sensors.zeroloom"));
    ASSERT_TRUE(topology) << topology.error().front().text();
    const auto exported = exporterByName(GetParam())->write(*topology, {});
    ASSERT_TRUE(exported) << exported.error().text();
    EXPECT_EQ(*exported, *exporterByName(GetParam())->write(*topology, {})) << "the same bytes each time";

    const fs::path golden = Folder / GetParam();
    std::string remarks;
    for (const Remark& remark : exported->remarks)
        remarks += remark.text() + "\n";
    std::vector<ExportedFile> files = exported->files;
    files.push_back({"remarks.txt", remarks});
    const bool update = std::getenv("ZEROLOOM_UPDATE_GOLDEN") != nullptr;
    std::set<std::string> names;
    for (const ExportedFile& file : files) {
        // Files that git would leave out or that would hide others from it stand under another name.
        const std::string name = file.path.find(".gitignore") == std::string::npos ? file.path : file.path + ".txt";
        names.insert(name);
        if (update)
            write(golden / name, file.content);
        EXPECT_EQ(file.content, contentOf(golden / name)) << name;
    }
    EXPECT_EQ(names, filesBelow(golden));
}

INSTANTIATE_TEST_SUITE_P(Formats, DeploymentGolden, testing::Values("compose", "kubernetes", "systemd"),
                         [](const auto& format) { return std::string(format.param); });

} // namespace
} // namespace zeroloom
