#include "ui/document/run_speed.h"

#include <algorithm>

namespace zeroloom {

const std::vector<double>& speedSteps()
{
    static const std::vector<double> Steps = {1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01};
    return Steps;
}

void setSpeed(RunController& run, double speed)
{
    if (speed == run.conditions().speed)
        return;
    Act act;
    act.kind = ActKind::Speed;
    act.fraction = speed;
    if (run.perform(act))
        return;
    RunConditions conditions = run.conditions();
    conditions.speed = speed;
    run.setConditions(conditions);
}

void changeSpeed(RunController& run, bool faster)
{
    constexpr double Alike = 1e-9;
    const std::vector<double>& steps = speedSteps();
    const double now = run.conditions().speed;
    if (faster) {
        const auto next = std::find_if(steps.rbegin(), steps.rend(), [&](double step) { return step > now + Alike; });
        setSpeed(run, next == steps.rend() ? steps.front() : *next);
    } else {
        const auto next = std::find_if(steps.begin(), steps.end(), [&](double step) { return step < now - Alike; });
        setSpeed(run, next == steps.end() ? steps.back() : *next);
    }
}

} // namespace zeroloom
