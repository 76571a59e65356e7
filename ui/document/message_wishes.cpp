#include "ui/document/message_wishes.h"

#include <algorithm>

namespace zeroloom {

void MessageWishes::set(const QObject* asker, unsigned everySocket, const std::map<SocketRef, unsigned>& sockets)
{
    if (everySocket == 0 && sockets.empty())
        m_wishes.erase(asker);
    else
        m_wishes[asker] = {everySocket, sockets};
}

void MessageWishes::apply(RunConditions& conditions) const
{
    conditions.tapEvery = 0;
    conditions.taps.clear();
    for (const auto& [asker, wish] : m_wishes) {
        conditions.tapEvery = std::max(conditions.tapEvery, wish.everySocket);
        for (const auto& [socket, perSecond] : wish.sockets) {
            unsigned& most = conditions.taps[socket];
            most = std::max(most, perSecond);
        }
    }
}

} // namespace zeroloom
