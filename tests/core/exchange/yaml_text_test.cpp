#include "core/exchange/yaml_text.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

TEST(YamlText, WhatIsNotPlainAsciiIsEscaped)
{
    EXPECT_EQ(yamlQuoted("plain: 'text' # {a}"), "\"plain: 'text' # {a}\"");
    EXPECT_EQ(yamlQuoted("\"\\\n\t\x7f"), "\"\\\"\\\\\\n\\x09\\x7f\"");
    EXPECT_EQ(yamlQuoted("\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80"), "\"\\xe9\\u2028\\U0001f600\"");
    EXPECT_EQ(yamlQuoted(std::string_view("\0", 1)), "\"\\x00\"");
}

TEST(YamlText, BytesThatAreNotUtf8DoNoHarm)
{
    EXPECT_EQ(yamlQuoted("a\xff"
                         "b\xc0\xaf\xed\xa0\x80\xe2\x80"),
              "\"a\\ufffdb\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\"");
}

TEST(YamlText, MapsAndListsNest)
{
    const YamlValue::Map document{{"name", "x"},
                                  {"on", true},
                                  {"list", YamlValue::List{YamlValue::Map{{"a", 1}, {"b", YamlValue::List{}}}, "y"}},
                                  {"empty", YamlValue::Map{}}};
    EXPECT_EQ(yamlDocument(document),
              "---\nname: \"x\"\n\"on\": true\nlist:\n  - a: 1\n    b: []\n  - \"y\"\nempty: {}\n");
}

TEST(YamlText, OnlyPrintableLinesBecomeABlock)
{
    EXPECT_EQ(yamlDocument({{"text", YamlValue::block("{\n  x\n\n}\n")}}), "---\ntext: |\n  {\n    x\n\n  }\n");
    for (const char* text : {" a\n", "\na\n", "a", "a\n\n", "a\tb\n", "\xc3\xa9\n", ""}) {
        const std::string written = yamlDocument({{"text", YamlValue::block(text)}});
        EXPECT_EQ(written, "---\ntext: " + yamlQuoted(text) + "\n");
    }
}

} // namespace
} // namespace zeroloom
