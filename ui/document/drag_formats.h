// What is dragged between the parts of a window, by MIME type.
#pragma once

#include <QByteArray>
#include <QList>

#include "core/check/check.h"

namespace zeroloom {

// A node, one of its sockets, or a wire: dropped on the plots, its lines stay there whatever is selected.
inline constexpr const char* PlaceMime = "application/x-zeroloom-place";

inline QByteArray packed(const Place& place)
{
    return QByteArray::fromStdString(place.node.text() + '\n' + place.socket.text() + '\n' + place.wire.text());
}

// Of bytes that packed() did not make, a place that no topology has.
inline Place unpacked(const QByteArray& bytes)
{
    const QList<QByteArray> ids = bytes.split('\n');
    return {NodeId(ids.value(0).toStdString()), SocketId(ids.value(1).toStdString()),
            WireId(ids.value(2).toStdString())};
}

} // namespace zeroloom
