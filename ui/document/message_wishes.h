// Who wants messages to be looked at, and what comes of all their wishes. Plain value, GUI thread only.
#pragma once

#include <map>

#include "core/plan/conditions.h"

class QObject;

namespace zeroloom {

class MessageWishes {
public:
    // Messages a second of each direction of every socket, and of these. Nothing wished: the asker's wish is forgotten.
    void set(const QObject* asker, unsigned everySocket, const std::map<SocketRef, unsigned>& sockets);
    // The taps that fulfil them all: the highest wish for each socket counts.
    void apply(RunConditions& conditions) const;

private:
    struct MessageWish {
        unsigned everySocket = 0;
        std::map<SocketRef, unsigned> sockets;
    };
    std::map<const QObject*, MessageWish> m_wishes;
};

} // namespace zeroloom
