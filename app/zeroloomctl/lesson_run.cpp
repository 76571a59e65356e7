#include "app/zeroloomctl/lesson_run.h"

#include <algorithm>
#include <mutex>
#include <optional>

#include "core/control/run_session.h"
#include "core/gallery/run_readiness.h"
#include "core/observe/observer.h"

namespace zeroloom {

namespace {

using namespace std::chrono_literals;

// A session that has not ended its hosts by then is ended from outside.
constexpr Nanoseconds StopLimit = 5s;

} // namespace

bool LessonOutcome::cameTrue() const
{
    return finished && std::ranges::all_of(steps, [](const StepOutcome& step) {
               return std::ranges::all_of(step.results, [](const ClaimResult& result) { return result.state == ClaimState::CameTrue; });
           });
}

// One run of the topology.
struct LessonRun::Run {
    Run(const Topology& topology, const Clock& clock) : observer(topology, clock) {}

    RunCallbacks callbacks()
    {
        return {.batch = [this](const HostBatch& batch) { observer.addBatch(batch); },
                .hostChanged =
                    [this](const HostReport& report) {
                        observer.addHostReport(report);
                        if (report.state == HostState::Lost)
                            note("host '" + report.host.text() + "' was lost: " + report.detail);
                    },
                .problem = [this](const Error& error) { note(error.text()); },
                .stopped =
                    [this] {
                        const std::scoped_lock lock(mutex);
                        stopped = true;
                    }};
    }
    void note(std::string text)
    {
        const std::scoped_lock lock(mutex);
        notes.push_back(std::move(text));
    }
    bool hasStopped() const
    {
        const std::scoped_lock lock(mutex);
        return stopped;
    }

    Observer observer;
    mutable std::mutex mutex; // guards what the session's thread leaves here
    std::vector<std::string> notes;
    bool stopped = false;
    std::optional<Nanoseconds> stopBegan; // the main thread's
    std::unique_ptr<RunSession> session;  // after what its callbacks use: ends first
};

LessonRun::LessonRun(GalleryEntry entry, std::filesystem::path hostProgram, Nanoseconds reading)
    : m_entry(std::move(entry)), m_hostProgram(std::move(hostProgram)), m_reading(reading), m_began(m_clock.now()),
      m_last(std::make_shared<const Observation>()), m_player(m_entry.lesson, m_entry.topology, *this)
{
}

LessonRun::~LessonRun() = default;

void LessonRun::advance()
{
    endRunThatStopped();
    if (!m_played) {
        playOn();
    }
}

void LessonRun::playOn()
{
    m_player.advance();
    switch (m_player.phase()) {
    case LessonPlayer::Phase::Reading:
        if (!hasBeenRead())
            break;
        if (const auto& prediction = m_entry.lesson.steps[m_player.step()].prediction) {
            m_player.choose(prediction->right);
        }
        m_player.goOn();
        break;
    case LessonPlayer::Phase::Told:
        keepStep();
        m_player.goOn();
        break;
    case LessonPlayer::Phase::Failed:
        keepStep();
        end(false);
        break;
    case LessonPlayer::Phase::Done:
        end(true);
        break;
    case LessonPlayer::Phase::Acting:
    case LessonPlayer::Phase::Checking:
        break;
    }
}

bool LessonRun::hasBeenRead()
{
    if (!m_readSince)
        m_readSince = now();
    if (now() - *m_readSince < m_reading)
        return false;
    m_readSince.reset();
    return true;
}

void LessonRun::keepStep() { m_outcome.steps.push_back({m_player.step(), m_player.results(), m_player.problem()}); }

void LessonRun::end(bool finished)
{
    m_played = true;
    m_outcome.finished = finished;
    m_outcome.seconds = std::chrono::duration<double>(now() - m_began).count();
    stopRun();
}

void LessonRun::abandon()
{
    if (!m_played) {
        end(false);
    }
}

void LessonRun::endRunThatStopped()
{
    const bool mustEnd = m_run && m_run->stopBegan && now() - *m_run->stopBegan > StopLimit;
    if (!m_run || (!mustEnd && !m_run->hasStopped())) {
        return;
    }
    m_last = m_run->observer.current();
    m_run->session.reset();
    for (std::string& note : m_run->notes) {
        m_outcome.notes.push_back(std::move(note));
    }
    m_run.reset();
}

Status LessonRun::startRun(const RunConditions& conditions)
{
    auto run = std::make_unique<Run>(m_entry.topology, m_clock);
    RunSessionOptions options;
    options.hostProgram = m_hostProgram;
    options.conditions = conditions;
    auto session = RunSession::start(m_entry.topology, std::move(options), run->callbacks());
    if (!session) {
        return tl::unexpected(session.error());
    }
    run->session = std::move(*session);
    m_run = std::move(run);
    return {};
}

void LessonRun::stopRun()
{
    if (m_run && !m_run->stopBegan) {
        m_run->stopBegan = now();
        m_run->session->stop(0ms);
    }
}

Status LessonRun::perform(const Act& act)
{
    return m_run ? m_run->session->perform(act) : fail(ErrorCode::Runtime, "nothing runs");
}

bool LessonRun::isRunning() const
{
    return !isEnding() && runIsUp(m_entry.topology, m_run->session->conditions(), *observation());
}

bool LessonRun::isEnding() const { return !m_run || m_run->stopBegan || m_run->hasStopped(); }

ObservationPtr LessonRun::observation() const { return m_run ? m_run->observer.current() : m_last; }

} // namespace zeroloom
