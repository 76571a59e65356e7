#include "core/base/raw_bytes.h"

#include <gtest/gtest.h>

namespace zeroloom {
namespace {

TEST(RawBytes, PlainTextIsWellFormedAndVisible)
{
    for (const char* text : {"", "weather.", "ä", "€", "😀", "\xf4\x8f\xbf\xbf"})
        EXPECT_TRUE(isPlainText(text)) << text;
    for (const std::string& text :
         {std::string("\0", 1), std::string("\n"), std::string("\x7f"), std::string("\xff"), std::string("\xc0\x80"),
          std::string("\xe0\x80\x80"), std::string("\xed\xa0\x80"), std::string("\xf4\x90\x80\x80"),
          std::string("\xf0\x80\x80\x80"), std::string("\xc3"), std::string("\xe2\x82"), std::string("\x80")})
        EXPECT_FALSE(isPlainText(text)) << toHex(text);
}

TEST(RawBytes, HexThereAndBack)
{
    std::string bytes;
    for (int i = 0; i < 256; ++i)
        bytes += static_cast<char>(i);
    EXPECT_EQ(fromHex(toHex(bytes)), bytes);
    EXPECT_EQ(toHex("\x01\xab"), "01ab");
    EXPECT_EQ(fromHex("01AB"), "\x01\xab");
    EXPECT_EQ(fromHex(""), "");
    EXPECT_FALSE(fromHex("0"));
    EXPECT_FALSE(fromHex("0g"));
}

} // namespace
} // namespace zeroloom
