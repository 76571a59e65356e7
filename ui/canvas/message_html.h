// What is in a message, as rich text: who made it, its way, and its frames. Pure functions.
#pragma once

#include <QString>

#include "core/model/topology.h"
#include "ui/canvas/message_flights.h"

namespace zeroloom {

// `color`: of the dot, so that the text is its legend.
QString messageHtml(const MessageFlight& flight, const QColor& color, const Topology& topology);

} // namespace zeroloom
