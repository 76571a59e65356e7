// What of an observation the static layer shows: states, fullness and width, quantised so that they change seldom.
// Pure functions.
#pragma once

#include "core/observe/observation.h"
#include "ui/canvas/canvas_items.h"

namespace zeroloom {

FillLevel fillLevel(double fill); // 0 to 1
// `before` steadies what is near a threshold. `observed` may be nullptr: nothing is known of this one.
WireLook wireLook(const WireObservation* observed, const WireLook& before, bool renewWidth);
NodeLook nodeLook(const NodeItem& item, const Observation& observation);

// The level at which a half is drawn: full colours the receiver's half, mute the sender's as well.
FillLevel halfLevel(const WireLook& look, WireEnd end);
bool isUp(ConnectionState state);     // connected
bool isBroken(ConnectionState state); // refused or failed

} // namespace zeroloom
