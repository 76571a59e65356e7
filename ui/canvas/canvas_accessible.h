// The canvas for screen readers: its nodes, wires and notes as children with names, places and states.
#pragma once

namespace zeroloom {

// Once for the whole application; further calls do nothing.
void installCanvasAccessibility();

} // namespace zeroloom
