#include "core/host/peer_sockets.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/control/unique_fd.h"
#include "core/host/connection_addresses.h"

namespace zeroloom {
namespace {

using Inode = std::uint32_t;

// The ends that are looked for, by their two ports, which tell most of them apart.
struct WantedEnd {
    std::string ends; // "its address|ours"
    std::size_t index = 0;
};
using WantedEnds = std::unordered_multimap<std::uint32_t, WantedEnd>;

std::uint32_t portsKey(unsigned its, unsigned ours) { return its << 16U | ours; }

unsigned portOf(std::string_view address)
{
    unsigned port = 0;
    const std::string_view digits = address.substr(std::min(address.rfind(':') + 1, address.size()));
    std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return port;
}

std::string addressText(int family, const __be32* bytes, unsigned port)
{
    sockaddr_storage address{};
    address.ss_family = static_cast<sa_family_t>(family);
    if (family == AF_INET) {
        auto& ip = reinterpret_cast<sockaddr_in&>(address);
        std::memcpy(&ip.sin_addr, bytes, sizeof ip.sin_addr);
        ip.sin_port = htons(static_cast<std::uint16_t>(port));
    } else {
        auto& ip = reinterpret_cast<sockaddr_in6&>(address);
        std::memcpy(&ip.sin6_addr, bytes, sizeof ip.sin6_addr);
        ip.sin6_port = htons(static_cast<std::uint16_t>(port));
    }
    return textOf(address);
}

// One socket of the kernel's answer.
void takeSocket(const inet_diag_msg& socket, const WantedEnds& wanted, std::vector<Inode>& inodes)
{
    const unsigned its = ntohs(socket.id.idiag_sport), ours = ntohs(socket.id.idiag_dport);
    const auto [first, last] = wanted.equal_range(portsKey(its, ours));
    if (first == last)
        return;
    const std::string ends = addressText(socket.idiag_family, socket.id.idiag_src, its) + "|" +
                             addressText(socket.idiag_family, socket.id.idiag_dst, ours);
    for (auto end = first; end != last; ++end) {
        if (end->second.ends == ends)
            inodes[end->second.index] = socket.idiag_inode;
    }
}

// False: that was the last of them.
bool takeAnswer(std::span<const char> bytes, const WantedEnds& wanted, std::vector<Inode>& inodes)
{
    auto left = static_cast<unsigned>(bytes.size());
    for (const auto* header = reinterpret_cast<const nlmsghdr*>(bytes.data()); NLMSG_OK(header, left);
         header = NLMSG_NEXT(header, left)) {
        if (header->nlmsg_type != SOCK_DIAG_BY_FAMILY)
            return false;
        if (header->nlmsg_len >= NLMSG_LENGTH(sizeof(inet_diag_msg)))
            takeSocket(*static_cast<const inet_diag_msg*>(NLMSG_DATA(header)), wanted, inodes);
    }
    return true;
}

void findTcpInodes(int family, const WantedEnds& wanted, std::vector<Inode>& inodes)
{
    struct {
        nlmsghdr header;
        inet_diag_req_v2 body;
    } request{};
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    request.body.sdiag_family = static_cast<std::uint8_t>(family);
    request.body.sdiag_protocol = IPPROTO_TCP;
    request.body.idiag_states = 1U << TCP_ESTABLISHED | 1U << TCP_CLOSE_WAIT;
    const UniqueFd netlink(::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (!netlink || ::send(netlink.get(), &request, sizeof request, 0) < 0)
        return;
    alignas(nlmsghdr) std::array<char, 32768> answer;
    for (bool more = true; more;) {
        const ssize_t size = ::recv(netlink.get(), answer.data(), answer.size(), 0);
        more = size > 0 && takeAnswer(std::span(answer).first(static_cast<std::size_t>(size)), wanted, inodes);
    }
}

// An ipc connection's other end is known by its inode already.
std::optional<Inode> unixInode(std::string_view address)
{
    constexpr std::string_view Prefix = "unix:";
    Inode inode = 0;
    if (!address.starts_with(Prefix))
        return std::nullopt;
    address.remove_prefix(Prefix.size());
    std::from_chars(address.data(), address.data() + address.size(), inode);
    return inode;
}

// 0: not found.
std::vector<Inode> inodesOf(std::span<const PeerSocket> peers)
{
    std::vector<Inode> inodes(peers.size(), 0);
    WantedEnds wanted;
    for (std::size_t i = 0; i < peers.size(); ++i) {
        const ConnectionAddresses addresses = addressesOf(peers[i].descriptor);
        if (addresses.remote != peers[i].address)
            continue; // the descriptor is another connection's by now
        if (const auto inode = unixInode(addresses.remote))
            inodes[i] = *inode;
        else
            wanted.emplace(portsKey(portOf(addresses.remote), portOf(addresses.local)),
                           WantedEnd{addresses.otherEnd(), i});
    }
    if (!wanted.empty()) {
        findTcpInodes(AF_INET, wanted, inodes);
        findTcpInodes(AF_INET6, wanted, inodes);
    }
    return inodes;
}

// Looks for the holders of sockets among the descriptors of processes, until all are found.
class HolderSearch {
public:
    explicit HolderSearch(std::span<const Inode> inodes)
    {
        for (const Inode inode : inodes) {
            if (inode != 0)
                m_holders.emplace(inode, 0);
        }
        m_missing = m_holders.size();
    }

    bool done() const { return m_missing == 0; }
    std::int64_t holder(Inode inode) const
    {
        const auto found = m_holders.find(inode);
        return found == m_holders.end() ? 0 : found->second;
    }

    void lookAt(std::int64_t process)
    {
        DIR* folder = ::opendir(("/proc/" + std::to_string(process) + "/fd").c_str());
        if (!folder)
            return; // gone, or somebody else's
        while (const dirent* entry = done() ? nullptr : ::readdir(folder))
            take(::dirfd(folder), entry->d_name, process);
        ::closedir(folder);
    }

    void lookAtAll()
    {
        std::vector<std::int64_t> processes;
        DIR* folder = ::opendir("/proc");
        while (const dirent* entry = folder ? ::readdir(folder) : nullptr) {
            std::int64_t id = 0;
            const std::string_view name = entry->d_name;
            if (std::from_chars(name.data(), name.data() + name.size(), id).ptr == name.data() + name.size())
                processes.push_back(id);
        }
        if (folder)
            ::closedir(folder);
        // Of several that share it, the one that was first: the others are its children.
        std::ranges::sort(processes);
        for (const std::int64_t process : processes)
            lookAt(process);
    }

private:
    void take(int folder, const char* name, std::int64_t process)
    {
        std::array<char, 64> target{};
        const ssize_t size = ::readlinkat(folder, name, target.data(), target.size());
        std::string_view text(target.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        constexpr std::string_view Prefix = "socket:[";
        if (!text.starts_with(Prefix))
            return;
        text.remove_prefix(Prefix.size());
        Inode inode = 0;
        std::from_chars(text.data(), text.data() + text.size(), inode);
        const auto found = m_holders.find(inode);
        if (found == m_holders.end() || found->second != 0)
            return;
        found->second = process;
        --m_missing;
    }

    std::unordered_map<Inode, std::int64_t> m_holders;
    std::size_t m_missing = 0;
};

} // namespace

std::vector<std::int64_t> holdersOf(std::span<const PeerSocket> peers, std::span<const std::int64_t> likely)
{
    const std::vector<Inode> inodes = inodesOf(peers);
    HolderSearch search(inodes);
    for (const std::int64_t process : likely)
        search.lookAt(process);
    if (!search.done())
        search.lookAtAll();
    std::vector<std::int64_t> holders;
    holders.reserve(inodes.size());
    for (const Inode inode : inodes)
        holders.push_back(inode == 0 ? 0 : search.holder(inode));
    return holders;
}

} // namespace zeroloom
