#include "core/gallery/lesson_player.h"

#include <algorithm>

namespace zeroloom {

namespace {

using namespace std::chrono_literals;

constexpr Nanoseconds StartPatience = 60s, StopPatience = 30s;
// How much longer than its time a `for` is checked while no figures come: then what is known counts.
constexpr Nanoseconds SilencePatience = 5s;

double inSeconds(Nanoseconds time) { return std::chrono::duration<double>(time).count(); }

const HostObservation* lostHost(const Observation& seen)
{
    const auto found = std::ranges::find_if(seen.hosts, [](const auto& host) { return host.second.state == HostState::Lost; });
    return found == seen.hosts.end() ? nullptr : &found->second;
}

std::string inWords(const HostObservation& lost)
{
    return "host '" + lost.host.text() + "' was lost" + (lost.detail.empty() ? "" : ": " + lost.detail);
}

} // namespace

std::vector<Act> actsOfTheLesson(const Lesson& lesson)
{
    std::vector<Act> acts;
    for (const LessonStep& step : lesson.steps) {
        for (const LessonAct& written : step.acts) {
            if (written.kind == LessonAct::Kind::Do)
                acts.push_back(written.act);
        }
    }
    return acts;
}

struct LessonPlayer::Private {
    Private(const Lesson& givenLesson, const Topology& givenTopology, LessonStage& givenStage)
        : lesson(givenLesson), topology(givenTopology), stage(givenStage)
    {
    }

    const LessonStep& current() const { return lesson.steps[step]; }
    bool hasStep() const { return step < lesson.steps.size(); }
    void enter(std::size_t next);
    void failWith(std::string words);
    void beginActs();
    void advanceActs();
    bool waitForStage();
    bool beginRun();
    void doAct(const LessonAct& act);
    void waitFor(bool up, Nanoseconds patience);
    void beginChecks();
    void advanceCheck();
    void beginCheck();
    void judgeWithin(const Claim& claim, std::optional<bool> holding);
    void judgeThroughout(const Claim& claim, std::optional<bool> holding, const Observation& now);
    void decide(bool cameTrue);
    std::string whyOver(const Observation& now) const;
    bool mayComeBack() const;
    void endChecks(const std::string& why);

    const Lesson& lesson;
    const Topology& topology;
    LessonStage& stage;

    std::size_t step = 0;
    Phase phase = Phase::Reading;
    std::optional<std::size_t> chosen;
    std::string problem;

    // Acting
    std::size_t act = 0;              // the next to be begun
    std::optional<std::size_t> runAt; // of this step's acts, while it has not been done
    enum class Waiting { Nothing, Up, Down } waiting = Waiting::Nothing;
    Nanoseconds waitUntil{0};
    ObservationPtr stepBegin; // what the counts of this step begin at

