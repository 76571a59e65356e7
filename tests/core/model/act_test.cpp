// Acts are read from their words and written in them, and refused with what would do.
#include <gmock/gmock.h>

#include "core/model/act.h"
#include "core/model/act_rule.h"
#include "tests/support/network.h"

namespace zeroloom {
namespace {

using testing::HasSubstr;
using enum SocketType;

Topology network()
{
    return Network()
        .node("vent", "source", {{"out", Push}})
        .node("worker", "worker", {{"in", Pull}, {"out", Push}})
        .node("sink", "sink", {{"in", Pull}})
        .host("far")
        .node("theirs", "outside", {{"in", Pull}})
        .node("mine", "program", {{"in", Pull}})
        .wire("vent.out", "worker.in")
        .wire("worker.out", "sink.in", "ipc://*")
        .wire("vent.out", "theirs.in", "tcp://127.0.0.1:5555", WireEnd::To)
        .wire("worker.out", "theirs.in", "tcp://127.0.0.1:5555", WireEnd::From)
        .wire("vent.out", "mine.in", "inproc://x")
        .wire("vent.out", "worker.in", "inproc://y", WireEnd::To)
        .topology();
}

std::string refusal(const std::string& text)
{
    const auto act = parseAct(text, network());
    return act ? std::string() : act.error().message;
}

std::string whyNotDone(const std::string& text)
{
    const auto act = parseAct(text, network());
    EXPECT_TRUE(act) << act.error().text();
    const Status possible = act ? checkAct(*act, network()) : Status();
    return possible ? std::string() : possible.error().message;
}

TEST(ActWords, ComeBackAsTheyWereSaid)
{
    for (const std::string text : {"kill worker",
                                   "restart worker",
                                   "freeze sink",
                                   "thaw sink",
                                   "hang vent",
                                   "release vent",
                                   "slow worker 50ms",
                                   "slow worker 0",
                                   "cut w1",
                                   "delay w1 200ms",
                                   "drop w2 10%",
                                   "drop w2 0.5%",
                                   "mend w1",
                                   "set vent.rate=20",
                                   "hold sink.in",
                                   "step sink.in",
                                   "open sink.in",
                                   "speed 0.25",
                                   "pause",
                                   "resume"}) {
        const auto act = parseAct(text, network());
        ASSERT_TRUE(act) << text << ": " << act.error().text();
        EXPECT_EQ(actText(*act), text);
    }
}

TEST(ActWords, EveryFormOfTheHelpIsOne)
{
    EXPECT_EQ(actForms().size(), static_cast<std::size_t>(ActKind::Resume) + 1);
    for (const ActForm& form : actForms()) {
        EXPECT_FALSE(form.help.empty()) << form.form;
        const std::string word(form.form.substr(0, form.form.find(' ')));
        EXPECT_THAT(refusal(word + " !"), testing::Not(HasSubstr("cannot be done"))) << form.form;
    }
}

TEST(ActWords, NameAWireByItsEnds)
{
    const auto act = parseAct("cut vent.out->worker.in", network());
    ASSERT_TRUE(act);
    EXPECT_EQ(act->wire, WireId("w1"));
}

TEST(ActWords, ThatCannotBeReadAreRefusedWithWhatWouldDo)
{
    EXPECT_THAT(refusal(""), HasSubstr("there is kill"));
    EXPECT_THAT(refusal("kil worker"), HasSubstr("'kil' cannot be done; did you mean 'kill'?"));
    EXPECT_THAT(refusal("explode worker"), HasSubstr("'explode' cannot be done; there is kill, restart"));
    EXPECT_THAT(refusal("kill"), HasSubstr("kill NODE"));
    EXPECT_THAT(refusal("kill nobody"), HasSubstr("vent, worker"));
    EXPECT_THAT(refusal("kill wroker"), HasSubstr("there is no node 'wroker'; did you mean 'worker'?"));
    EXPECT_THAT(refusal("kill worker now"), HasSubstr("'now' is too much"));
    EXPECT_THAT(refusal("slow worker"), HasSubstr("50ms"));
    EXPECT_THAT(refusal("slow worker soon"), HasSubstr("'soon' is no time"));
    EXPECT_THAT(refusal("cut w9"), HasSubstr("NODE.SOCKET->NODE.SOCKET"));
    EXPECT_THAT(refusal("drop w1 101%"), HasSubstr("0% to 100%"));
    EXPECT_THAT(refusal("drop w1 some"), HasSubstr("0% to 100%"));
    EXPECT_THAT(refusal("hold worker"), HasSubstr("NODE.SOCKET"));
    EXPECT_THAT(refusal("hold worker.up"), HasSubstr("in, out"));
    EXPECT_THAT(refusal("hold worker.otu"), HasSubstr("node 'worker' has no socket 'otu'; did you mean 'out'?"));
    EXPECT_THAT(refusal("set worker.rate=1"), HasSubstr("no parameter 'rate'"));
    EXPECT_THAT(refusal("set vent.rate=fast"), HasSubstr("rate"));
    EXPECT_THAT(refusal("set vent"), HasSubstr("NODE.PARAM=VALUE"));
    EXPECT_THAT(refusal("speed 2"), HasSubstr("0.01 to 1"));
    EXPECT_THAT(refusal("speed nan"), HasSubstr("0.01 to 1"));
    EXPECT_THAT(refusal("pause worker"), HasSubstr("too much"));
}

TEST(ActRule, SaysWhatCannotBeDoneToWhat)
{
    EXPECT_EQ(whyNotDone("kill worker"), "");
    EXPECT_EQ(whyNotDone("freeze sink"), "");
    EXPECT_EQ(whyNotDone("freeze mine"), "");
    EXPECT_EQ(whyNotDone("cut w1"), "");
    EXPECT_EQ(whyNotDone("cut w2"), "");
    EXPECT_EQ(whyNotDone("cut w3"), "");
    EXPECT_THAT(whyNotDone("freeze worker"), HasSubstr("shares its process with 2 others"));
    EXPECT_THAT(whyNotDone("kill theirs"), HasSubstr("somebody else"));
    EXPECT_THAT(whyNotDone("hang mine"), HasSubstr("a program"));
    EXPECT_THAT(whyNotDone("hold mine.in"), HasSubstr("cannot be held"));
    EXPECT_THAT(whyNotDone("cut w4"), HasSubstr("past the relay"));
    EXPECT_THAT(whyNotDone("cut w5"), HasSubstr("past the relay"));
    EXPECT_EQ(whyNotDone("delay w6 1s"), "");
}

} // namespace
} // namespace zeroloom
