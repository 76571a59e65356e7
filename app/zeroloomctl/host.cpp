#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <sys/stat.h>
#include <zmq.h>

#include "app/zeroloomctl/commands.h"
#include "app/zeroloomctl/standard_streams.h"
#include "core/control/curve_keys.h"
#include "core/host/host_process.h"

namespace zeroloom {

namespace {

struct HostArguments {
    std::string control, telemetry;
    int stopDescriptor = -1;
    bool allowPrograms = false;
    std::string publicKey, secretKey;
    std::vector<std::string> clientKeys;
};

void warnOfOpenFile(const std::string& path)
{
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && (status.st_mode & 077) != 0)
        complain(path + ": others than its owner can read this secret key: chmod 600 closes it");
}

Result<ServerKeys> readKeys(const HostArguments& arguments)
{
    ServerKeys keys;
    if (arguments.secretKey.empty() && arguments.clientKeys.empty() && arguments.publicKey.empty())
        return keys;
    if (arguments.secretKey.empty() || arguments.clientKeys.empty())
        return fail(ErrorCode::InvalidInput,
                    "CURVE takes the host's --secret-key and at least one --client-key, that of who may control it");
    const DiskFileSystem files;
    Result<std::string> secret = readKeyFile(files, arguments.secretKey, KeyPart::Secret);
    if (!secret)
        return tl::unexpected(secret.error());
    warnOfOpenFile(arguments.secretKey);
    keys.secretKey = std::move(*secret);
    for (const std::string& path : arguments.clientKeys) {
        Result<std::string> client = readKeyFile(files, path, KeyPart::Public);
        if (!client)
            return tl::unexpected(client.error());
        keys.clients.push_back(std::move(*client));
    }
    if (arguments.publicKey.empty())
        return keys;
    const Result<std::string> given = readKeyFile(files, arguments.publicKey, KeyPart::Public);
    if (!given)
        return tl::unexpected(given.error());
    char derived[41] = {};
    if (zmq_curve_public(derived, keys.secretKey.c_str()) != 0 || *given != derived)
        return fail(ErrorCode::InvalidInput,
                    "this public key does not belong to the secret key in " + arguments.secretKey, arguments.publicKey);
    return keys;
}

ExitCode refuse(const Error& error)
{
    complain(error.text());
    return error.code == ErrorCode::InvalidInput || error.code == ErrorCode::NotFound ? ExitCode::Usage
                                                                                      : ExitCode::Failed;
}

void tellEndpoints(const std::string& control, const std::string& telemetry)
{
    printResult("control " + control + "\ntelemetry " + telemetry + "\n");
}

ExitCode runHost(const HostArguments& arguments)
{
    if (arguments.control.empty() != arguments.telemetry.empty())
        return refuse({ErrorCode::InvalidInput,
                       "--control and --telemetry go together: give both, or neither for endpoints in a private folder",
                       {}});
    Result<ServerKeys> keys = readKeys(arguments);
    if (!keys)
        return refuse(keys.error());
    HostProcessOptions options;
    options.controlEndpoint = arguments.control;
    options.telemetryEndpoint = arguments.telemetry;
    options.keys = std::move(*keys);
    options.allowPrograms = arguments.allowPrograms;
    options.stopDescriptor = arguments.stopDescriptor;
    const bool byHand = arguments.stopDescriptor < 0;
    const Status done = runHostProcess(options, serveRuntime, byHand ? ServingTold(tellEndpoints) : ServingTold());
    return done ? ExitCode::Done : refuse(done.error());
}

} // namespace

void addHostCommand(CLI::App& app, ExitCode& exit)
{
    CLI::App* command = app.add_subcommand("host", "Serve as a worker process until told to end");
    const auto arguments = std::make_shared<HostArguments>();
    command->add_option("--control", arguments->control, "Endpoint to be controlled through: ipc, or tcp with keys")
        ->type_name("ENDPOINT");
    command->add_option("--telemetry", arguments->telemetry, "Endpoint to be watched through: ipc, or tcp with keys")
        ->type_name("ENDPOINT");
    command->add_option("--stop-with-fd", arguments->stopDescriptor, "End when this open descriptor reads its end")
        ->type_name("NUMBER")
        ->check(CLI::NonNegativeNumber);
    command->add_flag("--allow-programs", arguments->allowPrograms, "Let topologies start programs of their own");
    command
        ->add_option("--public-key", arguments->publicKey,
                     "The host's public CURVE key, checked against the secret one")
        ->type_name("FILE");
    command->add_option("--secret-key", arguments->secretKey, "The host's secret CURVE key")->type_name("FILE");
    command
        ->add_option("--client-key", arguments->clientKeys, "Public CURVE key of who may control and watch; repeatable")
        ->type_name("FILE");
    command->callback([arguments, &exit] { exit = runHost(*arguments); });
    command->footer("Without endpoints it makes two in a private folder and prints them.\n"
                    "Examples:\n"
                    "  zeroloomctl host\n"
                    "  zeroloomctl host --control tcp://192.0.2.7:7301 --telemetry tcp://192.0.2.7:7302 "
                    "--secret-key host.key_secret --client-key driver.key");
}

} // namespace zeroloom
