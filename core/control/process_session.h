// A session of processes, ended as a whole. A host is the leader of its own; the programs that it starts stand in
// process groups of their own, but stay in its session, and so does what they start, unless it leaves by setsid(2).
#pragma once

#include <sys/types.h>

namespace zeroloom {

// Kills every process of the session but the caller and the leader. The session's number must not be free yet: its
// leader has not been waited for, or is the caller. Reads /proc; without it, nobody is found.
void killSession(pid_t session);

} // namespace zeroloom
