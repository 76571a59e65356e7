#include "core/liveness/connection_file.h"

#include <fstream>
#include <map>

#include <gmock/gmock.h>

#include "tests/support/temporary_folder.h"

namespace zeroloom {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* Kernel = R"({
  "shell_port": 55001, "iopub_port": 55002, "stdin_port": 55003, "control_port": 55004, "hb_port": 55005,
  "ip": "127.0.0.1", "key": "a0436f6c-secret", "transport": "tcp", "signature_scheme": "hmac-sha256",
  "kernel_name": "python3"
})";

constexpr const char* Engines = R"({
  "ssh": "", "interface": "tcp://127.0.0.1", "registration": 41001, "control": 41002, "mux": 41003, "task": 41004,
  "iopub": 41005, "hb_ping": 41006, "hb_pong": 41007, "broadcast": [41008], "key": "b0436f6c-secret",
  "curve_serverkey": null, "location": "workbench", "pack": "json", "unpack": "json",
  "signature_scheme": "hmac-sha256"
})";

constexpr const char* Clients = R"({"ssh": "", "interface": "tcp://127.0.0.1", "registration": 41001, "control": 41002,
  "mux": 41003, "task": 41004, "task_scheme": "leastload", "iopub": 41005, "notification": 41009,
  "key": "b0436f6c-secret", "location": "workbench"})";

std::string with(std::string text, const std::string& what, const std::string& instead)
{
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), instead);
}

// What reading it says, and that nobody is shown the key.
Error refusal(const std::string& text)
{
    const auto read = parseKernelConnection(text, "/run/kernel-7.json");
    EXPECT_FALSE(read) << text;
    const Error error = read ? Error() : read.error();
    EXPECT_THAT(error.text(), AllOf(HasSubstr("/run/kernel-7.json"), Not(HasSubstr("secret")))) << text;
    return error;
}

void write(const fs::path& file, std::string_view text) { std::ofstream(file, std::ios::binary) << text; }

TEST(KernelConnectionFile, SaysWhereTheHeartbeatIs)
{
    const auto read = parseKernelConnection(Kernel, "/run/kernel-0a1b.json");
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(*read, (KernelConnection{"0a1b", "python3", "tcp://127.0.0.1:55005"}));
    EXPECT_EQ(read->title(), "python3 0a1b");
}

TEST(KernelConnectionFile, OverIpcThePortIsPartOfThePath)
{
    const std::string ipc = with(with(Kernel, "tcp", "ipc"), "127.0.0.1", "/run/user/1000/kernel-ipc");
    const auto read = parseKernelConnection(ipc, "kernel-1.json");
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->endpoint, "ipc:///run/user/1000/kernel-ipc-55005");
}

TEST(KernelConnectionFile, AnAddressOfEveryInterfaceIsReachedOnThisMachine)
{
    for (const char* every : {"0.0.0.0", "*"})
        EXPECT_EQ(parseKernelConnection(with(Kernel, "127.0.0.1", every), "k.json")->endpoint, "tcp://127.0.0.1:55005");
    EXPECT_EQ(parseKernelConnection(with(Kernel, "127.0.0.1", "::1"), "k.json")->endpoint, "tcp://[::1]:55005");
}

TEST(KernelConnectionFile, WithoutANameOrATransportItIsStillRead)
{
    const auto read = parseKernelConnection(R"({"hb_port": 1, "ip": "localhost"})", "mine.json");
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(*read, (KernelConnection{"mine", "", "tcp://localhost:1"}));
    EXPECT_EQ(read->title(), "mine");
}

TEST(KernelConnectionFile, HalfWrittenItAsksToBeReadAgainWhereverItEnds)
{
    const std::string whole = Kernel;
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_EQ(refusal(whole.substr(0, length)).code, ErrorCode::Io) << whole.substr(0, length);
    EXPECT_EQ(refusal("  \n").code, ErrorCode::Io);
    EXPECT_EQ(refusal(std::string(200, '\0')).code, ErrorCode::InvalidInput);
}

