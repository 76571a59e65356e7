// The hearts of a run, for the panel. GUI thread only.
#pragma once

#include "ui/document/run_controller.h"
#include "ui/liveness/liveness_source.h"

namespace zeroloom {

class RunLiveness final : public LivenessSource {
public:
    explicit RunLiveness(const RunController& run) : m_run(run) {}

    ObservationPtr observation() const override { return m_run.observation(); }
    std::vector<Observer::HeartEvent> heartEvents(std::uint64_t after, std::size_t most) const override
    {
        return m_run.observer() ? m_run.observer()->heartEvents(after, most) : std::vector<Observer::HeartEvent>();
    }
    std::uint64_t lastHeartEventNumber() const override
    {
        return m_run.observer() ? m_run.observer()->lastHeartEventNumber() : 0;
    }

private:
    const RunController& m_run;
};

} // namespace zeroloom
