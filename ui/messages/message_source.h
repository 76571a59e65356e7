// Where the panels of messages take what they show from, and whom they ask to look: the run, or what a test pretends.
// GUI thread only.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include <QObject>

#include "core/observe/observer.h"

namespace zeroloom {

class MessageSource : public QObject {
    Q_OBJECT
public:
    // As Observer's; none before the first run.
    virtual std::vector<ObservedMessage> messages(std::uint64_t after, std::size_t most) const = 0;
    virtual std::uint64_t lastMessageNumber() const = 0;
    // Whether something runs now. What was seen of a run that has ended can still be read.
    virtual bool running() const = 0;
    // As RunController's: nothing wished, nothing is looked at and nothing is spent.
    virtual void wish(const QObject* asker, unsigned everySocket, const std::map<SocketRef, unsigned>& sockets) = 0;

Q_SIGNALS:
    void observationCame(); // there may be new ones
    void stateChanged();    // a run began or ended
};

} // namespace zeroloom
