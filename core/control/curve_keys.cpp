#include "core/control/curve_keys.h"

#include <algorithm>
#include <array>

#include <zmq.h>

namespace zeroloom {

namespace {

constexpr std::uint64_t FileLimit = 64U << 10U;
constexpr std::size_t KeyLength = 40;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool isKey(const std::string& text)
{
    std::array<std::uint8_t, 32> bytes{};
    return text.size() == KeyLength && zmq_z85_decode(bytes.data(), text.c_str()) != nullptr;
}

// The value of `name = "value"` in a certificate; empty when it has no such line.
std::string certificateValue(std::string_view content, std::string_view name)
{
    while (!content.empty()) {
        const std::size_t end = std::min(content.find('\n'), content.size());
        const std::string_view line = trimmed(content.substr(0, end));
        content.remove_prefix(std::min(end + 1, content.size()));
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || trimmed(line.substr(0, equals)) != name)
            continue;
        std::string_view value = trimmed(line.substr(equals + 1));
        if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
            value = value.substr(1, value.size() - 2);
        return std::string(value);
    }
    return {};
}

} // namespace

Result<std::string> readKeyFile(const FileSystem& files, const std::filesystem::path& path, KeyPart part)
{
    const Result<std::string> content = files.read(path, FileLimit);
    if (!content)
        return tl::unexpected(content.error());
    const std::string_view wanted = part == KeyPart::Public ? "public-key" : "secret-key";
    std::string key(trimmed(*content));
    if (!isKey(key))
        key = certificateValue(*content, wanted);
    if (!isKey(key))
        return fail(ErrorCode::InvalidInput,
                    "holds no " + std::string(wanted) +
                        ": it takes a key of 40 characters of Z85, or a certificate with a line " +
                        std::string(wanted) + " = \"...\"",
                    path.string());
    return key;
}

} // namespace zeroloom
