#include "core/host/connection_addresses.h"

#include <cstdint>
#include <cstring>
#include <optional>

#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zeroloom {
namespace {

struct UnixRequest {
    nlmsghdr header;
    unix_diag_req body;
};

// The peer's inode out of the kernel's answer.
std::optional<std::uint32_t> peerInode(const char* answer, std::size_t size)
{
    const auto* header = reinterpret_cast<const nlmsghdr*>(answer);
    if (size < NLMSG_LENGTH(sizeof(unix_diag_msg)) || header->nlmsg_type != SOCK_DIAG_BY_FAMILY)
        return std::nullopt;
    const auto* body = static_cast<const unix_diag_msg*>(NLMSG_DATA(header));
    auto left = static_cast<int>(header->nlmsg_len - NLMSG_LENGTH(sizeof *body));
    const auto* attribute = reinterpret_cast<const rtattr*>(body + 1);
    for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        if (attribute->rta_type == UNIX_DIAG_PEER) {
            std::uint32_t inode = 0;
            std::memcpy(&inode, RTA_DATA(attribute), sizeof inode);
            return inode;
        }
    }
    return std::nullopt;
}

// A connecting ipc socket has no name, so the two ends are found by their inodes (sock_diag(7)).
std::optional<std::uint32_t> unixPeerOf(std::uint32_t inode)
{
    const int netlink = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (netlink < 0)
        return std::nullopt;
    UnixRequest request{};
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request.header.nlmsg_flags = NLM_F_REQUEST;
    request.body.sdiag_family = AF_UNIX;
    request.body.udiag_states = ~0U;
    request.body.udiag_ino = inode;
    request.body.udiag_show = UDIAG_SHOW_PEER;
    request.body.udiag_cookie[0] = request.body.udiag_cookie[1] = ~0U;
    std::optional<std::uint32_t> found;
    alignas(nlmsghdr) char answer[1024];
    if (send(netlink, &request, sizeof request, 0) == static_cast<ssize_t>(sizeof request)) {
        // The kernel answers before send returns.
        const ssize_t size = recv(netlink, answer, sizeof answer, MSG_DONTWAIT);
        if (size > 0)
            found = peerInode(answer, static_cast<std::size_t>(size));
    }
    close(netlink);
    return found;
}

ConnectionAddresses unixAddresses(int descriptor)
{
    struct stat status {};
    if (fstat(descriptor, &status) != 0)
        return {};
    const auto inode = static_cast<std::uint32_t>(status.st_ino);
    const auto peer = unixPeerOf(inode);
    if (!peer)
        return {};
    return {.local = "unix:" + std::to_string(inode), .remote = "unix:" + std::to_string(*peer), .tcp = false};
}

} // namespace

std::string textOf(const sockaddr_storage& address)
{
    char name[INET6_ADDRSTRLEN] = {};
    if (address.ss_family == AF_INET) {
        const auto& ip = reinterpret_cast<const sockaddr_in&>(address);
        inet_ntop(AF_INET, &ip.sin_addr, name, sizeof name);
        return std::string(name) + ":" + std::to_string(ntohs(ip.sin_port));
    }
    const auto& ip = reinterpret_cast<const sockaddr_in6&>(address);
    // A connection over IPv4 to a socket that listens on both shows mapped at one end only.
    if (IN6_IS_ADDR_V4MAPPED(&ip.sin6_addr))
        inet_ntop(AF_INET, &ip.sin6_addr.s6_addr[12], name, sizeof name);
    else
        inet_ntop(AF_INET6, &ip.sin6_addr, name, sizeof name);
    return std::string(name) + ":" + std::to_string(ntohs(ip.sin6_port));
}

ConnectionAddresses addressesOf(int descriptor)
{
    sockaddr_storage local{}, remote{};
    socklen_t localSize = sizeof local, remoteSize = sizeof remote;
    if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&local), &localSize) != 0 ||
        getpeername(descriptor, reinterpret_cast<sockaddr*>(&remote), &remoteSize) != 0)
        return {};
    if (local.ss_family == AF_UNIX)
        return unixAddresses(descriptor);
    if (local.ss_family != AF_INET && local.ss_family != AF_INET6)
        return {};
    return {.local = textOf(local), .remote = textOf(remote), .tcp = true};
}

} // namespace zeroloom
