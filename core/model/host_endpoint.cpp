#include "core/model/host_endpoint.h"

#include <algorithm>
#include <string_view>

namespace zeroloom {

namespace {

char foldedLetter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool isSameName(std::string_view one, std::string_view other)
{
    return std::ranges::equal(one, other, {}, foldedLetter, foldedLetter);
}

} // namespace

std::string boundEndpoint(const std::string& endpoint, const HostId& host)
{
    if (!endpoint.starts_with("tcp://") && !endpoint.starts_with("ws://"))
        return endpoint;
    const std::size_t begin = endpoint.find("://") + 3;
    const std::size_t end = endpoint.find(':', begin);
    if (end == std::string::npos || isSameName(host.text(), "lo") || isSameName(host.text(), "localhost"))
        return endpoint;
    if (!isSameName(std::string_view(endpoint).substr(begin, end - begin), host.text()))
        return endpoint;
    return endpoint.substr(0, begin) + "*" + endpoint.substr(end);
}

} // namespace zeroloom
