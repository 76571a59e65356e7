// The two addresses of a connection, by which its other end is found when that is in this process, too, and by which a
// reused descriptor is told apart. Callable from any thread; reads, never changes, descriptors that libzmq owns.
#pragma once

#include <string>

#include <sys/socket.h>

namespace zeroloom {

struct ConnectionAddresses {
    std::string local, remote; // comparable text; empty when the descriptor is closed or of another kind
    bool tcp = false;

    bool known() const { return !local.empty() && !remote.empty(); }
    // By what each end is told from all others of this machine. An ipc socket's inode is its alone; and one that
    // connects is not told its peer's before that has accepted.
    std::string ownEnd() const { return tcp ? local + "|" + remote : local; }
    std::string otherEnd() const { return tcp ? remote + "|" + local : remote; }
    bool operator==(const ConnectionAddresses&) const = default;
};

ConnectionAddresses addressesOf(int descriptor);

// "127.0.0.1:41234", the same for an IPv4 address that is mapped into IPv6.
std::string textOf(const sockaddr_storage& address);

} // namespace zeroloom
