// A lesson player on a stage that does what the test says.
#pragma once

#include <optional>

#include <gtest/gtest.h>

#include "core/gallery/lesson_player.h"
#include "tests/core/gallery/lesson_samples.h"

namespace zeroloom::test {

using namespace std::chrono_literals;

// A run that does what the test says, and writes down what was done to it.
class PretendedStage final : public LessonStage {
public:
    Status startRun(const RunConditions& conditions) override
    {
        done.push_back("run");
        startedWith = conditions;
        stopped = false;
        ending = false;
        return {};
    }
    void stopRun() override
    {
        done.push_back("stop");
        running = false;
        ending = true;
    }
    Status perform(const Act& act) override
    {
        done.push_back(actText(act));
        return refusal.empty() ? Status() : fail(ErrorCode::Runtime, refusal);
    }
    bool isRunning() const override { return running; }
    bool isEnding() const override { return ending || stopped; }
    bool isStopped() const override { return stopped; }
    ObservationPtr observation() const override { return std::make_shared<const Observation>(seen); }
    Nanoseconds now() const override { return time; }

    std::vector<std::string> done;
    RunConditions startedWith;
    bool running = false, ending = false, stopped = true;
    std::string refusal;
    Observation seen;
    Nanoseconds time{1s};
};

class LessonPlayerTest : public testing::Test {
protected:
    void play(const std::string& steps)
    {
        auto lesson = readLesson(lessonHead() + steps, "sample", m_topology);
        ASSERT_TRUE(lesson) << lesson.error().front().text();
        m_lesson = std::move(*lesson);
        m_player.emplace(m_lesson, m_topology, m_stage);
    }
    // The clock goes on, and figures come with it.
    void pass(Nanoseconds time)
    {
        for (Nanoseconds left = time; left > 0ns; left -= 100ms) {
            m_stage.time += 100ms;
            m_stage.seen.seconds += 0.1;
            m_player->advance();
        }
    }
    void comeUp()
    {
        m_player->goOn();
        m_player->advance();
        m_stage.running = true;
        m_player->advance();
    }
    // As the learner's Stop does.
    void stopRun()
    {
        m_stage.running = false;
        m_stage.ending = true;
    }
    void loseHost(const std::string& detail = "killed by signal 9")
    {
        m_stage.seen.hosts[HostId("local")] = {HostId("local"), HostState::Lost, 0, detail};
    }
    std::uint64_t& received() { return m_stage.seen.sockets[socketRef("client", "req")].received; }

    const Topology m_topology = lessonTopologySample();
    Lesson m_lesson;
    PretendedStage m_stage;
    std::optional<LessonPlayer> m_player;
};

inline constexpr const char* Simple =
    "## One\n```act\nrun\n```\n```check\nreceived client.req >= 3 within 5s\n```\n";
inline constexpr const char* Silence =
    "## One\n```act\nrun\nkill server\n```\n```check\nreceived client.req = 0 for 3s\n```\n";

} // namespace zeroloom::test
