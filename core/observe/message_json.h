// A message as a line of JSON, as resources/schemas/message.schema.json has it: what the command line writes and the
// window saves. Pure functions; callable from any thread.
#pragma once

#include <span>
#include <string>

#include "core/observe/message_words.h"
#include "core/observe/observer.h"

namespace zeroloom {

// `kinds`: of each of its frames. `wire`: through which it passed; empty: not known. Without an end of line.
std::string messageAsJson(const ObservedMessage& seen, std::span<const FrameKind> kinds, const WireId& wire);

} // namespace zeroloom
