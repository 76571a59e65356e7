// Names in targets: each fits its target, no two are alike, and every change is told.
#include "core/exchange/target_names.h"

#include <regex>

#include <gmock/gmock.h>

namespace zeroloom {
namespace {

const std::vector<std::string>& hostileNames()
{
    static const std::vector<std::string> Names{"",
                                                " ",
                                                "a",
                                                "A",
                                                "a-b",
                                                "a_b",
                                                "a b",
                                                "1",
                                                "1a",
                                                "-",
                                                "--help",
                                                "_",
                                                "class",
                                                "Class",
                                                "lambda",
                                                "co_await",
                                                "con",
                                                "CON",
                                                "nul",
                                                "lpt1",
                                                "$(reboot)",
                                                "`x`",
                                                "${X}",
                                                "a\nb",
                                                "a\"b",
                                                "a'b",
                                                "a;b",
                                                "a/b",
                                                "../b",
                                                "*/",
                                                "?"
                                                "?/",
                                                "\xe2\x80\xa8",
                                                "\xff\xfe",
                                                std::string(200, 'x'),
                                                std::string(201, 'x'),
                                                "ä",
                                                "日本",
                                                "a.b",
                                                "%s",
                                                "{{a}}",
                                                "NODE",
                                                "node",
                                                "node_",
                                                "None",
                                                "True",
                                                "print",
                                                "x--y",
                                                "9-",
                                                "-9",
                                                "é-1"};
    return Names;
}

void expectNames(NameRule rule, const std::regex& form)
{
    TargetNames names(rule);
    std::set<std::string> seen;
    for (const std::string& source : hostileNames()) {
        const std::string name = names.map(source);
        EXPECT_TRUE(std::regex_match(name, form)) << "'" << source << "' became '" << name << "'";
        std::string folded = name;
        std::ranges::transform(folded, folded.begin(), [](unsigned char c) { return std::tolower(c); });
        EXPECT_TRUE(seen.insert(folded).second)
            << "'" << source << "' became '" << name << "', which was given already";
        EXPECT_EQ(names.map(source), name);
    }
}

TEST(TargetNames, IdentifiersAreIdentifiers) { expectNames(NameRule::Identifier, std::regex("[a-z_][a-z0-9_]{0,62}")); }

TEST(TargetNames, FileNamesArePortable)
{
    expectNames(NameRule::FileName, std::regex("[A-Za-z0-9_][A-Za-z0-9_-]{0,62}"));
}

TEST(TargetNames, DnsLabelsAreThoseOfRfc1035)
{
    expectNames(NameRule::DnsLabel, std::regex("[a-z]([a-z0-9-]{0,61}[a-z0-9])?"));
}

TEST(TargetNames, KeywordsAndDevicesAreAvoided)
{
    TargetNames identifiers(NameRule::Identifier), files(NameRule::FileName);
    for (const char* word : {"class", "lambda", "None", "co_yield", "template", "def", "match"})
        EXPECT_NE(identifiers.map(word), word);
    for (const char* word : {"con", "NUL", "com1", "Aux"})
        EXPECT_NE(files.map(word), word);
}

TEST(TargetNames, ReservedNamesAreNotGiven)
{
    TargetNames names(NameRule::Identifier);
    names.reserve("launch");
    EXPECT_EQ(names.map("launch"), "launch_2");
    EXPECT_EQ(names.map("Launch"), "launch_3");
}

TEST(TargetNames, ChangesAreToldInTheirOrderAndOthersAreNot)
{
    TargetNames names(NameRule::DnsLabel);
    names.map("b_c");
    names.map("plain");
    names.map("B C");
    const Remarks remarks = names.remarks();
    ASSERT_EQ(remarks.size(), 2U);
    EXPECT_EQ(remarks[0].message, "'b_c' is called 'b-c' there");
    EXPECT_EQ(remarks[1].message, "'B C' is called 'b-c-2' there");
}

} // namespace
} // namespace zeroloom
