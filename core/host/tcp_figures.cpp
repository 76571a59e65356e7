#include "core/host/tcp_figures.h"

#include <algorithm>

// linux/tcp.h, not netinet/tcp.h: glibc's tcp_info ends before the counts of bytes.
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace zeroloom {

std::optional<TcpFigures> tcpFigures(int descriptor)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return std::nullopt;
    int queued = 0, unread = 0;
    if (ioctl(descriptor, SIOCOUTQ, &queued) != 0 || ioctl(descriptor, SIOCINQ, &unread) != 0)
        return std::nullopt;
    TcpFigures figures;
    figures.rttUs = info.tcpi_rtt;
    // SIOCOUTQ has all that was not acknowledged; the kernel says how much of it was never sent.
    figures.unsentBytes = info.tcpi_notsent_bytes;
    figures.unackedBytes =
        static_cast<std::uint64_t>(std::max(0, queued)) -
        std::min<std::uint64_t>(static_cast<std::uint64_t>(std::max(0, queued)), figures.unsentBytes);
    figures.unreadBytes = static_cast<std::uint64_t>(std::max(0, unread));
    figures.bytesSent = info.tcpi_bytes_acked;
    figures.bytesReceived = info.tcpi_bytes_received;
    return figures;
}

} // namespace zeroloom
