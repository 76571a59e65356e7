// The envelopes of load balancing: what a worker says, and how a request is addressed to one.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/role/envelope.h"

namespace zeroloom {
namespace {

Message messageOf(const std::vector<std::string>& frames)
{
    Message message;
    for (const std::string& frame : frames)
        appendFrame(message, frame);
    return message;
}

std::vector<std::string> framesOf(const Message& message)
{
    std::vector<std::string> frames;
    for (std::size_t i = 0; i < message.size(); ++i)
        frames.emplace_back(frameBytes(message, i));
    return frames;
}

TEST(Envelope, KnowsWhatAWorkerSaid)
{
    EXPECT_EQ(readWorker(messageOf({"w", "", "READY"})), WorkerSaid::Ready);
    EXPECT_EQ(readWorker(messageOf({"w", "", "\x01"})), WorkerSaid::Ready);
    EXPECT_EQ(readWorker(messageOf({"w", "", "client", "", "OK"})), WorkerSaid::Reply);
    EXPECT_EQ(readWorker(messageOf({"w", "", "B", "client", "", "OK"})), WorkerSaid::Reply);
    EXPECT_EQ(readWorker(messageOf({"w", "", "client", "OK"})), WorkerSaid::Reply) << "a DEALER's own envelope";
    for (const std::vector<std::string>& frames :
         std::vector<std::vector<std::string>>{{"w"}, {"w", ""}, {"w", "READY"}, {"w", "", "Hi"}, {"w", "x", "READY"}})
        EXPECT_EQ(readWorker(messageOf(frames)), WorkerSaid::Nonsense) << frames.back();
}

TEST(Envelope, PutsTheWorkerAndTheEmptyFrameBeforeARequest)
{
    Message request = messageOf({"client", "", "HELLO"});
    Message addressed;
    addressWorker("w", request, addressed);
    EXPECT_EQ(framesOf(addressed), (std::vector<std::string>{"w", "", "client", "", "HELLO"}));
}

TEST(Envelope, MovesFramesFromOneMessageToAnother)
{
    Message from = messageOf({"w", "", "client", "", std::string(1000, 'x')});
    Message to;
    moveFrames(from, 2, to);
    EXPECT_EQ(framesOf(to), (std::vector<std::string>{"client", "", std::string(1000, 'x')}));
}

TEST(Envelope, ShowsStrangersBytesAsTextOfALine)
{
    EXPECT_EQ(printableText("E: lost\n\x1b[2J\xff"), "E: lost??[2J?");
    EXPECT_EQ(printableText("abcdef", 3), "abc");
}

} // namespace
} // namespace zeroloom
