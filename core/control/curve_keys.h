// CURVE keys of the control and telemetry endpoints, without which they are not served over tcp.
//
// Plain values and pure functions; callable from any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/file_system.h"
#include "core/base/result.h"

namespace zeroloom {

// What a host needs: who it is, and whom it lets in. Keys are 40 characters of Z85.
struct ServerKeys {
    std::string secretKey;
    std::vector<std::string> clients; // public keys; nobody else is let in
    bool empty() const { return secretKey.empty(); }
};

// What its driver needs.
struct ClientKeys {
    std::string serverKey;            // the host's public key
    std::string publicKey, secretKey; // the driver's own
    bool empty() const { return serverKey.empty(); }
};

enum class KeyPart { Public, Secret };

// Reads a key from a file that holds it alone, or from a certificate as zmq.auth and CZMQ write it (`public-key =
// "..."`). The error names the file and what was expected in it.
[[nodiscard]] Result<std::string> readKeyFile(const FileSystem& files, const std::filesystem::path& path, KeyPart part);

} // namespace zeroloom
