// The Python export against golden files: what a person gets, role by role. That it runs is tested in tests/interop.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/exchange/exporter.h"
#include "core/exchange/hidden_characters.h"
#include "core/exchange/markdown_text.h"
#include "core/exchange/python_text.h"
#include "core/format/topology_file.h"

namespace zeroloom {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;

const std::filesystem::path Golden = std::filesystem::path(ZEROLOOM_SOURCE_DIR) / "tests/data/exchange/python";

std::string contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

Topology goldenTopology(const std::string& name)
{
    const auto topology = readTopology(contentOf(Golden / (name + ".zeroloom")));
    EXPECT_TRUE(topology) << name << ".zeroloom cannot be read";
    return topology.value_or(Topology());
}

Topology allRoles() { return goldenTopology("roles"); }

Exported exportedPython(const Topology& topology)
{
    const auto exported = exporterByName("python")->write(topology, {});
    EXPECT_TRUE(exported) << exported.error().message;
    return exported.value_or(Exported());
}

// The topology NAME.zeroloom makes the files of the folder NAME, and no others.
void expectGoldenFiles(const std::string& name)
{
    const Exported exported = exportedPython(goldenTopology(name));
    const std::filesystem::path folder = Golden / name;
    const bool update = std::getenv("ZEROLOOM_UPDATE_GOLDEN") != nullptr;
    if (update)
        std::filesystem::create_directories(folder);
    std::size_t known = 0;
    for (const ExportedFile& file : exported.files) {
        if (update)
            std::ofstream(folder / file.path, std::ios::binary) << file.content;
        EXPECT_EQ(file.content, contentOf(folder / file.path))
            << file.path << " is not as before; set ZEROLOOM_UPDATE_GOLDEN when that is meant";
        EXPECT_EQ(file.executable, file.path != "README.md") << file.path;
        ++known;
    }
    const std::filesystem::directory_iterator files(folder);
    EXPECT_EQ(known, static_cast<std::size_t>(std::distance(begin(files), end(files))))
        << "files of nodes that are no more";
}

TEST(PythonExport, WritesEachRoleAsTheGoldenFilesSay) { expectGoldenFiles("roles"); }

TEST(PythonExport, WritesBrokersAsTheGoldenFilesSay) { expectGoldenFiles("brokers"); }

TEST(PythonExport, IsTheSameEachTime) { EXPECT_EQ(exportedPython(allRoles()), exportedPython(allRoles())); }

TEST(PythonExport, SaysWhatItLeavesOut)
{
    std::vector<std::string> told;
    for (const Remark& remark : exportedPython(allRoles()).remarks)
        told.push_back(remark.text());
    EXPECT_THAT(told, Contains(HasSubstr("ventilator.out: SNDTIMEO is left out")));
    EXPECT_THAT(told, Contains(HasSubstr("monitor: the program counts misses")));
    EXPECT_THAT(told, Contains(HasSubstr("CURVE_SERVER_S_CURVE_SECRETKEY must hold what is not exported")));
    EXPECT_THAT(told, Contains(HasSubstr("onlooker: it is run by somebody else")));
    EXPECT_THAT(told, Contains(HasSubstr("'sink-pull' is called 'sink_pull'")));
}

TEST(PythonExport, RefusesWhatCannotRun)
{
    Topology topology = allRoles();
    topology.nodes.front().role = "nothing";
    EXPECT_FALSE(exporterByName("python")->write(topology, {}));
}

TEST(PythonText, LiteralsHoldEveryByte)
{
    EXPECT_EQ(pythonString("a\"b\\c\n"), R"("a\"b\\c\n")");
    EXPECT_EQ(pythonString("\xe2\x80\xa8\xe2\x80\xae"), R"("\u2028\u202e")");
    EXPECT_EQ(pythonString("\xff"), R"("\udcff")");
    EXPECT_EQ(pythonBytes(std::string("\0\xff\"'", 4)), R"(b"\x00\xff\"'")");
    EXPECT_EQ(pythonBytes("Z\xc3\xbcrich"), "\"Z\xc3\xbcrich\".encode()");
    EXPECT_EQ(pythonDocText("a\n\"\"\"\\"), R"(a \"\"\"\\)");
    EXPECT_EQ(pythonSeconds(std::chrono::microseconds(1500)), "0.0015");
}

TEST(PythonText, CommentsAreWrappedAndStayComments)
{
    PythonText text(1);
    text.comment(std::string(60, 'a') + " " + std::string(60, 'b'));
    EXPECT_EQ(text.text(), "    # " + std::string(60, 'a') + "\n    # " + std::string(60, 'b') + "\n");
}

TEST(MarkdownText, ShowsMarkupAsText)
{
    EXPECT_EQ(markdownText("<b>*a*</b>\n# x"), "&lt;b\\>\\*a\\*&lt;/b\\> \\# x");
    EXPECT_EQ(markdownText("\xe2\x80\xae\xff"), "(U+202E)(?)");
}

TEST(HiddenCharacters, AreTold)
{
    EXPECT_TRUE(isHiddenCharacter(0x200b));
    EXPECT_FALSE(isHiddenCharacter('a'));
}

} // namespace
} // namespace zeroloom
