#include "core/host/served_runtime.h"

namespace zeroloom {

namespace {

class RealRuntime final : public ServedRuntime {
public:
    explicit RealRuntime(const RuntimeOptions& options) : m_runtime(options) {}

    ApplyResult apply(const HostPlan& desired, const ResolvedEndpoints& resolved) override
    {
        return m_runtime.apply(desired, resolved);
    }
    void setPaused(bool paused) override { m_runtime.setPaused(paused); }
    void stopSources() override { m_runtime.stopSources(); }
    bool drained() override { return m_runtime.drained(); }
    void collect(HostBatch& batch) override { m_runtime.collect(batch); }

private:
    Runtime m_runtime;
};

} // namespace

std::unique_ptr<ServedRuntime> serveRuntime(const RuntimeOptions& options)
{
    return std::make_unique<RealRuntime>(options);
}

} // namespace zeroloom
