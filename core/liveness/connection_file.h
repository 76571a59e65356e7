// Files in which programs write where their heartbeat can be reached: Jupyter's kernels, ipyparallel's controllers.
//
// Nothing of the keys in these files is kept or shown. Callable from any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file_system.h"
#include "core/base/result.h"

namespace zeroloom {

// What a Jupyter kernel's connection file says of its heartbeat: a ROUTER or REP that echoes all that comes.
struct KernelConnection {
    std::string id;         // the file's name without "kernel-" and ".json"
    std::string kernelName; // "python3"; empty: the file does not say
    std::string endpoint;   // to connect to

    // "python3 1234": what a person calls it by.
    std::string title() const { return kernelName.empty() ? id : kernelName + " " + id; }
    bool operator==(const KernelConnection&) const = default;
};

// What an ipyparallel controller's file for its engines says of the hub's heartbeat.
struct HubConnection {
    std::string ping;     // where the hub publishes its beats
    std::string pong;     // where it takes its hearts' answers
    std::string location; // the host on which it runs; empty: the file does not say
    bool operator==(const HubConnection&) const = default;
};

// The code of every error says what can be done: Io: the file is not whole (yet), or cannot be read now: read it again;
// NotFound: there is none; Unsupported: it is whole, and has no heartbeat; InvalidInput: it is wrong. The place is the
// file's path with the line, or the key.
[[nodiscard]] Result<KernelConnection> kernelConnection(const std::filesystem::path& file, const FileSystem& files);
// `file`: ipcontroller-engine.json, or ipcontroller-client.json, which has no heartbeat: then the engines' file beside
// it is read.
[[nodiscard]] Result<HubConnection> hubConnection(const std::filesystem::path& file, const FileSystem& files);

// The same of a text, for which `file` stands in messages.
[[nodiscard]] Result<KernelConnection> parseKernelConnection(std::string_view text, const std::filesystem::path& file);
[[nodiscard]] Result<HubConnection> parseHubConnection(std::string_view text, const std::filesystem::path& file);

// Where Jupyter's kernels put their files: JUPYTER_RUNTIME_DIR, else the folder "runtime" of JUPYTER_DATA_DIR, else of
// "jupyter" in XDG_DATA_HOME or ~/.local/share. `variable` gives an environment variable, empty when it is not set.
std::filesystem::path jupyterRuntimeFolder(const std::function<std::string(const char*)>& variable);
std::filesystem::path jupyterRuntimeFolder(); // of this process's environment

// The files kernel-*.json in it, in the order of their names. NotFound: there is no such folder (yet).
[[nodiscard]] Result<std::vector<std::filesystem::path>> kernelFiles(const std::filesystem::path& folder);

} // namespace zeroloom
