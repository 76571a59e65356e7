#include "core/observe/message_words.h"

#include <array>

#include <gmock/gmock.h>

#include "core/role/stamp.h"

namespace zeroloom {
namespace {

using enum SocketType;
using enum FrameKind;
using testing::ElementsAre;

MessageSample message(std::vector<std::string> frames, bool received = true)
{
    MessageSample sample;
    sample.received = received;
    for (const std::string& frame : frames)
        sample.sizes.push_back(frame.size());
    sample.frames = std::move(frames);
    return sample;
}

std::vector<FrameKind> kinds(std::vector<std::string> frames, SocketType type, std::optional<SocketType> peer = {})
{
    return frameKinds(message(std::move(frames)), type, peer);
}

TEST(FrameKinds, ARoutersEnvelopeIsTakenApart)
{
    EXPECT_THAT(kinds({"Alice", "Hello"}, Router, Dealer), ElementsAre(RoutingId, Body));
    EXPECT_THAT(kinds({"Alice", "", "Hello"}, Router, Req), ElementsAre(RoutingId, Delimiter, Body));
    EXPECT_THAT(kinds({"broker", "Alice", "", "Hello"}, Router, Router),
                ElementsAre(RoutingId, RoutingId, Delimiter, Body));
    // The guide's broker by least recently used: the worker's envelope, then the client's.
    EXPECT_THAT(kinds({"worker", "", "Alice", "", "Hello"}, Router, Req),
                ElementsAre(RoutingId, Delimiter, RoutingId, Delimiter, Body));
    EXPECT_THAT(kinds({"worker", "", "READY"}, Router, Req), ElementsAre(RoutingId, Delimiter, Command));
}

TEST(FrameKinds, AnEmptyBodyIsNoDelimiter)
{
    EXPECT_THAT(kinds({"Alice", ""}, Router, Dealer), ElementsAre(RoutingId, Body));
    EXPECT_THAT(kinds({"Alice", "", ""}, Router, Req), ElementsAre(RoutingId, Delimiter, Body));
    EXPECT_THAT(kinds({"hello", ""}, Dealer, Dealer), ElementsAre(Body, Body));
    EXPECT_THAT(kinds({"Alice", ""}, Router, Req), ElementsAre(RoutingId, Delimiter));
}

TEST(FrameKinds, DealersAndTheirPeersHaveDelimiters)
{
    EXPECT_THAT(kinds({"", "Hello"}, Dealer, Rep), ElementsAre(Delimiter, Body));
    EXPECT_THAT(kinds({"Alice", "", "Hello"}, Dealer, Rep), ElementsAre(RoutingId, Delimiter, Body));
    EXPECT_THAT(kinds({"Alice", "", "Hello"}, Req, Router), ElementsAre(RoutingId, Delimiter, Body));
    EXPECT_THAT(kinds({"Hello", "World"}, Dealer, Router), ElementsAre(Body, Body));
    // Too long for a routing id.
    EXPECT_THAT(kinds({std::string(256, 'x'), "", "Hello"}, Dealer), ElementsAre(Body, Body, Body));
}

TEST(FrameKinds, TopicsStandBeforeOtherFramesOnly)
{
    for (const SocketType type : {Pub, XPub, Sub, XSub}) {
        EXPECT_THAT(kinds({"weather.", "12 degrees"}, type), ElementsAre(Topic, Body));
        EXPECT_THAT(kinds({"weather. 12 degrees"}, type), ElementsAre(Body));
    }
    EXPECT_THAT(kinds({"a", "b"}, Push), ElementsAre(Body, Body));
}

TEST(FrameKinds, SubscriptionsGoUpstreamOnly)
{
    EXPECT_THAT(frameKinds(message({"\x01weather."}, true), XPub, Sub), ElementsAre(Subscription));
    EXPECT_THAT(frameKinds(message({std::string("\0", 1)}, true), XPub, XSub), ElementsAre(Subscription));
    EXPECT_THAT(frameKinds(message({"\x01weather."}, false), XSub, XPub), ElementsAre(Subscription));
    EXPECT_THAT(frameKinds(message({"\x01weather."}, false), XPub, XSub), ElementsAre(Body));
    EXPECT_THAT(frameKinds(message({"\x02user"}, true), XPub, XSub), ElementsAre(Body));
}

TEST(FrameKinds, CommandsAreShortWordsInCapitalsAndCodes)
{
    for (const char* command : {"READY", "KILL", "END", "PPP_READY", "\x01", "\x06"})
        EXPECT_THAT(kinds({command}, Pull), ElementsAre(Command)) << command;
    for (const char* body : {"Ready", "A", "42", "-END", "AVERYLONGWORDINDEED", "READY now", " "})
        EXPECT_THAT(kinds({body}, Pull), ElementsAre(Body)) << body;
    // A routing id is one, whatever it looks like.
    EXPECT_THAT(kinds({"WORKER", "Hello"}, Router), ElementsAre(RoutingId, Body));
    MessageSample cut = message({"READY"});
    cut.sizes = {5000};
    EXPECT_THAT(frameKinds(cut, Pull, {}), ElementsAre(Body));
}

TEST(FrameKinds, AMessageOfNoFramesHasNoKinds) { EXPECT_TRUE(kinds({}, Router).empty()); }

TEST(FrameText, TextIsShownAsTextAndBytesAsHex)
{
    EXPECT_EQ(frameAsText("Grüße, 世界", 15), "Grüße, 世界");
    EXPECT_EQ(frameAsText("two\nlines\t", 10), "two\\nlines\\t");
    EXPECT_EQ(frameAsText("\x01weather.", 9), "\\x01weather.");
    EXPECT_EQ(frameAsText(std::string("\0k\x8b"
                                      "Eg",
                                      5),
                          5),
              "00 6b 8b 45 67");
    EXPECT_EQ(frameAsText(std::string("\0\0\0\x2a", 4), 4), "00 00 00 2a");
    EXPECT_EQ(frameAsText("", 0), "");
    // Marks that turn the direction of text would make it read as something else.
    EXPECT_EQ(frameAsText("a\xe2\x80\xae"
                          "b",
                          5),
              "a\\u202eb");
}

TEST(FrameText, WhatIsCutSaysSo)
{
    EXPECT_EQ(frameAsText("Lorem", 1'000'000), "Lorem… (1,000,000 bytes)");
    EXPECT_EQ(frameAsText("Gr\xc3", 9), "Gr… (9 bytes)"); // in the middle of a letter
    EXPECT_EQ(frameAsText("", 500), "… (500 bytes)");
    EXPECT_EQ(frameAsText("Gr\xc3", 3), "47 72 c3");
}

TEST(FrameText, AStampedPayloadIsCalledThat)
{
    std::array<char, 64> payload{};
    writeStamp(payload.data(), Stamp());
    EXPECT_EQ(frameAsText({payload.data(), payload.size()}, 64), "stamped, 64 bytes");
    EXPECT_EQ(frameAsText({payload.data(), payload.size()}, 70'000), "stamped, 70,000 bytes");
}

TEST(FrameHex, ALineHasSixteenBytes)
{
    EXPECT_EQ(frameAsHex("Hello"), "00000000  48 65 6c 6c 6f                                    Hello");
    const std::string lines = frameAsHex(std::string("0123456789abcdef\n", 17));
    EXPECT_EQ(lines, "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef\n"
                     "00000010  0a                                                .");
    EXPECT_EQ(frameAsHex(""), "");
}

TEST(FrameJson, IsIndentedAndOtherwiseAsItWasWritten)
{
    EXPECT_EQ(frameAsJson(R"( {"a":[1,2.50,{"b":"x, {y}\"]"}],"a":1e3,"e":{},"f":[ ]} )"),
              "{\n"
              "  \"a\": [\n"
              "    1,\n"
              "    2.50,\n"
              "    {\n"
              "      \"b\": \"x, {y}\\\"]\"\n"
              "    }\n"
              "  ],\n"
              "  \"a\": 1e3,\n"
              "  \"e\": {},\n"
              "  \"f\": []\n"
              "}");
    for (const char* other : {"", "42", "\"text\"", "Hello", "{\"cut\": [1", "{} {}", "[\xff]", "[\"\xff\"]"})
        EXPECT_FALSE(frameAsJson(other)) << other;
    EXPECT_TRUE(frameAsJson(std::string(500, '[') + std::string(500, ']')));
}

} // namespace
} // namespace zeroloom
