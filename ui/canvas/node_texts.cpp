#include "ui/canvas/node_texts.h"

#include "core/picture/card_words.h"
#include "core/zmq/socket_type.h"
#include "ui/theme/text.h"

namespace zeroloom {

QString nodeSubtitle(const Node& node) { return toQString(cardSubtitle(node)); }

bool nodeShowsRate(const Node& node) { return cardShowsRate(node); }

QString highWaterMarkText(const Socket& socket) { return toQString(highWaterMarkWords(socket)); }

QString muteText(const Socket& socket)
{
    return info(socket.type).mute == MuteAction::Drops ? QStringLiteral("mute: dropping")
                                                       : QStringLiteral("mute: blocked");
}

} // namespace zeroloom
