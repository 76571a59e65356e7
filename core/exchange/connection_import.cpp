// Connection files of Jupyter's kernels and ipyparallel's controllers: each becomes a node that watches its heart.
#include <algorithm>
#include <array>
#include <filesystem>

#include "core/base/json_document.h"
#include "core/exchange/import_functions.h"
#include "core/liveness/connection_file.h"
#include "core/model/monitor_nodes.h"

namespace zeroloom {

namespace {

Imported watched(Topology topology, std::string what) { return {std::move(topology), {{{}, std::move(what)}}}; }

bool hasAny(const Json& json, std::initializer_list<const char*> keys)
{
    return std::ranges::any_of(keys, [&](const char* key) { return json.contains(key); });
}

// The caller names the file already.
Errors withoutFile(Error error, const std::filesystem::path& file)
{
    const std::string name = file.string();
    if (error.where == name)
        error.where.clear();
    else if (error.where.starts_with(name + ": "))
        error.where.erase(0, name.size() + 2);
    return {std::move(error)};
}

} // namespace

bool recognisesConnection(std::string_view text, std::string_view /*fileName*/)
{
    const auto json = parseJson(text);
    return json && json->is_object() && hasAny(*json, {"hb_port", "hb_ping", "registration_port", "task_scheme"});
}

tl::expected<Imported, Errors> importConnection(std::string_view text, std::string_view fileName)
{
    const std::filesystem::path file(fileName.empty() ? std::string_view("connection file") : fileName);
    const auto json = parseJson(text);
    const bool hub = json && json->is_object() && hasAny(*json, {"hb_ping", "task_scheme"});
    if (hub) {
        const auto connection = parseHubConnection(text, file);
        if (!connection)
            return tl::unexpected(withoutFile(connection.error(), file));
        const std::string name = connection->location.empty() ? "hub" : "hub on " + connection->location;
        return watched(beatListener(name, connection->ping, HeartRule{}),
                       "the controller's beats are listened to; its hearts' answers, at " + connection->pong +
                           ", go to it alone");
    }
    const auto kernel = parseKernelConnection(text, file);
    if (!kernel)
        return tl::unexpected(withoutFile(kernel.error(), file));
    const std::array<EchoHeart, 1> heart{EchoHeart{kernel->id, kernel->title(), kernel->endpoint}};
    return watched(echoMonitors(heart, HeartRule{}),
                   "only the kernel's heartbeat is taken; its other ports and its key are left out");
}

} // namespace zeroloom
