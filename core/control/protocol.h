// The protocol between a host and whoever drives and watches it. Two endpoints, both served by the host:
//
//   control    ROUTER. A request is one frame of JSON {"id": n, "do": "apply", ...}; the answer is {"id": n, "do":
//              "apply", "ok": true, ...} or {"id": n, "do": ..., "ok": false, "error": {"code", "message", "where"}}.
//              Requests: hello {protocol}, apply {plan, resolved}, pause {on}, stop-sources, drained, collect (reads the
//              counters now and answers with the number of that batch), quit. See control_messages.h.
//   telemetry  ROUTER. A watcher sends {"have": number, "events": number, "heart_changes": number, "messages": number} when
//              it is ready for a batch and gets the next one as one frame (MessagePack), so at most one is in flight for each watcher: a
//              slow watcher loses resolution and cannot slow the host. {"have": 0} asks for a complete batch.
//
// Locally both are ipc in a private folder of mode 0700; tcp only with CURVE. Pure functions; callable from any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/control/samples.h"
#include "core/plan/plan.h"

namespace zeroloom {

inline constexpr int ProtocolVersion = 3;

std::string encodeBatch(const HostBatch& batch);
// Never throws, whatever the bytes.
[[nodiscard]] Result<HostBatch> decodeBatch(std::string_view bytes);

}  // namespace zeroloom
