#include "app/zeroloomctl/secret_files.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/zmq/option_catalogue.h"

namespace zeroloom {

namespace {

constexpr std::uint64_t LargestSecret = 64U << 10U; // bytes

tl::unexpected<Error> refused(const std::filesystem::path& file, const std::string& why)
{
    return fail(ErrorCode::InvalidInput, "--secrets: file '" + file.string() + "' " + why);
}

// In the order of their names, so that the first that is wrong is always the same one.
Result<std::vector<std::filesystem::path>> filesIn(const std::filesystem::path& folder)
{
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        // Kubernetes keeps its versions of the files in folders that begin with two points.
        if (!entry->path().filename().string().starts_with('.') && !entry->is_directory())
            files.push_back(entry->path());
    }
    if (error) {
        return fail(ErrorCode::NotFound,
                    "--secrets: cannot read the folder '" + folder.string() + "': " + error.message());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Socket* socketOf(Topology& topology, const std::string& node, const std::string& socket)
{
    for (Node& one : topology.nodes) {
        for (Socket& candidate : one.sockets) {
            if (one.id.text() == node && candidate.id.text() == socket) {
                return &candidate;
            }
        }
    }
    return nullptr;
}

std::string withoutLastNewline(std::string text)
{
    if (text.ends_with('\n')) {
        text.pop_back();
        if (text.ends_with('\r')) {
            text.pop_back();
        }
    }
    return text;
}

std::string secretNames()
{
    std::string names;
    for (const OptionInfo& option : options()) {
        if (option.secret) {
            names += (names.empty() ? "" : ", ") + std::string(option.name);
        }
    }
    return names;
}

Status applyFile(Topology& topology, const std::filesystem::path& file, const FileSystem& files)
{
    const std::string name = file.filename().string();
    const std::size_t first = name.find('.');
    const std::size_t second = name.find('.', first == std::string::npos ? first : first + 1);
    if (second == std::string::npos) {
        return refused(file, "has a name that is not of the form NODE.SOCKET.OPTION, such as "
                             "server.in.CURVE_SECRETKEY");
    }
    const std::string node = name.substr(0, first);
    const std::string socketName = name.substr(first + 1, second - first - 1);
    const std::string optionName = name.substr(second + 1);
    Socket* socket = socketOf(topology, node, socketName);
    if (socket == nullptr) {
        return refused(file, "is for the socket '" + node + "." + socketName + "', which the topology does not have");
    }
    const OptionInfo* option = optionByName(optionName);
    if (option == nullptr || !option->appliesTo(socket->type)) {
        return refused(file, "is for an option that the socket does not have; secret ones are " + secretNames());
    }
    const auto text = files.read(file, LargestSecret);
    if (!text) {
        return tl::unexpected<Error>(text.error());
    }
    const auto value = readOption(*option, withoutLastNewline(*text));
    if (!value) {
        // Its message would show the value.
        return refused(file, option->kind == OptionKind::Key ? "does not hold a key of 40 characters of Z85"
                                                             : "holds what " + optionName + " does not take");
    }
    socket->options[optionName] = *value;
    return {};
}

} // namespace

Status applySecretFiles(Topology& topology, const std::filesystem::path& folder, const FileSystem& files)
{
    const auto paths = filesIn(folder);
    if (!paths) {
        return tl::unexpected<Error>(paths.error());
    }
    Topology filled = topology;
    for (const std::filesystem::path& path : *paths) {
        if (Status applied = applyFile(filled, path, files); !applied) {
            return applied;
        }
    }
    topology = std::move(filled);
    return {};
}

} // namespace zeroloom
