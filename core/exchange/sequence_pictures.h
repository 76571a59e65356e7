// A sequence of messages (core/observe/sequence.h) as a picture and as a diagram for Markdown pages. The same bytes for
// the same sequence. Pure functions; callable from any thread.
#pragma once

#include <string>

#include "core/observe/sequence.h"

namespace zeroloom {

// SVG 1.1 without scripts, links, styles or entities: of the messages only words and tooltips.
std::string sequenceAsSvg(const Sequence& sequence, const Topology& topology, bool dark);
// A sequenceDiagram of Mermaid's.
std::string sequenceAsMermaid(const Sequence& sequence, const Topology& topology);

} // namespace zeroloom
