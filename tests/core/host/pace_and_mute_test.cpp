// Rates and work keep their time, and a jam shows as a full queue and a mute sender.
#include "runtime_fixture.h"

#include <cmath>

namespace zeroloom {
namespace {

using enum SocketType;
using namespace std::chrono_literals;

class PaceAndMute : public RuntimeTest {
protected:
    // Messages a second at a socket over about `seconds`, by the batches' own times.
    double rate(const std::string& ref, bool received, double seconds)
    {
        collect();
        const auto count = [&] { return received ? socket(ref).received : socket(ref).sent; };
        const std::uint64_t before = count();
        const std::uint64_t start = batch.timeNs;
        waitFor([&] { return static_cast<double>(batch.timeNs - start) >= seconds * 1e9; });
        return static_cast<double>(count() - before) * 1e9 / static_cast<double>(batch.timeNs - start);
    }
    // Whether a second comes within the deadline in which it keeps the rate: a machine that is busy with something else
    // may spoil many.
    bool keepsRate(const std::string& ref, bool received, double wanted, double tolerance)
    {
        return waitFor([&] { return std::abs(rate(ref, received, 1) - wanted) <= tolerance; }, 1min);
    }
    TopologyBuilder pipeline(double sendRate, const std::string& work, std::int64_t limit = 1000)
    {
        TopologyBuilder builder;
        builder.node("vent", "source", {{"out", Push}}, {{"rate", sendRate}})
            .node("sink", "sink", {{"in", Pull}}, {{"work", work}})
            .wire("a", "vent.out", "sink.in");
        builder.at("vent").sockets.front().options["SNDHWM"] = limit;
        builder.at("sink").sockets.front().options["RCVHWM"] = limit;
        return builder;
    }
};

TEST_F(PaceAndMute, ASourceKeepsItsRate)
{
    apply(pipeline(1000, "0"));
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").sent > 50; }));
    EXPECT_TRUE(keepsRate("vent.out", false, 1000, 60));
}

TEST_F(PaceAndMute, WorkOfAMillisecondGivesAThousandASecond)
{
    apply(pipeline(0, "1ms"));
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 50; }));
    EXPECT_TRUE(keepsRate("sink.in", true, 1000, 60));
}

TEST_F(PaceAndMute, ASlowSinkFillsTheQueueUntilTheSourceIsMute)
{
    // Messages so large that the kernel's buffers hold few of them.
    const auto pipelineOf = [&](const std::string& work) {
        TopologyBuilder builder = pipeline(2000, work, 10);
        builder.at("vent").params["size"] = std::int64_t{100'000};
        return builder;
    };
    apply(pipelineOf("10ms"));
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").muted && socket("vent.out").muteNs > 300'000'000; }));
    EXPECT_TRUE(waitFor([&] { return hasEvent("mute-started"); }));
    const std::uint64_t waiting = socket("vent.out").sent - end("a", WireEnd::To).flow.received;
    EXPECT_GE(waiting, 10U);
    // The sink is made quick again, live: what waited arrives, and nothing was lost.
    apply(pipelineOf("0"));
    ASSERT_TRUE(waitFor([&] { return !socket("vent.out").muted && socket("sink.in").received > 500; }));
    EXPECT_EQ(end("a", WireEnd::To).flow.gaps, 0U);
    EXPECT_FALSE(hasEvent("node-restarted"));
}

TEST_F(PaceAndMute, ARateChangesWhileItRuns)
{
    apply(pipeline(10, "0"));
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received >= 2; }));
    const std::uint64_t before = socket("vent.out").sent;
    apply(pipeline(1000, "0"));
    EXPECT_TRUE(keepsRate("sink.in", true, 1000, 80));
    EXPECT_GE(socket("vent.out").sent, before);
}

TEST_F(PaceAndMute, AWorkerWhoseOutputIsMuteStopsReading)
{
    TopologyBuilder builder;
    builder.node("vent", "source", {{"out", Push}}, {{"rate", 0.0}})
        .node("worker", "worker", {{"in", Pull}, {"out", Push}})
        .node("sink", "sink", {{"in", Pull}}, {{"work", "1h"}})
        .wire("a", "vent.out", "worker.in", "inproc://a")
        .wire("b", "worker.out", "sink.in", "inproc://b");
    for (const char* id : {"vent", "worker", "sink"}) {
        for (Socket& one : builder.at(id).sockets)
            one.options[one.type == Push ? "SNDHWM" : "RCVHWM"] = std::int64_t{5};
    }
    apply(builder);
    // While the queues fill, each of them may be mute for a moment.
    const auto isJammed = [&] {
        return socket("vent.out").muted && socket("worker.out").muted &&
               socket("worker.in").received == socket("worker.out").sent + 1; // one in hand
    };
    const auto staysJammed = [&] {
        const std::uint64_t read = socket("worker.in").received;
        return !waitFor([&] { return !isJammed() || socket("worker.in").received != read; }, 200ms);
    };
    ASSERT_TRUE(waitFor([&] { return isJammed() && staysJammed(); }));
    EXPECT_LE(socket("worker.in").received, 20U);
}

TEST_F(PaceAndMute, PausedSourcesHoldAndGoOn)
{
    apply(pipeline(1000, "0"));
    ASSERT_TRUE(waitFor([&] { return socket("vent.out").sent > 10; }));
    runtime.setPaused(true);
    std::uint64_t last = 0;
    ASSERT_TRUE(waitFor([&] { return std::exchange(last, socket("vent.out").sent) == socket("vent.out").sent; }));
    runtime.setPaused(false);
    EXPECT_TRUE(waitFor([&] { return socket("vent.out").sent > last + 10; }));
}

TEST_F(PaceAndMute, AfterTheSourcesStopTheQueuesDrainAndTheLedgerCloses)
{
    apply(pipeline(0, "100us"));
    ASSERT_TRUE(waitFor([&] { return socket("sink.in").received > 100; }));
    ASSERT_TRUE(drain());
    EXPECT_EQ(socket("vent.out").sent, socket("sink.in").received);
    EXPECT_EQ(end("a", WireEnd::To).flow.lastSequence, socket("vent.out").sent);
}

} // namespace
} // namespace zeroloom
