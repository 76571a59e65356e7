// The envelopes that brokers read and write: routing ids and an empty frame before what is said (the guide's chapter
// 3).
//
// Pure functions; callable from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/role/role_node.h"

namespace zeroloom {

// A frame's bytes; good until the frame is changed.
std::string_view frameBytes(const Message& message, std::size_t index);
void appendFrame(Message& to, std::string_view bytes);
// Moves the frames from `first` on to the end of `to`. `from` keeps empty ones in their place.
void moveFrames(Message& from, std::size_t first, Message& to);

// What came through a broker's ROUTER from one of its workers.
enum class WorkerSaid {
    Ready,   // routing id | "" | "READY" or byte 01
    Reply,   // routing id | "" | two frames or more: whom it is for, and the reply
    Nonsense // anything else, as a DEALER that forgets the empty frame sends
};
WorkerSaid readWorker(const Message& message);
// Says in the event log what a worker should have said.
void warnOfNonsense(RoleContext& context);

// worker | "" | all of `request`, which is moved.
void addressWorker(std::string_view worker, Message& request, Message& to);

// What somebody else sent, for people to read: printable ASCII, at most so many bytes; all else is a question mark.
std::string printableText(std::string_view bytes, std::size_t most = 200);

} // namespace zeroloom
