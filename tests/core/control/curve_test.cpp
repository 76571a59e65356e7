#include <gmock/gmock.h>
#include <zmq.h>

#include "tests/core/control/served_host.h"
#include "tests/support/failing_file_system.h"

namespace zeroloom {
namespace {

struct KeyPair {
    std::string publicKey, secretKey;
};

KeyPair newKeys()
{
    char publicKey[41], secretKey[41];
    zmq_curve_keypair(publicKey, secretKey);
    return {publicKey, secretKey};
}

TEST(Curve, AKnownClientIsLetInAndAnUnknownOneIsNot)
{
    const KeyPair server = newKeys(), known = newKeys(), unknown = newKeys();
    test::ServedHost host({"tcp://127.0.0.1:*", "tcp://127.0.0.1:*", {server.secretKey, {known.publicKey}}});
    ASSERT_FALSE(host.error) << host.error->text();
    test::Talker friendly(host.controlEndpoint, host.telemetryEndpoint,
                          {server.publicKey, known.publicKey, known.secretKey});
    EXPECT_TRUE(friendly.ask(ControlAction::Hello));
    EXPECT_TRUE(friendly.nextBatch({0, 0}));
    test::Talker stranger(host.controlEndpoint, host.telemetryEndpoint,
                          {server.publicKey, unknown.publicKey, unknown.secretKey});
    ControlRequest hello;
    hello.protocol = ProtocolVersion;
    EXPECT_FALSE(stranger.ask(hello, std::chrono::milliseconds(500)));
    EXPECT_TRUE(friendly.ask(ControlAction::Hello)); // and it harms nobody
}

TEST(Curve, AClientDoesNotTalkOverTcpWithoutKeys)
{
    zmq::context_t context;
    EXPECT_FALSE(ControlClient::create(context, "tcp://127.0.0.1:1", "tcp://127.0.0.1:2"));
}

TEST(Curve, KeysAreReadAloneOrFromACertificate)
{
    const KeyPair keys = newKeys();
    test::FailingFileSystem files;
    files.put("bare", keys.publicKey + "\n");
    files.put("certificate", "#   a comment\nmetadata\ncurve\n    public-key = \"" + keys.publicKey +
                                 "\"\n    secret-key = \"" + keys.secretKey + "\"\n");
    files.put("noise", "no key");
    EXPECT_EQ(readKeyFile(files, "bare", KeyPart::Public).value(), keys.publicKey);
    EXPECT_EQ(readKeyFile(files, "certificate", KeyPart::Public).value(), keys.publicKey);
    EXPECT_EQ(readKeyFile(files, "certificate", KeyPart::Secret).value(), keys.secretKey);
    const auto refused = readKeyFile(files, "noise", KeyPart::Secret);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().text(), testing::HasSubstr("noise: holds no secret-key"));
}

} // namespace
} // namespace zeroloom
