#include "core/zmq/endpoint.h"

#include <array>
#include <cctype>
#include <charconv>
#include <utility>

#include <arpa/inet.h>

#include "core/zmq/library.h"

namespace zeroloom {

namespace {

constexpr std::size_t MostIpcBytes = 107;      // sockaddr_un holds 108 with the ending zero
constexpr std::size_t MostInprocBytes = 256;   // zmq_inproc(7)
constexpr std::size_t MostInterfaceBytes = 15; // IFNAMSIZ without the ending zero
constexpr std::size_t MostHostBytes = 253;     // a domain name
constexpr unsigned long MostPort = 65535;

struct Scheme {
    std::string_view text;
    Transport transport;
};

constexpr std::array<Scheme, 4> Schemes{
    {{"tcp", Transport::Tcp}, {"ipc", Transport::Ipc}, {"inproc", Transport::Inproc}, {"ws", Transport::Ws}}};

tl::unexpected<Error> refuse(std::string_view text, const std::string& reason)
{
    return fail(ErrorCode::InvalidInput, "'" + std::string(text) + "' cannot be used: " + reason);
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    for (char& c : result) {
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return result;
}

bool hasSpaceOrControl(std::string_view text)
{
    for (const char c : text) {
        if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f) {
            return true;
        }
    }
    return false;
}

bool isIpv4(const std::string& text)
{
    in_addr address{};
    return inet_pton(AF_INET, text.c_str(), &address) == 1;
}

bool isIpv6(const std::string& text)
{
    in6_addr address{};
    return inet_pton(AF_INET6, text.substr(0, text.find('%')).c_str(), &address) == 1;
}

bool looksLikeIpv4(std::string_view text) { return text.find_first_not_of("0123456789.") == std::string_view::npos; }

bool isHostName(std::string_view text)
{
    for (const char c : text) {
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '.' && c != '_') {
            return false;
        }
    }
    return !text.empty() && text.size() <= MostHostBytes && text.front() != '-' && text.front() != '.';
}

// The reason why `address` cannot be bound; empty when it can.
std::string whyNotBind(const std::string& address)
{
    if (address == "*" || isIpv4(address) || isIpv6(address)) {
        return {};
    }
    if (address == "localhost") {
        return "a bind takes an address or an interface, not the host name localhost; write 127.0.0.1";
    }
    if (looksLikeIpv4(address)) {
        return "'" + address + "' is not an IPv4 address; write four numbers from 0 to 255, such as 127.0.0.1";
    }
    if (address.find('.') != std::string::npos || address.size() > MostInterfaceBytes || !isHostName(address)) {
        return "a bind takes an address or an interface, not the host name '" + address +
               "'; write an address of this machine, or * for all";
    }
    return {};
}

// The reason why nothing can connect to `address`; empty when something can.
std::string whyNotConnect(const std::string& address)
{
    if (address == "*" || address == "0.0.0.0" || address == "::") {
        return "'" + address + "' means every interface and is only for binding; name the address to connect to";
    }
    if (isIpv4(address) || isIpv6(address)) {
        return {};
    }
    if (looksLikeIpv4(address)) {
        return "'" + address + "' is not an IPv4 address; write four numbers from 0 to 255, such as 127.0.0.1";
    }
    if (!isHostName(address)) {
        return "'" + address + "' is neither an address nor a host name";
    }
    return {};
}

std::string portRangeText(std::string_view port, unsigned long long number, EndpointUse use)
{
    std::string text = "port " + std::string(port) + " is out of range";
    if (number > MostPort) {
        text += ", and libzmq would silently use " + std::to_string(number % (MostPort + 1));
    }
    return text + (use == EndpointUse::Bind ? "; choose 1 to 65535, or * for a free port" : "; choose 1 to 65535");
}

// Fills in port and wildcard; the reason when the port cannot be used, else empty.
std::string readPort(std::string_view port, EndpointUse use, Endpoint& endpoint)
{
    if (port == "*" || port == "0") {
        if (use == EndpointUse::Connect) {
            return "a connect needs the port of its peer; choose 1 to 65535";
        }
        endpoint.wildcard = true;
        return {};
    }
    unsigned long long number = 0;
    const auto read = std::from_chars(port.data(), port.data() + port.size(), number);
    if (read.ec == std::errc::result_out_of_range && read.ptr == port.data() + port.size()) {
        return portRangeText(port, 0, use);
    }
    if (port.empty() || read.ec != std::errc() || read.ptr != port.data() + port.size()) {
        return port.empty() ? "the port is missing; write it after a colon, such as tcp://127.0.0.1:5555"
                            : "'" + std::string(port) + "' is not a port; choose a number from 1 to 65535";
    }
    if (number < 1 || number > MostPort) {
        return portRangeText(port, number, use);
    }
    endpoint.port = static_cast<std::uint16_t>(number);
    return {};
}

// Takes the brackets off an IPv6 address; the reason when they are wrong, else empty.
std::string stripBrackets(std::string& address)
{
    if (address.size() >= 2 && address.front() == '[' && address.back() == ']') {
        address = address.substr(1, address.size() - 2);
        return isIpv6(address) ? std::string() : "'" + address + "' is not an IPv6 address";
    }
    if (address.find_first_of("[]") != std::string::npos || address.find(':') != std::string::npos) {
        return "an IPv6 address stands in brackets, such as tcp://[::1]:5555";
    }
    return {};
}

// What stands before the semicolon of "source;destination" (zmq_tcp(7)): the address that a connect comes from.
std::string readSource(std::string_view source)
{
    const std::size_t colon = source.rfind(':');
    if (colon == std::string_view::npos) {
        return "the source before ';' needs a port; write 0 for any, such as tcp://192.168.1.5:0;192.168.1.1:5555";
    }
    Endpoint unused;
    std::string address(source.substr(0, colon));
    if (std::string reason = stripBrackets(address); !reason.empty()) {
        return reason;
    }
    if (std::string reason = whyNotBind(address); !reason.empty()) {
        return reason;
    }
    return readPort(source.substr(colon + 1), EndpointUse::Bind, unused);
}

// "address:port", the address of a connect perhaps with a source before it; the reason when it is wrong, else empty.
std::string readAddressAndPort(std::string_view text, EndpointUse use, Endpoint& endpoint)
{
    std::string_view source;
    if (const std::size_t semicolon = text.find(';'); semicolon != std::string_view::npos) {
        if (use == EndpointUse::Bind || endpoint.transport != Transport::Tcp) {
            return "only the connecting end of tcp can name a source before ';'; remove it";
        }
        source = text.substr(0, semicolon + 1);
        text.remove_prefix(semicolon + 1);
        if (std::string reason = readSource(source.substr(0, semicolon)); !reason.empty()) {
            return reason;
        }
    }
    const std::size_t colon = text.rfind(':');
    const bool bracketEndsIt = !text.empty() && text.back() == ']';
    if (colon == std::string_view::npos || bracketEndsIt) {
        return "the port is missing; write it after a colon, such as tcp://127.0.0.1:5555";
    }
    std::string address(text.substr(0, colon));
    if (address.empty()) {
        return "the address is missing; write it before the port, such as tcp://127.0.0.1:5555";
    }
    if (std::string reason = stripBrackets(address); !reason.empty()) {
        return reason;
    }
    if (std::string reason = use == EndpointUse::Bind ? whyNotBind(address) : whyNotConnect(address); !reason.empty()) {
        return reason;
    }
    // A source stays in front of the address as it was written, so the destination keeps its brackets there.
    endpoint.address = source.empty() ? address : std::string(source) + std::string(text.substr(0, colon));
    return readPort(text.substr(colon + 1), use, endpoint);
}

std::string readIpc(std::string_view path, EndpointUse use, Endpoint& endpoint)
{
    if (path == "*") {
        if (use == EndpointUse::Connect) {
            return "a connect needs the path that its peer binds; name it";
        }
        endpoint.wildcard = true;
    }
    if (path.empty() || path == "@") {
        return "the path is missing; write one such as ipc:///run/user/1000/tasks, or ipc://@tasks without a file";
    }
    if (path.size() > MostIpcBytes) {
        return "the path has " + std::to_string(path.size()) + " bytes and at most " + std::to_string(MostIpcBytes) +
               " fit; choose a shorter one";
    }
    endpoint.address = path;
    return {};
}

std::string readInproc(std::string_view inprocName, Endpoint& endpoint)
{
    if (inprocName.empty() || inprocName.size() > MostInprocBytes) {
        return "the name has " + std::to_string(inprocName.size()) + " bytes; choose one of 1 to " +
               std::to_string(MostInprocBytes);
    }
    endpoint.address = inprocName;
    return {};
}

std::string readRest(std::string_view rest, EndpointUse use, Endpoint& endpoint)
{
    switch (endpoint.transport) {
    case Transport::Tcp:
        if (rest.find('/') != std::string_view::npos) {
            return "nothing may follow the port; remove what begins with '/'";
        }
        return readAddressAndPort(rest, use, endpoint);
    case Transport::Ipc:
        return readIpc(rest, use, endpoint);
    case Transport::Inproc:
        return readInproc(rest, endpoint);
    case Transport::Ws:
        if (const std::size_t slash = rest.find('/'); slash != std::string_view::npos) {
            endpoint.path = rest.substr(slash);
            rest = rest.substr(0, slash);
        }
        return readAddressAndPort(rest, use, endpoint);
    }
    return "its transport is not known";
}

std::string unknownTransportText(std::string_view scheme)
{
    for (const Scheme& known : Schemes) {
        if (lowered(scheme) == known.text) {
            return "capitals matter; write " + std::string(known.text) + "://";
        }
    }
    return "'" + std::string(scheme) + "' is not a transport that Zeroloom knows; choose tcp, ipc, inproc or ws";
}

// What follows a source and its semicolon, without brackets.
std::string destination(const std::string& address)
{
    const std::size_t semicolon = address.find(';');
    std::string result = semicolon == std::string::npos ? address : address.substr(semicolon + 1);
    if (result.size() >= 2 && result.front() == '[') {
        result = result.substr(1, result.size() - 2);
    }
    return result;
}

} // namespace

