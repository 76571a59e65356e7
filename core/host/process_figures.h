// What the system says of this process. Callable from any thread.
#pragma once

#include "core/control/samples.h"

namespace zeroloom {

// Fills in the batch's process id, processor time, memory and number of threads.
void addProcessFigures(HostBatch& batch);

} // namespace zeroloom
