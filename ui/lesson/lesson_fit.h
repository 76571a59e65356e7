// Whether a lesson can still be played on a topology that somebody has changed. Pure function; any thread.
#pragma once

#include <string>
#include <vector>

#include "core/gallery/gallery.h"

namespace zeroloom {

// What the lesson's acts and claims speak of and `topology` does not have any more, in words and each once: "node
// 'server'". A node that plays another role now is another node. Empty: it fits.
std::vector<std::string> missingForLesson(const GalleryEntry& entry, const Topology& topology);

} // namespace zeroloom
