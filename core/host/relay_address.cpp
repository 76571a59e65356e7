#include "core/host/relay_address.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <memory>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/un.h>

#include "core/base/system_error.h"

namespace zeroloom {
namespace {

constexpr int Backlog = 4096;

struct SystemAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;
    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

tl::unexpected<Error> cannot(const std::string& what, int error)
{
    return fail(systemErrorCode(error), what + ": " + systemErrorText(error));
}

SystemAddress unixAddress(const std::string& path)
{
    SystemAddress address;
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    const std::size_t length = std::min(path.size(), sizeof name.sun_path - 1);
    std::memcpy(name.sun_path, path.data(), length);
    const bool isAbstract = path.starts_with('@');
    if (isAbstract)
        name.sun_path[0] = '\0';
    std::memcpy(&address.storage, &name, sizeof name);
    // The length of an abstract name is part of it.
    address.size = isAbstract ? static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length) : sizeof name;
    return address;
}

SystemAddress loopbackAddress(std::uint16_t port)
{
    SystemAddress address;
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    name.sin_port = htons(port);
    std::memcpy(&address.storage, &name, sizeof name);
    address.size = sizeof name;
    return address;
}

// "address", "[address]", "host", and each of them behind "source;", which is where libzmq would connect from.
Result<SystemAddress> lookUp(const Endpoint& target)
{
    if (target.transport == Transport::Ipc)
        return unixAddress(target.address);
    std::string host = target.address.substr(target.address.rfind(';') + 1);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int error = getaddrinfo(host.c_str(), std::to_string(target.port).c_str(), &hints, &found);
    if (error != 0)
        return fail(ErrorCode::NotFound, host + " cannot be looked up: " + gai_strerror(error));
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(found, freeaddrinfo);
    SystemAddress address;
    std::memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
    address.size = found->ai_addrlen;
    return address;
}

UniqueFd makeSocket(int family) { return UniqueFd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)); }

void sendAtOnce(int descriptor)
{
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); // fails over ipc, which needs none
}

} // namespace

Status PrivateListener::open(const Endpoint& target)
{
    m_endpoint = {
        .transport = target.transport, .address = "127.0.0.1", .port = 0, .wildcard = false, .path = target.path};
    if (target.transport == Transport::Ipc) {
        auto folder = PrivateFolder::create();
        if (!folder)
            return tl::unexpected(folder.error());
        m_folder.emplace(std::move(*folder));
        m_endpoint.address = m_folder->controlEndpoint().substr(std::string("ipc://").size());
    }
    return bind();
}

Status PrivateListener::bind()
{
    const bool ipc = m_endpoint.transport == Transport::Ipc;
    const SystemAddress address = ipc ? unixAddress(m_endpoint.address) : loopbackAddress(m_endpoint.port);
    UniqueFd made = makeSocket(address.storage.ss_family);
    const int on = 1;
    if (!made)
        return cannot("no socket for a relay can be opened", errno);
    if (!ipc)
        ::setsockopt(made.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(made.get(), address.get(), address.size) != 0)
        return cannot("a relay cannot have " + m_endpoint.text(), errno);
    sockaddr_in name{};
    socklen_t size = sizeof name;
    if (!ipc && ::getsockname(made.get(), reinterpret_cast<sockaddr*>(&name), &size) == 0)
        m_endpoint.port = ntohs(name.sin_port);
    m_descriptor = std::move(made);
    return {};
}

Status PrivateListener::listen()
{
    if (m_listens)
        return {};
    if (!m_descriptor) {
        if (Status bound = bind(); !bound)
            return bound;
    }
    if (::listen(m_descriptor.get(), Backlog) != 0)
        return cannot("a relay cannot listen at " + m_endpoint.text(), errno);
    m_listens = true;
    return {};
}

void PrivateListener::refuse()
{
    if (!m_listens)
        return;
    m_listens = false;
    m_descriptor.reset();
    if (m_endpoint.transport == Transport::Ipc)
        removeIpcSocket(endpoint());
    else
        static_cast<void>(bind()); // should somebody have taken the port in between, listen() says so
}

UniqueFd PrivateListener::accept() const
{
    UniqueFd accepted(m_listens ? ::accept4(m_descriptor.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK) : -1);
    if (accepted)
        sendAtOnce(accepted.get());
    return accepted;
}

std::string PrivateListener::endpoint() const { return m_endpoint.text(); }

Result<UniqueFd> beginConnection(const Endpoint& target)
{
    const auto address = lookUp(target);
    if (!address)
        return tl::unexpected(address.error());
    UniqueFd made = makeSocket(address->storage.ss_family);
    if (!made)
        return cannot("no socket for a relay can be opened", errno);
    sendAtOnce(made.get());
    if (::connect(made.get(), address->get(), address->size) != 0 && errno != EINPROGRESS)
        return cannot("it does not reach " + target.text(), errno);
    return made;
}

} // namespace zeroloom
