// Which process of this machine holds the other end of a connection: the end's inode from sock_diag(7), its holder from
// the descriptors of the processes (proc(5)). Takes milliseconds for thousands of connections, so it is not for a
// node's loop. Callable from any thread; reads only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace zeroloom {

struct PeerSocket {
    int descriptor = -1; // of this process's end
    std::string address; // of the other end, as ConnectionAddresses::remote
};

// The holder of each, in their order; 0: on another machine, hidden from this process, or closed meanwhile.
// `likely` processes are looked at first.
std::vector<std::int64_t> holdersOf(std::span<const PeerSocket> peers, std::span<const std::int64_t> likely);

} // namespace zeroloom
