// The canvas for screen readers: its nodes, wires and notes as children with names, places and states.
#pragma once

namespace zeroloom {

class CanvasView;

// Once for the whole application; further calls do nothing.
void installCanvasAccessibility();
// Tells screen readers, when one listens, which single thing is selected now.
void announceSelection(CanvasView& view);

} // namespace zeroloom
