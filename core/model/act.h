// Something done to a running topology: a fault, its cure, a change of pace. What a menu, `run --at`, a scenario and a
// lesson do is said in the same words: "kill worker1", "delay wire2 200ms".
//
// Plain values and pure functions; callable from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/duration.h"
#include "core/base/result.h"
#include "core/model/topology.h"

namespace zeroloom {

enum class ActKind {
    Kill,    // kill NODE: its sockets go at once, with what is queued in them; a program gets SIGKILL
    Restart, // restart NODE: starts it again, and clears what else was done to it
    Freeze,  // freeze NODE: its process stands still (SIGSTOP); for nodes that have a process of their own
    Thaw,    // thaw NODE
    Hang,    // hang NODE: its role does nothing; its sockets go on
    Release, // release NODE
    Slow,    // slow NODE TIME: each message takes it so much longer; 0 for its own pace
    Cut,     // cut WIRE: the connection breaks and does not come back
    Delay,   // delay WIRE TIME: each way
    Drop,    // drop WIRE PERCENT: of the messages, each way
    Mend,    // mend WIRE: undoes cut, delay and drop
    Set,     // set NODE.PARAM=VALUE
    Hold,    // hold NODE.SOCKET: no message passes through it
    Step,    // step NODE.SOCKET: exactly one message passes; holds the socket first if nobody did
    Open,    // open NODE.SOCKET: undoes hold
    Speed,   // speed 0.1: of the roles' clocks, 0.01 to 1
    Pause,   // pause: sources hold
    Resume,  // resume
};

struct Act {
    ActKind kind = ActKind::Kill;
    NodeId node;           // of what is done to a node
    SocketRef socket;      // Hold, Step, Open
    WireId wire;           // Cut, Delay, Drop, Mend
    Nanoseconds time{0};   // Slow, Delay
    double fraction = 0;   // Drop: 0 to 1; Speed: 0.01 to 1
    std::string parameter; // Set
    Value value;           // Set
    bool operator==(const Act&) const = default;
};

// Reads "kill worker1". A wire is named by its id or by its ends, "vent.out->worker1.in". The error says what would do:
// the words that exist, the node that was meant, the values that a parameter takes.
[[nodiscard]] Result<Act> parseAct(std::string_view text, const Topology& topology);

// The words that parseAct reads back.
std::string actText(const Act& act);

// Every form, for help: {"kill NODE", "Its sockets go at once, ..."}.
struct ActForm {
    std::string_view form;
    std::string_view help;
};
const std::vector<ActForm>& actForms();

} // namespace zeroloom
