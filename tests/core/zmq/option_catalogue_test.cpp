#include "core/zmq/option_catalogue.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zmq.h>

namespace zeroloom {
namespace {

using testing::HasSubstr;
using testing::Not;

const OptionInfo& option(std::string_view name)
{
    const OptionInfo* found = optionByName(name);
    EXPECT_NE(found, nullptr) << name;
    return found == nullptr ? options().front() : *found;
}

Value number(std::int64_t value) { return value; }

TEST(OptionCatalogue, NamesEachOptionOnce)
{
    std::set<std::string_view> names;
    std::set<int> ids;
    for (const OptionInfo& listed : options()) {
        EXPECT_TRUE(names.insert(listed.name).second) << listed.name;
        EXPECT_TRUE(ids.insert(listed.libzmqId).second) << listed.name;
        EXPECT_EQ(optionByName(listed.name), &listed);
        EXPECT_FALSE(listed.help.empty()) << listed.name;
        EXPECT_EQ(listed.help.find('\n'), std::string_view::npos) << listed.name;
        EXPECT_NE(listed.types, 0U) << listed.name;
        EXPECT_LE(listed.minimum, listed.maximum) << listed.name;
    }
}

TEST(OptionCatalogue, KnowsTheOptionsThatPeopleUse)
{
    for (const char* name : {"SNDHWM",
                             "RCVHWM",
                             "LINGER",
                             "SNDTIMEO",
                             "RCVTIMEO",
                             "IMMEDIATE",
                             "CONFLATE",
                             "ROUTING_ID",
                             "CONNECT_ROUTING_ID",
                             "ROUTER_MANDATORY",
                             "ROUTER_HANDOVER",
                             "PROBE_ROUTER",
                             "REQ_CORRELATE",
                             "REQ_RELAXED",
                             "XPUB_VERBOSE",
                             "XPUB_VERBOSER",
                             "XPUB_NODROP",
                             "XPUB_MANUAL",
                             "XPUB_WELCOME_MSG",
                             "INVERT_MATCHING",
                             "HEARTBEAT_IVL",
                             "HEARTBEAT_TIMEOUT",
                             "HEARTBEAT_TTL",
                             "HANDSHAKE_IVL",
                             "CONNECT_TIMEOUT",
                             "RECONNECT_IVL",
                             "RECONNECT_IVL_MAX",
                             "RECONNECT_STOP",
                             "TCP_KEEPALIVE",
                             "TCP_KEEPALIVE_CNT",
                             "TCP_KEEPALIVE_IDLE",
                             "TCP_KEEPALIVE_INTVL",
                             "TCP_MAXRT",
                             "BACKLOG",
                             "SNDBUF",
                             "RCVBUF",
                             "TOS",
                             "IPV6",
                             "AFFINITY",
                             "MAXMSGSIZE",
                             "BINDTODEVICE",
                             "SOCKS_PROXY",
                             "PLAIN_SERVER",
                             "PLAIN_USERNAME",
                             "PLAIN_PASSWORD",
                             "CURVE_SERVER",
                             "CURVE_PUBLICKEY",
                             "CURVE_SECRETKEY",
                             "CURVE_SERVERKEY",
                             "ZAP_DOMAIN"}) {
        EXPECT_NE(optionByName(name), nullptr) << name;
    }
    EXPECT_EQ(optionByName("sndhwm"), nullptr);
    EXPECT_EQ(optionByName("METADATA"), nullptr) << "carries Zeroloom's own tag";
    EXPECT_EQ(optionByName("SUBSCRIBE"), nullptr) << "subscriptions are a list of their own";
}

TEST(OptionCatalogue, OffersATypeOnlyWhatItHonours)
{
    for (const OptionInfo* offered : optionsFor(SocketType::Pull)) {
        EXPECT_TRUE(offered->appliesTo(SocketType::Pull));
        EXPECT_NE(offered->name, "SNDHWM");
        EXPECT_NE(offered->name, "ROUTER_MANDATORY");
    }
    EXPECT_TRUE(option("CONFLATE").appliesTo(SocketType::Dealer));
    EXPECT_FALSE(option("CONFLATE").appliesTo(SocketType::Router));
    EXPECT_TRUE(optionsFor(SocketType::Client).empty());
}

TEST(OptionCatalogue, KeepsPasswordsAndSecretKeysSecret)
{
    for (const char* name : {"PLAIN_PASSWORD", "CURVE_SECRETKEY", "SOCKS_PASSWORD"}) {
        EXPECT_TRUE(option(name).secret) << name;
    }
    EXPECT_FALSE(option("CURVE_PUBLICKEY").secret);
    const Status checked = checkOption(option("CURVE_SECRETKEY"), std::string("my secret"));
    ASSERT_FALSE(checked);
    EXPECT_THAT(checked.error().message, Not(HasSubstr("my secret")));
}

TEST(OptionCatalogue, LingerIsZeroOnSubscribers)
{
    EXPECT_EQ(defaultValue(option("LINGER"), SocketType::Sub), number(0));
    EXPECT_EQ(defaultValue(option("LINGER"), SocketType::XSub), number(0));
    EXPECT_EQ(defaultValue(option("LINGER"), SocketType::Push), number(-1));
    EXPECT_EQ(defaultValue(option("SNDHWM"), SocketType::XSub), number(1000));
}

TEST(OptionValue, IsCheckedAgainstKindAndRange)
{
    EXPECT_TRUE(checkOption(option("SNDHWM"), number(0)));
    EXPECT_TRUE(checkOption(option("LINGER"), number(-1)));
    EXPECT_TRUE(checkOption(option("IMMEDIATE"), true));
    EXPECT_TRUE(checkOption(option("IMMEDIATE"), number(1)));
    EXPECT_TRUE(checkOption(option("MAXMSGSIZE"), number(1LL << 40)));
    EXPECT_TRUE(checkOption(option("ROUTING_ID"), std::string("worker-1")));
    EXPECT_TRUE(checkOption(option("ROUTING_ID"), std::string("0x01ff")));
    EXPECT_TRUE(checkOption(option("ROUTING_ID"), std::string(255, 'r')));
    EXPECT_TRUE(checkOption(option("CURVE_SERVERKEY"), std::string("rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7")));
}

struct Refusal {
    const char* option;
    Value value;
    const char* wanted;
};

class OptionRefuses : public testing::TestWithParam<Refusal> {};

TEST_P(OptionRefuses, WhatLibzmqWouldNotTake)
{
    const Status checked = checkOption(option(GetParam().option), GetParam().value);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::InvalidInput);
    EXPECT_THAT(checked.error().message, HasSubstr(GetParam().option));
    EXPECT_THAT(checked.error().message, HasSubstr(GetParam().wanted));
}

INSTANTIATE_TEST_SUITE_P(
    All, OptionRefuses,
    testing::Values(
        Refusal{"SNDHWM", number(-1), "a whole number from 0 to 2147483647 messages, not '-1'"},
        Refusal{"SNDHWM", number(1LL << 31), "2147483647"}, Refusal{"SNDHWM", 10.0, "a whole number"},
        Refusal{"SNDHWM", std::string("1000"), "a whole number"}, Refusal{"SNDHWM", true, "a whole number"},
        Refusal{"IMMEDIATE", number(2), "true or false"}, Refusal{"IMMEDIATE", std::string("true"), "true or false"},
        Refusal{"ROUTING_ID", std::string(), "1 to 255 bytes"},
        Refusal{"ROUTING_ID", std::string(256, 'r'), "1 to 255 bytes"},
        Refusal{"ROUTING_ID", std::string("0x00ff"), "zero byte"},
        Refusal{"ROUTING_ID", std::string("0x0"), "pairs of hex digits"},
        Refusal{"ROUTING_ID", std::string("0xgg"), "pairs of hex digits"}, Refusal{"ROUTING_ID", number(7), "text"},
        Refusal{"ROUTING_ID", TextList{"a"}, "text"}, Refusal{"PLAIN_USERNAME", std::string("0x6100"), "zero bytes"},
        Refusal{"HEARTBEAT_TTL", number(6'553'600), "6553599"}, Refusal{"TCP_KEEPALIVE_CNT", number(0), "but 0"},
        Refusal{"CURVE_SERVERKEY", std::string("short"), "40 characters of Z85"},
        Refusal{"CURVE_SERVERKEY", std::string(40, '"'), "40 characters of Z85"}));

TEST(OptionValue, BecomesTheBytesThatLibzmqTakes)
{
    const int thousand = 1000;
    const int one = 1;
    const std::int64_t minusOne = -1;
    EXPECT_EQ(optionBytes(option("SNDHWM"), number(1000)), std::string(reinterpret_cast<const char*>(&thousand), 4));
    EXPECT_EQ(optionBytes(option("IMMEDIATE"), true), std::string(reinterpret_cast<const char*>(&one), 4));
    EXPECT_EQ(optionBytes(option("IMMEDIATE"), number(1)), std::string(reinterpret_cast<const char*>(&one), 4));
    EXPECT_EQ(optionBytes(option("MAXMSGSIZE"), number(-1)), std::string(reinterpret_cast<const char*>(&minusOne), 8));
    EXPECT_EQ(optionBytes(option("ROUTING_ID"), std::string("worker")), "worker");
    EXPECT_EQ(optionBytes(option("ROUTING_ID"), std::string("0x01fF")), "\x01\xff");
}

TEST(OptionValue, IsReadAsAPersonTypesIt)
{
    EXPECT_EQ(readOption(option("SNDHWM"), "1000").value_or(false), number(1000));
    EXPECT_EQ(readOption(option("LINGER"), "-1").value_or(false), number(-1));
    EXPECT_EQ(readOption(option("IMMEDIATE"), "true").value_or(number(7)), Value(true));
    EXPECT_EQ(readOption(option("IMMEDIATE"), "0").value_or(number(7)), Value(false));
    EXPECT_EQ(readOption(option("ROUTING_ID"), "42").value_or(false), Value(std::string("42")));
    EXPECT_FALSE(readOption(option("SNDHWM"), "many"));
    EXPECT_FALSE(readOption(option("SNDHWM"), "10 "));
    EXPECT_FALSE(readOption(option("IMMEDIATE"), "yes"));
    EXPECT_FALSE(readOption(option("SNDHWM"), "99999999999999999999"));
}

} // namespace
} // namespace zeroloom
