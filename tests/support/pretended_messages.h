// Messages that a test lets pass, and what was asked to be looked at.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ui/messages/message_source.h"

namespace zeroloom::test {

class PretendedMessages final : public MessageSource {
public:
    bool runs = true;
    unsigned everySocket = 0;
    std::map<SocketRef, unsigned> sockets;

    bool nothingIsWished() const { return everySocket == 0 && sockets.empty(); }

    // A millisecond after the one before.
    MessageSample& pass(const SocketRef& socket, bool received, const WireId& wire, std::vector<std::string> frames)
    {
        ObservedMessage message;
        message.number = m_messages.empty() ? 1 : m_messages.back().number + 1;
        message.seconds = static_cast<double>(message.number) / 1000;
        message.host = HostId("local");
        message.message.number = message.number;
        message.message.timeNs = message.number * 1'000'000;
        message.message.socket = socket;
        message.message.received = received;
        message.message.wire = wire;
        for (const std::string& frame : frames)
            message.message.sizes.push_back(frame.size());
        message.message.frames = std::move(frames);
        return m_messages.emplace_back(std::move(message)).message;
    }
    // One that its host saw before the clock of the run began.
    void passBefore(const SocketRef& socket, std::vector<std::string> frames)
    {
        pass(socket, false, {}, std::move(frames));
        m_messages.back().seconds = -0.5;
    }
    // Both ends of one.
    void travel(const SocketRef& from, std::vector<std::string> sent, const SocketRef& to,
                std::vector<std::string> received, const WireId& wire)
    {
        pass(from, false, wire, std::move(sent));
        pass(to, true, wire, std::move(received));
    }
    // Another run.
    void restart() { m_messages.clear(); }

    std::vector<ObservedMessage> messages(std::uint64_t after, std::size_t most) const override
    {
        const std::size_t first = std::min<std::size_t>(after, m_messages.size());
        const std::size_t last = std::min(m_messages.size(), first + most);
        return {m_messages.begin() + static_cast<std::ptrdiff_t>(first),
                m_messages.begin() + static_cast<std::ptrdiff_t>(last)};
    }
    std::uint64_t lastMessageNumber() const override { return m_messages.size(); }
    bool running() const override { return runs; }
    void wish(const QObject*, unsigned every, const std::map<SocketRef, unsigned>& wished) override
    {
        everySocket = every;
        sockets = wished;
    }

private:
    std::vector<ObservedMessage> m_messages;
};

} // namespace zeroloom::test