TEST(KernelConnectionFile, WhatIsWrongIsSaidWithItsPlace)
{
    const std::map<std::string, std::string> wrong{
        {with(Kernel, "55005", "0"), "/hb_port: must be a port from 1 to 65535, and is 0"},
        {with(Kernel, "55005", "65536"), "/hb_port: must be a port from 1 to 65535, and is 65536"},
        {with(Kernel, "55005", "-1"), "/hb_port: must be a port from 1 to 65535, and is -1"},
        {with(Kernel, "55005", "18446744073709551615"), "/hb_port: must be a port from 1 to 65535"},
        {with(Kernel, "55005", "55005.5"), "/hb_port: must be a port, a whole number"},
        {with(Kernel, "55005", "\"55005\""), "/hb_port: must be a port, a whole number"},
        {with(Kernel, "55005", "null"), "/hb_port: must be a port, a whole number"},
        {with(Kernel, "\"hb_port\"", "\"heartbeat\""), "/hb_port: is missing"},
        {with(Kernel, "\"ip\"", "\"host\""), "/ip: is missing"},
        {with(Kernel, "\"127.0.0.1\"", "127"), "/ip: must be a text"},
        {with(Kernel, "\"python3\"", "[]"), "/kernel_name: must be a text"},
        {with(Kernel, "tcp", "carrier pigeon"), "/transport: must be tcp or ipc, and is 'carrier pigeon'"},
        {with(Kernel, "127.0.0.1", ""), "address that cannot be used"},
        {with(Kernel, "127.0.0.1", "no such\\u0000host"), "address that cannot be used"},
        {with(with(Kernel, "tcp", "ipc"), "127.0.0.1", std::string(200, 'x')), "address that cannot be used"},
        {with(Kernel, "55001,", "55001 55002,"), "line 2, column"},
        {"[1, 2]", "no JSON object"},
        {"7", "no JSON object"},
        {"kernel", "line 1, column 1"},
        {std::string(100'000, '['), "nested deeper than 64 levels"},
        {with(Kernel, "python3", "\xff\xfe"), "line 4"},
    };
    for (const auto& [text, says] : wrong) {
        const Error error = refusal(text);
        EXPECT_EQ(error.code, ErrorCode::InvalidInput) << text.substr(0, 300);
        EXPECT_THAT(error.text(), HasSubstr(says));
    }
}

TEST(KernelConnectionFile, ARegistrationFileHasNoHeartbeatYet)
{
    const Error error = refusal(R"({"kernel_id": "7", "transport": "tcp", "registration_ip": "127.0.0.1",
        "registration_port": 4711, "signature_scheme": "hmac-sha256", "key": "c-secret"})");
    EXPECT_EQ(error.code, ErrorCode::Unsupported);
    EXPECT_THAT(error.message, HasSubstr("registration file"));
}

TEST(KernelConnectionFile, OneWithCurveKeysIsRefusedInsteadOfNeverAnswering)
{
    const Error error = refusal(with(Kernel, "\"kernel_name\"", "\"curve_publickey\": \"d-secret\", \"kernel_name\""));
    EXPECT_EQ(error.code, ErrorCode::Unsupported);
    EXPECT_THAT(error.message, HasSubstr("CURVE"));
    const auto hub =
        parseHubConnection(with(Engines, "\"curve_serverkey\": null", "\"curve_serverkey\": \"e\""), "e.json");
    EXPECT_THAT(hub.error().message, HasSubstr("CURVE"));
}

TEST(KernelConnectionFile, IsToldFromThatOfAController)
{
    EXPECT_THAT(refusal(Engines).message, HasSubstr("ipyparallel"));
    EXPECT_THAT(parseHubConnection(Kernel, "k.json").error().message, HasSubstr("Jupyter kernel"));
}

TEST(KernelConnectionFile, OnADiskItMayBeMissingHugeOrAFolder)
{
    const test::TemporaryFolder folder;
    const DiskFileSystem disk;
    EXPECT_EQ(kernelConnection(folder / "kernel-1.json", disk).error().code, ErrorCode::NotFound);
    fs::create_directory(folder / "kernel-2.json");
    EXPECT_FALSE(kernelConnection(folder / "kernel-2.json", disk));
    write(folder / "kernel-3.json", std::string(1'000'000, ' ') + Kernel);
    EXPECT_EQ(kernelConnection(folder / "kernel-3.json", disk).error().code, ErrorCode::InvalidInput);
    write(folder / "kernel-4.json", Kernel);
    EXPECT_EQ(kernelConnection(folder / "kernel-4.json", disk)->id, "4");
}

TEST(HubConnectionFile, SaysWhereTheHubBeats)
{
    const auto read = parseHubConnection(Engines, "ipcontroller-engine.json");
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(*read, (HubConnection{"tcp://127.0.0.1:41006", "tcp://127.0.0.1:41007", "workbench"}));
}

TEST(HubConnectionFile, AHubOnEveryInterfaceIsReachedAtItsMachine)
{
    const std::string every = with(Engines, "127.0.0.1", "*");
    EXPECT_EQ(parseHubConnection(every, "e.json")->ping, "tcp://workbench:41006");
    EXPECT_EQ(parseHubConnection(with(every, "workbench", ""), "e.json")->ping, "tcp://127.0.0.1:41006");
}

TEST(HubConnectionFile, WhatIsWrongIsSaidWithItsPlace)
{
    const std::map<std::string, std::string> wrong{
        {with(Engines, "41006", "70000"), "/hb_ping: must be a port from 1 to 65535, and is 70000"},
        {with(Engines, "41007", "\"x\""), "/hb_pong: must be a port"},
        {with(Engines, "\"hb_pong\"", "\"pong\""), "/hb_pong: is missing"},
        {with(Engines, "\"tcp://127.0.0.1\"", "7"), "/interface: must be a text"},
        {with(Engines, "tcp://", "http://"), "/interface: must be an address such as tcp://127.0.0.1"},
    };
    for (const auto& [text, says] : wrong)
        EXPECT_THAT(parseHubConnection(text, "e.json").error().text(), HasSubstr("e.json: " + says));
}

TEST(HubConnectionFile, TheClientsFileLeadsToThatOfTheEnginesBesideIt)
{
    const test::TemporaryFolder folder;
    const DiskFileSystem disk;
    const fs::path clients = folder / "ipcontroller-client.json";
    write(clients, Clients);
    const auto alone = hubConnection(clients, disk);
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error().code, ErrorCode::Unsupported);
    EXPECT_THAT(alone.error().message, AllOf(HasSubstr("ipcontroller-engine.json"), HasSubstr("does not lie beside")));
    write(folder / "ipcontroller-engine.json", Engines);
    EXPECT_EQ(hubConnection(clients, disk)->ping, "tcp://127.0.0.1:41006");
    write(folder / "ipcontroller-engine.json", "{");
    EXPECT_EQ(hubConnection(clients, disk).error().code, ErrorCode::Io);
}

TEST(JupyterRuntimeFolder, IsWhereJupyterLooks)
{
    std::map<std::string, std::string> variables{{"HOME", "/home/ada"}};
    const auto folder = [&] { return jupyterRuntimeFolder([&](const char* name) { return variables[name]; }); };
    EXPECT_EQ(folder(), "/home/ada/.local/share/jupyter/runtime");
    variables["XDG_DATA_HOME"] = "/data";
    EXPECT_EQ(folder(), "/data/jupyter/runtime");
    variables["JUPYTER_DATA_DIR"] = "/jupyter";
    EXPECT_EQ(folder(), "/jupyter/runtime");
    variables["JUPYTER_RUNTIME_DIR"] = "/tmp/run";
    EXPECT_EQ(folder(), "/tmp/run");
}

TEST(JupyterRuntimeFolder, ListsItsKernels)
{
    const test::TemporaryFolder folder;
    for (const char* name : {"kernel-b.json", "kernel-a.json", "jpserver-1.json", "kernel-a.txt", "nbserver.html"})
        write(folder / name, "");
    EXPECT_THAT(kernelFiles(folder.path()).value(), ElementsAre(folder / "kernel-a.json", folder / "kernel-b.json"));
    EXPECT_EQ(kernelFiles(folder / "none").error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace zeroloom