    // Checking
    std::vector<ClaimResult> results;
    std::size_t claim = 0;
    Nanoseconds settledAt{0};
    Nanoseconds checkFrom{0}; // when the check of this claim began, and when its `for` did
    Nanoseconds holdFrom{0};
    ObservationPtr holdBegin;
};

void LessonPlayer::Private::enter(std::size_t next)
{
    step = next;
    chosen.reset();
    problem.clear();
    waiting = Waiting::Nothing;
    phase = hasStep() ? Phase::Reading : Phase::Done;
    results.assign(hasStep() ? current().claims.size() : 0, ClaimResult());
}

void LessonPlayer::Private::failWith(std::string words)
{
    problem = std::move(words);
    if (waiting != Waiting::Nothing && act > 0) // what was waited for was not done
        --act;
    waiting = Waiting::Nothing;
    phase = Phase::Failed;
}

void LessonPlayer::Private::beginActs()
{
    phase = Phase::Acting;
    results.assign(current().claims.size(), ClaimResult());
    stepBegin = stage.observation();
    act = 0;
    const auto run = std::ranges::find(current().acts, LessonAct::Kind::Run, &LessonAct::kind);
    runAt.reset();
    if (run == current().acts.end())
        return;
    runAt = static_cast<std::size_t>(run - current().acts.begin());
    if (!stage.isStopped()) { // what ran before this step has nothing to do with it
        stage.stopRun();
        waitFor(false, StopPatience);
    }
}

void LessonPlayer::Private::waitFor(bool up, Nanoseconds patience)
{
    waiting = up ? Waiting::Up : Waiting::Down;
    waitUntil = stage.now() + patience;
}

// Returns whether the next act can be done.
bool LessonPlayer::Private::waitForStage()
{
    if (waiting == Waiting::Nothing)
        return true;
    if (waiting == Waiting::Up ? stage.isRunning() : stage.isStopped()) {
        waiting = Waiting::Nothing;
        return true;
    }
    if (const std::string why = waiting == Waiting::Up ? whyOver(*stage.observation()) : std::string(); !why.empty())
        failWith("the topology did not come up: " + why);
    else if (stage.now() > waitUntil)
        failWith(waiting == Waiting::Up ? "the topology did not come up within " + formatDuration(StartPatience) +
                                              ": not everything runs and is connected"
                                        : "what runs did not end within " + formatDuration(StopPatience));
    return false;
}

// With all acts before `run` in place, and relays for those to come.
bool LessonPlayer::Private::beginRun()
{
    RunConditions conditions;
    for (std::size_t i = 0; i < *runAt; ++i) {
        const LessonAct& before = current().acts[i];
        if (before.kind != LessonAct::Kind::Do)
            continue;
        auto after = afterAct(std::move(conditions), before.act, topology);
        if (!after) {
            failWith("'" + before.text() + "' cannot be done: " + after.error().text());
            return false;
        }
        conditions = std::move(*after);
    }
    stepBegin = std::make_shared<const Observation>();
    if (const Status started = stage.startRun(withRelays(std::move(conditions), actsOfTheLesson(lesson))); !started) {
        failWith("the topology cannot be run: " + started.error().text());
        return false;
    }
    act = *runAt + 1;
    runAt.reset();
    waitFor(true, StartPatience);
    return true;
}

void LessonPlayer::Private::doAct(const LessonAct& next)
{
    if (next.kind == LessonAct::Kind::Stop) {
        stage.stopRun();
        waitFor(false, StopPatience);
        ++act;
    } else if (stage.isEnding()) {
        failWith("'" + next.text() + "' needs a run, and nothing runs: go back to the step that starts it");
    } else if (const Status done = stage.perform(next.act); !done) {
        failWith("'" + next.text() + "' could not be done: " + done.error().text());
    } else {
        ++act;
    }
}

void LessonPlayer::Private::advanceActs()
{
    while (phase == Phase::Acting && waitForStage()) {
        if (runAt) {
            beginRun();
        } else if (act < current().acts.size()) {
            doAct(current().acts[act]);
        } else {
            beginChecks();
        }
    }
}

void LessonPlayer::Private::beginChecks()
{
    claim = 0;
    settledAt = stage.now() + (current().acts.empty() ? Nanoseconds(0) : Settling);
    phase = current().claims.empty() ? Phase::Told : Phase::Checking;
    if (phase == Phase::Checking && stage.isEnding()) {
        failWith("nothing runs that could be checked: go back to the step that starts it");
        return;
    }
    if (phase == Phase::Checking)
        beginCheck();
}

void LessonPlayer::Private::beginCheck()
{
    results[claim].state = ClaimState::Checking;
    checkFrom = holdFrom = stage.now();
    holdBegin = stage.observation();
}

void LessonPlayer::Private::decide(bool cameTrue)
{
    results[claim].state = cameTrue ? ClaimState::CameTrue : ClaimState::DidNotComeTrue;
    results[claim].timeLeft = 0;
    if (++claim < current().claims.size())
        beginCheck();
    else
        phase = Phase::Told;
}

// Why nothing is proved any more by what is seen; empty: the run goes on.
std::string LessonPlayer::Private::whyOver(const Observation& now) const
{
    if (stage.isEnding())
        return "the run ended";
    const HostObservation* lost = lostHost(now);
    return lost ? inWords(*lost) : std::string();
}

// A host that was lost before the acts: they may have started it again, which is seen a moment later.
bool LessonPlayer::Private::mayComeBack() const
{
    return !stage.isEnding() && lostHost(*stepBegin) && stage.now() < settledAt;
}

void LessonPlayer::Private::endChecks(const std::string& why)
{
    for (; claim < results.size(); ++claim) {
        results[claim].state = ClaimState::DidNotComeTrue;
        results[claim].timeLeft = 0;
        results[claim].ended = why;
    }
    phase = Phase::Told;
}

void LessonPlayer::Private::judgeWithin(const Claim& checked, std::optional<bool> holding)
{
    const Nanoseconds since = stage.now() - checkFrom;
    results[claim].timeLeft = std::max(0.0, inSeconds(checked.time - since));
    if (holding.value_or(false))
        decide(true);
    else if (since >= checked.time)
        decide(false);
}

void LessonPlayer::Private::judgeThroughout(const Claim& checked, std::optional<bool> holding, const Observation& now)
{
    const Nanoseconds time = stage.now();
    if (!holding.value_or(false)) {
        // A figure that is not known yet is waited for; one that is wrong only until the acts have taken effect.
        if (time >= std::max(settledAt, holding ? settledAt : checkFrom + Settling)) {
            decide(false);
            return;
        }
        holdFrom = time;
        holdBegin = stage.observation();
        results[claim].timeLeft = inSeconds(checked.time);
        return;
    }
    // The figures are what must cover the time, not the clock: they come a moment later.
    const double covered = now.seconds - holdBegin->seconds;
    results[claim].timeLeft = std::max(0.0, inSeconds(checked.time) - covered);
    if (covered >= inSeconds(checked.time) || time - holdFrom >= checked.time + SilencePatience)
        decide(true);
}

void LessonPlayer::Private::advanceCheck()
{
    const Claim& checked = current().claims[claim];
    ClaimResult& result = results[claim];
    const ObservationPtr now = stage.observation();
    const Observation& begin = checked.throughout ? *holdBegin : *stepBegin;
    const std::optional<bool> holding = holds(checked, *now, begin, result.figures);
    result.seconds = inSeconds(stage.now() - checkFrom);
    // First, since a run that ends makes some claims true: nothing runs, nothing comes.
    if (const std::string why = whyOver(*now); !why.empty()) {
        if (mayComeBack())
            beginCheck(); // a claim's time begins when its host is there
        else
            endChecks(why);
        return;
    }
    if (checked.throughout)
        judgeThroughout(checked, holding, *now);
    else
        judgeWithin(checked, holding);
}

LessonPlayer::LessonPlayer(const Lesson& lesson, const Topology& topology, LessonStage& stage)
    : d(std::make_unique<Private>(lesson, topology, stage))
{
    d->enter(0);
}

LessonPlayer::~LessonPlayer() = default;

std::size_t LessonPlayer::step() const { return d->step; }

LessonPlayer::Phase LessonPlayer::phase() const { return d->phase; }

const std::vector<ClaimResult>& LessonPlayer::results() const { return d->results; }

std::optional<std::size_t> LessonPlayer::chosen() const { return d->chosen; }

const std::string& LessonPlayer::problem() const { return d->problem; }

std::size_t LessonPlayer::actsDone() const
{
    switch (d->phase) {
    case Phase::Checking:
    case Phase::Told:
        return d->current().acts.size();
    case Phase::Acting:
    case Phase::Failed: {
        const bool underWay = d->waiting != Private::Waiting::Nothing && d->act > 0;
        return underWay ? d->act - 1 : d->act;
    }
    case Phase::Reading:
    case Phase::Done:
        break;
    }
    return 0;
}

void LessonPlayer::choose(std::size_t choice)
{
    const bool asked = d->phase == Phase::Reading && d->current().prediction;
    if (asked && choice < d->current().prediction->choices.size())
        d->chosen = choice;
}

void LessonPlayer::goOn()
{
    if (d->phase == Phase::Reading && (d->chosen || !d->current().prediction))
        d->beginActs();
    else if (d->phase == Phase::Told)
        d->enter(d->step + 1);
    else if (d->phase == Phase::Failed)
        d->enter(d->step);
}

void LessonPlayer::goTo(std::size_t step) { d->enter(std::min(step, d->lesson.steps.size())); }

bool LessonPlayer::advance()
{
    const Phase phase = d->phase;
    const std::size_t acts = actsDone();
    const std::vector<ClaimResult> results = d->results;
    if (d->phase == Phase::Acting)
        d->advanceActs();
    if (d->phase == Phase::Checking)
        d->advanceCheck();
    return phase != d->phase || acts != actsDone() || results != d->results;
}

} // namespace zeroloom
