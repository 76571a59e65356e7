// ZPL is read as zconfig reads it, and what is written comes back.
#include "core/exchange/zpl_text.h"

#include <gmock/gmock.h>

namespace zeroloom {
namespace {

using testing::HasSubstr;

std::string refusal(const std::string& text)
{
    const auto items = parseZpl(text);
    return items ? "read" : items.error().text();
}

ZplItem only(const std::string& text)
{
    const auto items = parseZpl(text);
    return items && items->size() == 1 ? items->front() : ZplItem{"not one item", {}, {}, 0};
}

TEST(ZplText, ATreeIsReadByItsIndentation)
{
    const auto items =
        parseZpl("# comment\ncontext\n    iothreads = 1\n\n    # another\nmain\n    type = zqueue # what\n"
                 "    frontend\n        bind = 'inproc://addr1'\n        bind = \"ipc://addr2\"\n");
    ASSERT_TRUE(items);
    ASSERT_EQ(items->size(), 2U);
    EXPECT_EQ((*items)[0].children[0].value, "1");
    const ZplItem& main = (*items)[1];
    EXPECT_EQ(main.children[0].value, "zqueue");
    ASSERT_EQ(main.children[1].children.size(), 2U);
    EXPECT_EQ(main.children[1].children[1].value, "ipc://addr2");
    EXPECT_EQ(main.children[1].children[1].line, 10U);
}

TEST(ZplText, ValuesAreReadAsZconfigDoes)
{
    EXPECT_EQ(only("a").value, "");
    EXPECT_EQ(only("a =").value, "");
    EXPECT_EQ(only("a=1").value, "1");
    EXPECT_EQ(only("a = two words  ").value, "two words");
    EXPECT_EQ(only("a = b#c").value, "b");
    EXPECT_EQ(only("a = \"b#c\" # d").value, "b#c");
    EXPECT_EQ(only("a = ' spaces '").value, " spaces ");
    EXPECT_EQ(only("a = \"it's\"").value, "it's");
    EXPECT_EQ(only("a = b\"c\"").value, "b\"c\"");
    EXPECT_EQ(only("a = \"back\\\"").value, "back\\");
    EXPECT_EQ(only("a = 1\r\n").value, "1");
    EXPECT_EQ(only("$-_@.&+/9 = 1").name, "$-_@.&+/9");
}

TEST(ZplText, WhatZconfigRefusesIsRefusedWithItsLine)
{
    EXPECT_THAT(refusal("a\n  b = 1"), HasSubstr("line 2: is indented by 2"));
    EXPECT_THAT(refusal("a\n     b = 1"), HasSubstr("line 2: is indented by 5"));
    EXPECT_THAT(refusal("a\n\tb = 1"), HasSubstr("line 2: is indented by a tab"));
    EXPECT_THAT(refusal("a\n        b = 1"), HasSubstr("line 2: is indented deeper than one level"));
    EXPECT_THAT(refusal("    a = 1"), HasSubstr("line 1"));
    EXPECT_THAT(refusal("a b = 1"), HasSubstr("line 1: has 'b = 1' behind the name"));
    EXPECT_THAT(refusal("a:b = 1"), HasSubstr("line 1"));
    EXPECT_THAT(refusal("/a = 1"), HasSubstr("does not begin with a name"));
    EXPECT_THAT(refusal("a/ = 1"), HasSubstr("does not begin with a name"));
    EXPECT_THAT(refusal("a = \"b"), HasSubstr("quote that does not end"));
    EXPECT_THAT(refusal("a = \"b\" c"), HasSubstr("behind the quoted value"));
    EXPECT_THAT(refusal("a = \x01"), HasSubstr("no text"));
    EXPECT_THAT(refusal("a = \xff"), HasSubstr("no text"));
    EXPECT_THAT(refusal(std::string("a = \0b", 6)), HasSubstr("no text"));
}

TEST(ZplText, NestingHasAnEnd)
{
    std::string text;
    for (std::size_t i = 0; i <= ZplDepthLimit; ++i)
        text += std::string(i * 4, ' ') + "a\n";
    EXPECT_THAT(refusal(text), HasSubstr("nested deeper"));
}

TEST(ZplText, WhatIsWrittenComesBack)
{
    std::vector<ZplItem> items;
    for (const char* value : {"", "1", "a b", " a ", "a#b", "it's", "say \"x\"", "tcp://*:5555", "\\", "ä"})
        items.push_back({"name", value, {}, 0});
    items.push_back({"section", "", {{"sub", "", {{"leaf", "x", {}, 0}}, 0}, {"leaf", "y", {}, 0}}, 0});
    const auto again = parseZpl(writeZpl(items));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(*again, items);
}

TEST(ZplText, WhatCannotBeWrittenIsKnown)
{
    for (const char* value : {"a\nb", "\t", "both \" and '", "\xff", "\x7f"})
        EXPECT_FALSE(isZplValue(value));
    for (const char* name : {"", "a b", "a:b", "a/b", "ä", "a=b"})
        EXPECT_FALSE(isZplName(name)) << name;
    EXPECT_TRUE(isZplName("x_tcp.in-1"));
}

} // namespace
} // namespace zeroloom
