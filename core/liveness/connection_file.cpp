#include "core/liveness/connection_file.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include <unistd.h>

#include "core/base/json_document.h"
#include "core/zmq/endpoint.h"

namespace zeroloom {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t LargestFile = 256 * 1024; // a real one has less than one KiB
constexpr std::string_view KernelPrefix = "kernel-", JsonSuffix = ".json";
constexpr std::string_view EngineFile = "ipcontroller-engine.json";

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view Space = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(Space);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(Space) - begin + 1);
}

std::string at(const fs::path& file, const std::string& place) { return file.string() + ": " + place; }

// Programs write these files in place, so a reader may come too early.
Result<Json> parseObject(std::string_view text, const fs::path& file)
{
    const std::string_view content = trimmed(text);
    if (content.empty())
        return fail(ErrorCode::Io, "is empty: its program is just writing it, or has failed to", file.string());
    Result<Json> json = parseJson(text);
    if (!json && content.front() == '{' && content.back() != '}') {
        return fail(ErrorCode::Io, "ends in the middle: its program is just writing it, or it was cut off",
                    file.string());
    }
    if (!json)
        return fail(ErrorCode::InvalidInput, json.error().message, at(file, json.error().where));
    if (!json->is_object())
        return fail(ErrorCode::InvalidInput, "is no connection file: it holds no JSON object", file.string());
    return json;
}

// Reads members of the right type, and remembers the first that was wrong.
class Members {
public:
    Members(const Json& object, const fs::path& file) : m_object(object), m_file(file) {}

    bool has(const char* key) const { return m_object.contains(key); }
    // It is there and says something.
    bool isSet(const char* key) const
    {
        const auto found = m_object.find(key);
        return found != m_object.end() && !found->is_null() && *found != "";
    }

    std::string text(const char* key, bool required = true)
    {
        const Json* member = find(key, required);
        if (!member)
            return {};
        if (!member->is_string()) {
            refuse(key, "must be a text");
            return {};
        }
        return member->get<std::string>();
    }

    std::string port(const char* key)
    {
        const Json* member = find(key, true);
        if (!member)
            return {};
        const bool whole = member->is_number_integer();
        const auto value = whole ? member->get<std::int64_t>() : 0;
        if (value >= 1 && value <= 65535)
            return std::to_string(value);
        refuse(key, whole ? "must be a port from 1 to 65535, and is " + member->dump()
                          : "must be a port, a whole number from 1 to 65535");
        return {};
    }

    void refuse(const char* key, std::string message)
    {
        if (!m_error)
            m_error =
                Error{ErrorCode::InvalidInput, std::move(message), at(m_file, pointerTo("", std::string_view(key)))};
    }
    const std::optional<Error>& error() const { return m_error; }

private:
    const Json* find(const char* key, bool required)
    {
        const auto found = m_object.find(key);
        if (found != m_object.end())
            return &*found;
        if (required)
            refuse(key, "is missing");
        return nullptr;
    }

    const Json& m_object;
    const fs::path& m_file;
    std::optional<Error> m_error;
};

bool isThisMachine(const std::string& host)
{
    std::array<char, 256> own{};
    return ::gethostname(own.data(), own.size() - 1) == 0 && host == own.data();
}

// Where an address is reached that may be bound to every interface of the machine `location`; empty: of this one.
std::string reachable(const std::string& host, const std::string& location)
{
    if (host == "*" || host == "0.0.0.0")
        return location.empty() || isThisMachine(location) ? "127.0.0.1" : reachable(location, {});
    const bool bareIp6 = host.find(':') != std::string::npos && !host.starts_with('[');
    return bareIp6 ? "[" + host + "]" : host;
}

Result<std::string> checkedEndpoint(std::string endpoint, const fs::path& file)
{
    const auto parsed = parseEndpoint(endpoint, EndpointUse::Connect);
    if (!parsed)
        return fail(ErrorCode::InvalidInput, "gives an address that cannot be used: " + parsed.error().message,
                    file.string());
    return endpoint;
}

Result<std::string> kernelEndpoint(const std::string& transport, const std::string& ip, const std::string& port,
                                   const fs::path& file)
{
    if (transport == "ipc") // jupyter_client puts the port behind the path
        return checkedEndpoint("ipc://" + ip + "-" + port, file);
    if (transport == "tcp")
        return checkedEndpoint("tcp://" + reachable(ip, {}) + ":" + port, file);
    return fail(ErrorCode::InvalidInput, "must be tcp or ipc, and is '" + shown(transport) + "'",
                at(file, "/transport"));
}

// `interface`: an address without its port, "tcp://127.0.0.1".
Result<std::string> hubEndpoint(const std::string& interface, const std::string& location, const std::string& port,
                                const fs::path& file)
{
    constexpr std::string_view Tcp = "tcp://", Ipc = "ipc://";
    if (interface.starts_with(Tcp))
        return checkedEndpoint("tcp://" + reachable(interface.substr(Tcp.size()), location) + ":" + port, file);
    if (interface.starts_with(Ipc))
        return checkedEndpoint(interface + "-" + port, file);
    return fail(ErrorCode::InvalidInput,
                "must be an address such as tcp://127.0.0.1, and is '" + shown(interface) + "'",
                at(file, "/interface"));
}

