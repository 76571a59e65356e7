// What is dragged between the parts of a window, by MIME type.
#pragma once

namespace zeroloom {

// A node's id: dropped on the plots, its lines stay there whatever is selected.
inline constexpr const char* NodeMime = "application/x-zeroloom-node";

}  // namespace zeroloom