std::string Endpoint::text() const
{
    std::string result = std::string(name(transport)) + "://";
    if (transport == Transport::Ipc || transport == Transport::Inproc) {
        return result + address;
    }
    const bool needsBrackets =
        address.find(':') != std::string::npos && address.find(';') == std::string::npos && address.front() != '[';
    result += needsBrackets ? "[" + address + "]" : address;
    return result + ":" + (wildcard ? "*" : std::to_string(port)) + path;
}

bool Endpoint::isLocal() const
{
    if (transport == Transport::Ipc || transport == Transport::Inproc) {
        return true;
    }
    const std::string host = destination(address);
    return host == "localhost" || host == "lo" || host == "::1" || (isIpv4(host) && host.starts_with("127."));
}

Result<Endpoint> parseEndpoint(std::string_view text, EndpointUse use)
{
    if (text.empty()) {
        return fail(ErrorCode::InvalidInput,
                    "the endpoint is empty: write one such as " + std::string(DefaultEndpoint));
    }
    if (hasSpaceOrControl(text)) {
        return refuse(text, "it has a space or a control character in it; remove it");
    }
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos) {
        return refuse(text, "the transport is missing; begin with tcp://, ipc://, inproc:// or ws://");
    }
    const std::string_view scheme = text.substr(0, colon);
    Endpoint endpoint;
    bool known = false;
    for (const Scheme& candidate : Schemes) {
        if (candidate.text == scheme) {
            endpoint.transport = candidate.transport;
            known = true;
        }
    }
    if (!known) {
        return refuse(text, unknownTransportText(scheme));
    }
    if (endpoint.transport == Transport::Ws && !libzmqHas("WS")) {
        return fail(ErrorCode::Unsupported, "'" + std::string(text) + "' cannot be used: libzmq " + libzmqVersion() +
                                                " here was built without ws; choose tcp");
    }
    if (const std::string reason = readRest(text.substr(colon + 3), use, endpoint); !reason.empty()) {
        return refuse(text, reason);
    }
    return endpoint;
}

Result<Endpoint> readEndpoint(std::string_view text)
{
    auto endpoint = parseEndpoint(text, EndpointUse::Bind);
    return endpoint ? endpoint : parseEndpoint(text, EndpointUse::Connect);
}

std::string reachableEndpoint(const std::string& bound)
{
    using Address = std::pair<std::string_view, std::string_view>;
    for (const std::string_view scheme : {"tcp://", "ws://"}) {
        for (const auto& [everywhere, loopback] :
             {Address{"*:", "127.0.0.1:"}, Address{"0.0.0.0:", "127.0.0.1:"}, Address{"[::]:", "[::1]:"}}) {
            const std::string begin = std::string(scheme) + std::string(everywhere);
            if (bound.starts_with(begin)) {
                return std::string(scheme) + std::string(loopback) + bound.substr(begin.size());
            }
        }
    }
    return bound;
}

std::string_view name(Transport transport)
{
    for (const Scheme& scheme : Schemes) {
        if (scheme.transport == transport) {
            return scheme.text;
        }
    }
    return "unknown";
}

} // namespace zeroloom