std::string idOf(const fs::path& file)
{
    std::string id = file.filename().string();
    if (id.ends_with(JsonSuffix))
        id.erase(id.size() - JsonSuffix.size());
    if (id.starts_with(KernelPrefix) && id.size() > KernelPrefix.size())
        id.erase(0, KernelPrefix.size());
    return id;
}

} // namespace

Result<KernelConnection> parseKernelConnection(std::string_view text, const fs::path& file)
{
    const Result<Json> json = parseObject(text, file);
    if (!json)
        return tl::unexpected(json.error());
    Members members(*json, file);
    if (members.has("registration_port") && !members.has("hb_port")) {
        return fail(ErrorCode::Unsupported,
                    "is a registration file: its kernel has no heartbeat port yet; give the connection file that the "
                    "kernel gets when it has registered",
                    file.string());
    }
    if (members.has("hb_ping")) {
        return fail(ErrorCode::Unsupported,
                    "is a file of ipyparallel's controller, not of a kernel; watch it as ipyparallel", file.string());
    }
    if (members.isSet("curve_publickey")) {
        return fail(ErrorCode::Unsupported,
                    "is of a kernel that only talks to those who have its CURVE keys; its heartbeat cannot be watched",
                    file.string());
    }
    const std::string port = members.port("hb_port"), ip = members.text("ip");
    const std::string transport = members.has("transport") ? members.text("transport") : "tcp";
    const std::string kernelName = members.text("kernel_name", false);
    if (members.error())
        return tl::unexpected(*members.error());
    const auto endpoint = kernelEndpoint(transport, ip, port, file);
    if (!endpoint)
        return tl::unexpected(endpoint.error());
    return KernelConnection{idOf(file), shown(kernelName), *endpoint};
}

Result<HubConnection> parseHubConnection(std::string_view text, const fs::path& file)
{
    const Result<Json> json = parseObject(text, file);
    if (!json)
        return tl::unexpected(json.error());
    Members members(*json, file);
    if (members.has("hb_port")) {
        return fail(ErrorCode::Unsupported,
                    "is the connection file of a Jupyter kernel, not of ipyparallel's controller; watch it as a kernel",
                    file.string());
    }
    if (!members.has("hb_ping") && members.has("task_scheme")) {
        return fail(ErrorCode::Unsupported,
                    "is the file for clients, in which no heartbeat stands; give the file for engines, " +
                        std::string(EngineFile),
                    file.string());
    }
    if (members.isSet("curve_serverkey")) {
        return fail(ErrorCode::Unsupported,
                    "is of a controller that only talks to those who have its CURVE keys; its beats cannot be heard",
                    file.string());
    }
    const std::string ping = members.port("hb_ping"), pong = members.port("hb_pong");
    const std::string interface = members.text("interface"), location = members.text("location", false);
    if (members.error())
        return tl::unexpected(*members.error());
    const auto pingAt = hubEndpoint(interface, location, ping, file);
    const auto pongAt = hubEndpoint(interface, location, pong, file);
    if (!pingAt || !pongAt)
        return tl::unexpected(pingAt ? pongAt.error() : pingAt.error());
    return HubConnection{*pingAt, *pongAt, shown(location)};
}

Result<KernelConnection> kernelConnection(const fs::path& file, const FileSystem& files)
{
    return files.read(file, LargestFile).and_then([&](const std::string& text) {
        return parseKernelConnection(text, file);
    });
}

Result<HubConnection> hubConnection(const fs::path& file, const FileSystem& files)
{
    const auto parse = [](const fs::path& path) {
        return [&path](const std::string& text) { return parseHubConnection(text, path); };
    };
    Result<HubConnection> hub = files.read(file, LargestFile).and_then(parse(file));
    const fs::path engines = file.parent_path() / EngineFile;
    if (hub || hub.error().code != ErrorCode::Unsupported || engines == file)
        return hub;
    Result<HubConnection> beside = files.read(engines, LargestFile).and_then(parse(engines));
    if (beside || beside.error().code != ErrorCode::NotFound)
        return beside;
    return fail(ErrorCode::Unsupported, hub.error().message + ", which does not lie beside it", file.string());
}

fs::path jupyterRuntimeFolder(const std::function<std::string(const char*)>& variable)
{
    if (const std::string runtime = variable("JUPYTER_RUNTIME_DIR"); !runtime.empty())
        return runtime;
    if (const std::string data = variable("JUPYTER_DATA_DIR"); !data.empty())
        return fs::path(data) / "runtime";
    const std::string data = variable("XDG_DATA_HOME");
    const fs::path base = data.empty() ? fs::path(variable("HOME")) / ".local" / "share" : fs::path(data);
    return base / "jupyter" / "runtime";
}

fs::path jupyterRuntimeFolder()
{
    return jupyterRuntimeFolder([](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    });
}

Result<std::vector<fs::path>> kernelFiles(const fs::path& folder)
{
    std::error_code error;
    std::vector<fs::path> found;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with(KernelPrefix) && name.ends_with(JsonSuffix))
            found.push_back(entry->path());
    }
    if (error) {
        const bool missing = error == std::errc::no_such_file_or_directory;
        return fail(missing ? ErrorCode::NotFound : ErrorCode::Io,
                    missing ? "there is no such folder; no kernel has run here yet" : error.message(), folder.string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace zeroloom
