// Many hearts in one process, for benchmarks of monitors: each echoes what its SUB hears through its DEALER, as pyzmq's
// heart does.
//
//   heart_swarm PING PONG HEARTS [HEARTS-OF-A-CONNECTION]
//
// Given how many hearts share a connection, each answers with its name before the payload, as behind a broker:
// heart-PROCESS-0 and on. Prints "ready" when all sockets connect; runs until its standard input is closed.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <zmq.hpp>

namespace {

struct Connection {
    zmq::socket_t ping, pong;
    std::vector<std::string> names; // of its hearts; empty: one without a name
};

zmq::socket_t connected(zmq::context_t& context, zmq::socket_type type, const std::string& endpoint)
{
    zmq::socket_t socket(context, type);
    socket.set(zmq::sockopt::linger, 0);
    if (type == zmq::socket_type::sub)
        socket.set(zmq::sockopt::subscribe, "");
    socket.connect(endpoint);
    return socket;
}

// Until nothing waits: ZMQ_FD tells of changes only.
void echo(Connection& connection)
{
    zmq::message_t ping;
    while (connection.ping.recv(ping, zmq::recv_flags::dontwait)) {
        for (const std::string& name : connection.names) {
            zmq::message_t copy;
            copy.copy(ping);
            connection.pong.send(zmq::buffer(name), zmq::send_flags::sndmore | zmq::send_flags::dontwait);
            connection.pong.send(copy, zmq::send_flags::dontwait);
        }
        if (connection.names.empty())
            connection.pong.send(ping, zmq::send_flags::dontwait);
    }
}

void run(const std::vector<std::unique_ptr<Connection>>& connections)
{
    const int waiting = epoll_create1(EPOLL_CLOEXEC);
    const auto watch = [&](int descriptor, void* what) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = what;
        if (epoll_ctl(waiting, EPOLL_CTL_ADD, descriptor, &event) != 0)
            std::perror("heart_swarm: epoll_ctl");
    };
    for (const auto& connection : connections) {
        watch(connection->ping.get(zmq::sockopt::fd), connection.get());
        echo(*connection);
    }
    watch(STDIN_FILENO, nullptr);
    std::puts("ready");
    std::fflush(stdout);
    std::vector<epoll_event> events(1024);
    while (true) {
        const int count = epoll_wait(waiting, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            if (!events[static_cast<std::size_t>(i)].data.ptr)
                return;
            echo(*static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr));
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4 || argc > 5) {
        std::fputs("usage: heart_swarm PING PONG HEARTS [HEARTS-OF-A-CONNECTION]\n", stderr);
        return 2;
    }
    const int hearts = std::atoi(argv[3]);
    const bool named = argc > 4;
    const int each = named ? std::atoi(argv[4]) : 1;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    try {
        zmq::context_t context;
        context.set(zmq::ctxopt::max_sockets, 2 * hearts + 64);
        std::vector<std::unique_ptr<Connection>> connections;
        for (int heart = 0; heart < hearts; heart += each) {
            auto connection = std::make_unique<Connection>();
            connection->ping = connected(context, zmq::socket_type::sub, argv[1]);
            connection->pong = connected(context, zmq::socket_type::dealer, argv[2]);
            for (int i = 0; named && i < each && heart + i < hearts; ++i)
                connection->names.push_back("heart-" + std::to_string(getpid()) + "-" + std::to_string(heart + i));
            connections.push_back(std::move(connection));
        }
        run(connections);
        std::fflush(stdout);
        _exit(0); // thousands of sockets need not be closed one by one
    } catch (const zmq::error_t& error) {
        std::fprintf(stderr, "heart_swarm: %s\n", error.what());
        return 1;
    }
}
