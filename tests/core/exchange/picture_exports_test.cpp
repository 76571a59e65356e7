// The canvas as SVG, PNG and PDF. What programs make of the files is tested in tests/ctl/pictures_test.py.
#include <gmock/gmock.h>

#include "core/exchange/exporter.h"
#include "core/exchange/rendered_picture.h"
#include "core/format/topology_file.h"
#include "tests/core/exchange/hostile_topology.h"
#include "tests/support/golden_file.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::filesystem::path Sources = ZEROLOOM_SOURCE_DIR;
const std::filesystem::path Golden = Sources / "tests" / "data" / "exchange";

Exported written(std::string_view format, const Topology& topology, bool dark = false)
{
    const Exporter* exporter = exporterByName(format);
    const auto exported = exporter->write(topology, ExportChoices{.dark = dark});
    EXPECT_TRUE(exported) << format << ": " << exported.error().text();
    return exported ? *exported : Exported{{{"none", {}}}, {}};
}

std::map<std::string, Topology> gallery()
{
    std::map<std::string, Topology> topologies;
    for (const auto& entry : std::filesystem::directory_iterator(Sources / "resources" / "gallery")) {
        const auto topology = readTopology(test::fileContent(entry.path()));
        EXPECT_TRUE(topology) << entry.path();
        topologies.emplace(entry.path().stem().string(), *topology);
    }
    return topologies;
}

TEST(PictureExports, TheGalleryLooksAsItWasLookedAt)
{
    for (const auto& [name, topology] : gallery()) {
        for (const std::string format : {"svg", "dot", "mermaid"}) {
            const Exported exported = written(format, topology);
            test::expectGolden(Golden / format / (name + std::string(exporterByName(format)->suffix)),
                               exported.files.front().content);
        }
    }
    const Topology pipeline = gallery().at("task-pipeline");
    test::expectGolden(Golden / "svg" / "task-pipeline-dark.svg", written("svg", pipeline, true).files.front().content);
}

TEST(PictureExports, TheSameTopologyGivesTheSameBytes)
{
    for (const Topology& topology : {gallery().at("heartbeat"), test::hostileTopology()})
        for (const char* format : {"svg", "png", "pdf", "dot", "mermaid"})
            EXPECT_EQ(written(format, topology), written(format, topology)) << format;
    EXPECT_THAT(written("pdf", gallery().at("heartbeat")).files.front().content, Not(HasSubstr("CreationDate")));
}

TEST(PictureExports, AnSvgHoldsNothingOfThePersonsTextButWords)
{
    const std::string svg = written("svg", test::hostileTopology()).files.front().content;
    EXPECT_THAT(svg, Not(HasSubstr("<script")));
    EXPECT_THAT(svg, Not(HasSubstr("<!")));
    EXPECT_THAT(svg, Not(HasSubstr("href")));
    EXPECT_THAT(svg, Not(HasSubstr("\xE2\x80\xAE"))); // turns what follows around
    EXPECT_THAT(svg, HasSubstr("&lt;script&gt;alert(1)"));
}

TEST(PictureExports, WhatIsCutIsTold)
{
    const Exported exported = written("svg", test::hostileTopology());
    EXPECT_THAT(exported.remarks, testing::Contains(Remark{"end", "its words are cut to fit the card"}));
    EXPECT_THAT(exported.files.front().content, HasSubstr("…</text>"));
}

TEST(PictureExports, AWireWithoutItsSocketIsTold)
{
    Topology topology = gallery().at("hello-world");
    topology.wires.front().to.socket = SocketId("gone");
    for (const char* format : {"svg", "png", "pdf", "dot", "mermaid"}) {
        const Remarks remarks = written(format, topology).remarks;
        EXPECT_THAT(remarks, testing::Contains(testing::Field(&Remark::where, "wire 'wire1'"))) << format;
    }
}

TEST(PictureExports, APictureTooLargeForItsFormatIsScaledDownAndTold)
{
    Topology topology = gallery().at("hello-world");
    topology.layout[topology.nodes.back().id] = {900'000, -900'000};
    for (const char* format : {"png", "pdf"}) {
        const Exported exported = written(format, topology);
        EXPECT_FALSE(exported.files.front().content.empty());
        EXPECT_THAT(exported.remarks, testing::Contains(testing::Field(&Remark::message, HasSubstr("scaled down"))));
    }
    EXPECT_TRUE(written("svg", topology).remarks.empty());
}

TEST(PictureExports, SecretsStandInNone)
{
    Topology topology = gallery().at("hello-world");
    topology.nodes.front().sockets.front().options["CURVE_SECRETKEY"] = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs";
    for (const char* format : {"svg", "dot", "mermaid"})
        EXPECT_THAT(written(format, topology).files.front().content, Not(HasSubstr("AW!ahhC2ac"))) << format;
    EXPECT_THAT(written("dot", topology).remarks,
                testing::Contains(testing::Field(&Remark::message, HasSubstr("secret"))));
}

TEST(PictureExports, AnEmptyTopologyIsAPictureToo)
{
    for (const char* format : {"svg", "png", "pdf", "dot", "mermaid"})
        EXPECT_FALSE(written(format, Topology()).files.front().content.empty()) << format;
}

} // namespace
} // namespace zeroloom
