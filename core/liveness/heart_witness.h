// What may be known of a heart whose beat is overdue, beside that it is overdue. The host looks (core/host); tests tell.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/duration.h"

namespace zeroloom {

// Where an answer came from. The connection may be closed and its descriptor given to another since.
struct HeartPeer {
    int descriptor = -1;     // of the connection, in this process; -1: not known
    std::string address;     // "127.0.0.1:41234", "unix:4123" (its inode) over ipc; empty: not known
    bool operator==(const HeartPeer&) const = default;
};

enum class PeerProcess : std::uint8_t {
    Unknown, // on another machine, or hidden from this process
    Gone,
    Stopped, // by a signal or a debugger
    Idle,    // sleeps, so that it is not for want of a processor that it does not answer
    Busy,    // computes
    Starved, // wants to compute and gets no processor
};

struct HeartEvidence {
    bool connectionClosed = false;
    bool answerWaits = false; // bytes from it lie unread in this machine's kernel
    PeerProcess process = PeerProcess::Unknown;
    Nanoseconds waited{0};    // Starved: for a processor, in the last second
};

class HeartWitness {
public:
    virtual ~HeartWitness() = default;
    // Of the other end of a connection, as in HeartPeer. Called for a heart's first answer over it.
    virtual std::string address(int descriptor) = 0;
    // Called for hearts that are about to be called late or lost; cheap enough for thousands of them at once.
    virtual HeartEvidence evidence(const HeartPeer& peer) = 0;
};

} // namespace zeroloom
