// The messages of a run, for the panels. GUI thread only.
#pragma once

#include "ui/document/run_controller.h"
#include "ui/messages/message_source.h"

namespace zeroloom {

class RunMessageSource final : public MessageSource {
public:
    // `run` outlives it.
    explicit RunMessageSource(RunController& run) : m_run(run)
    {
        connect(&run, &RunController::observationChanged, this, &MessageSource::observationCame);
        connect(&run, &RunController::stateChanged, this, &MessageSource::stateChanged);
    }

    std::vector<ObservedMessage> messages(std::uint64_t after, std::size_t most) const override
    {
        return m_run.observer() ? m_run.observer()->messages(after, most) : std::vector<ObservedMessage>();
    }
    std::uint64_t lastMessageNumber() const override
    {
        return m_run.observer() ? m_run.observer()->lastMessageNumber() : 0;
    }
    bool running() const override { return m_run.state() != RunState::Stopped; }
    void wish(const QObject* asker, unsigned everySocket, const std::map<SocketRef, unsigned>& sockets) override
    {
        m_run.wishForMessages(asker, everySocket, sockets);
    }

private:
    RunController& m_run;
};

} // namespace zeroloom
