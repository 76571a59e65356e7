#include "core/zmq/library.h"

#include <sys/resource.h>

#include <cerrno>

#include <zmq.h>

namespace zeroloom {

std::string libzmqVersion()
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    zmq_version(&major, &minor, &patch);
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

bool libzmqHas(std::string_view capability) { return zmq_has(std::string(capability).c_str()) == 1; }

std::size_t raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 0;
    }
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : before;
}

std::string zmqErrorText(int errorNumber)
{
    switch (errorNumber) {
    case EADDRINUSE:
        return "the address is in use by another socket: choose another port, or * for a free one";
    case EADDRNOTAVAIL:
        return "this machine does not have that address: bind one of its own addresses, or *";
    case ENODEV:
        return "no interface bears that name, and a bind takes no host name: give an address or an interface";
    case EACCES:
        return "permission denied: ports below 1024 need privileges, and an ipc path needs a folder you may write to";
    case ENOENT:
        return "the folder of the ipc path does not exist: create it or choose another path";
    case EEXIST:
        return "a file or a folder of that name exists, and binding would remove it: choose another path";
    case ENAMETOOLONG:
        return "the ipc path is longer than 107 bytes: choose a shorter one";
    case ECONNREFUSED:
        return "connection refused: nothing listens there";
    case ETIMEDOUT:
        return "timed out: nothing answers there";
    case EHOSTUNREACH:
        return "no route to that peer";
    case ENETUNREACH:
        return "the network cannot be reached";
    case EMFILE:
    case ENFILE:
        return "too many open sockets: raise the descriptor limit (ulimit -n) or run fewer nodes";
    case EPROTONOSUPPORT:
        return "this libzmq does not know that transport";
    case ENOCOMPATPROTO:
        return "that transport does not work with this socket type";
    default:
        return zmq_strerror(errorNumber);
    }
}

} // namespace zeroloom
