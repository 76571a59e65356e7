// Files that importers refuse, and the words in which they do. A file IMPORTER-WHAT.EXT of tests/data/exchange/refused
// is given to that importer, and what it says stands in the file of the same name with ".message" behind it.
#include <map>

#include <gmock/gmock.h>

#include "core/exchange/importer.h"
#include "tests/support/golden_file.h"

namespace zeroloom {
namespace {

const std::filesystem::path Refused =
    std::filesystem::path(ZEROLOOM_SOURCE_DIR) / "tests" / "data" / "exchange" / "refused";

std::map<std::string, std::filesystem::path> refusedFiles()
{
    std::map<std::string, std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(Refused)) {
        if (entry.path().extension() != ".message")
            files.emplace(entry.path().filename().string(), entry.path());
    }
    return files;
}

TEST(RefusedImports, EachIsRefusedInTheWordsThatWereLookedAt)
{
    const auto files = refusedFiles();
    EXPECT_GT(files.size(), 20U);
    for (const auto& [name, path] : files) {
        SCOPED_TRACE(name);
        const Importer* importer = importerByName(name.substr(0, name.find('-')));
        ASSERT_NE(importer, nullptr);
        const auto result = importer->read(test::fileContent(path), name);
        ASSERT_FALSE(result) << "was read";
        std::string message;
        for (const Error& error : result.error())
            message += error.text() + "\n";
        test::expectGolden(path.string() + ".message", message);
    }
}

TEST(RefusedImports, NoImporterReadsWhatIsNothing)
{
    for (const Importer& importer : importers()) {
        for (const std::string text : {"", " \n", "null", "[]", "17", "\"text\"", "\xff\xfe", "{", "[[[[[[", "\x01"}) {
            const auto result = importer.read(text, "file");
            EXPECT_FALSE(result) << importer.name << " read '" << text << "'";
            if (!result) {
                EXPECT_FALSE(result.error().empty() || result.error().front().message.empty()) << importer.name;
            }
        }
    }
}

TEST(RefusedImports, NothingIsRecognisedThatIsNothing)
{
    for (const std::string text : {"", "null", "[]", "{}", "{\"a\": 1}", "just words\n"})
        EXPECT_EQ(importerFor(text, "file.txt"), nullptr) << text;
}

} // namespace
} // namespace zeroloom
