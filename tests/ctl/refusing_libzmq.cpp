// Loaded before libzmq by a test: a libzmq that refuses an option which the catalogue allows, as a build without it
// does.
#include <cerrno>
#include <cstddef>

#include <dlfcn.h>
#include <zmq.h>

extern "C" int zmq_setsockopt(void* socket, int option, const void* value, std::size_t size)
{
    using Function = int (*)(void*, int, const void*, std::size_t);
    static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "zmq_setsockopt"));
    if (option == ZMQ_TOS) {
        errno = EINVAL;
        return -1;
    }
    return real(socket, option, value, size);
}
