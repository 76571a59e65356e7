// systemd: a service unit for each host of the topology and for each program, for one machine or several.
#include <algorithm>

#include "core/base/raw_bytes.h"
#include "core/exchange/deployment.h"
#include "core/exchange/export_functions.h"
#include "core/format/topology_file.h"

namespace zeroloom {

namespace {

enum class Dollars { Kept, Doubled };

// One word: systemd.syntax(7) for the quotes, systemd.unit(5) for "%", systemd.service(5) for "$" on command lines.
std::string unitWord(std::string_view text, Dollars dollars)
{
    std::string word = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            word += {'\\', c};
        else if (c == '%' || (c == '$' && dollars == Dollars::Doubled))
            word += {c, c};
        else if (c >= ' ' && c <= '~')
            word += c;
        else
            word += "\\x" + toHex(std::string_view(&c, 1));
    }
    return word + "\"";
}

// Free text in one line. It is only shown, so what could end the line or be a specifier goes.
std::string unitLine(std::string_view text)
{
    std::string line;
    for (const char c : text)
        line += c < ' ' || c > '~' || c == '\\' || c == '%' ? '_' : c;
    return line;
}

// What systemd takes as a path without more ado.
bool isPlainPath(std::string_view path)
{
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.' ||
               c == '_' || c == '-' || c == '+';
    };
    return path.starts_with('/') && path.find("/../") == std::string_view::npos && !path.ends_with("/..") &&
           std::ranges::all_of(path, isPlain);
}

std::string unitName(const Deployment& deployment, const DeployedUnit& unit)
{
    return deployment.name + "-" + unit.name + ".service";
}

std::string folderOf(const Deployment& deployment) { return "/etc/zeroloom/" + deployment.name; }

std::string addressVariable(const std::string& host) { return "ZEROLOOM_ADDRESS_" + variableName(host); }

std::string head(const Deployment& deployment, const DeployedUnit& unit)
{
    return "[Unit]\n"
           "Description=" +
           unitLine((unit.isProgram ? "Program '" : "Host '") + unit.title + "' of the ZeroMQ topology '" +
                    deployment.topology.name + "'") +
           "\n"
           "Documentation=man:zeroloomctl(1)\n"
           "Wants=network-online.target\n"
           "After=network-online.target\n"
           "\n"
           "[Service]\n";
}

std::string tail()
{
    return "RestartSec=2\n"
           "TimeoutStopSec=" +
           std::to_string(DeployedGrace.count()) +
           "\n"
           "MemoryMax=256M\n"
           "DynamicUser=yes\n"
           "NoNewPrivileges=yes\n"
           "CapabilityBoundingSet=\n"
           "ProtectSystem=strict\n"
           "ProtectHome=yes\n"
           "PrivateTmp=yes\n"
           "PrivateDevices=yes\n"
           "ProtectClock=yes\n"
           "ProtectControlGroups=yes\n"
           "ProtectKernelLogs=yes\n"
           "ProtectKernelModules=yes\n"
           "ProtectKernelTunables=yes\n"
           "RestrictNamespaces=yes\n"
           "RestrictSUIDSGID=yes\n"
           "LockPersonality=yes\n"
           "SystemCallArchitectures=native\n";
}

std::string install() { return "\n[Install]\nWantedBy=multi-user.target\n"; }

std::string hostUnit(const Deployment& deployment, const DeployedUnit& unit)
{
    const std::string folder = folderOf(deployment);
    std::string command = "/usr/bin/zeroloomctl run " + folder + "/" + std::string(DeployedTopologyFile) + " --host " +
                          unit.name + " --drain " + std::to_string(DeployedDrain.count()) + "s";
    if (!unit.secrets.empty())
        command += " --secrets %d"; // the folder of the credentials
    std::string text = head(deployment, unit) + "Type=notify\n";
    for (const std::string& peer : unit.peers) {
        command += " --address " + peer + "=${" + addressVariable(peer) + "}";
        text += "Environment=" + addressVariable(peer) + "=" + peer + "\n";
    }
    if (!unit.peers.empty())
        text += "EnvironmentFile=-" + folder + "/addresses.env\n";
    for (const DeployedSecret& secret : unit.secrets)
        text += "LoadCredential=" + secret.file + ":" + folder + "/secrets/" + secret.file + "\n";
    text += "ExecStart=" + command +
            "\n"
            "# Ready when every node runs; the watchdog is fed while none has failed and every process answers.\n"
            "WatchdogSec=30\n"
            "WatchdogSignal=SIGTERM\n"
            "Restart=on-failure\n"
            "# Only the first process is asked to end: it drains, and then ends the others.\n"
            "KillMode=mixed\n";
    return text + tail() +
           "MemoryDenyWriteExecute=yes\n"
           "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK\n"
           "SystemCallFilter=@system-service\n" +
           install();
}

// The command line; empty when none does what is meant.
std::string programCommand(const DeployedProgram& program, bool folderIsPlain)
{
    std::vector<std::string> words;
    const bool moves = !program.folder.empty() && !folderIsPlain;
    // env(1) looks the program up in PATH and changes to whatever folder; systemd does neither.
    if (moves || !isPlainPath(program.command)) {
        if (program.command.find('=') != std::string::npos)
            return {}; // env would take it for a variable
        words.emplace_back("/usr/bin/env");
        if (moves)
            words.push_back("--chdir=" + program.folder);
        words.emplace_back("--");
    }
    words.push_back(program.command);
    std::ranges::copy(program.arguments, std::back_inserter(words));
    std::string line;
    for (const std::string& word : words)
        line += (line.empty() ? "" : " ") + unitWord(word, Dollars::Doubled);
    return line;
}

std::string programUnit(const Deployment& deployment, const DeployedUnit& unit, Remarks& remarks)
{
    const DeployedProgram& program = unit.program;
    const bool folderIsPlain = isPlainPath(program.folder);
    std::string command = programCommand(program, folderIsPlain);
    if (command.empty()) {
        command = "/bin/false";
        remarks.push_back({unit.nodeIds.front(), "its command has '=' in it and no plain absolute path, which a unit "
                                                 "cannot start; write ExecStart= yourself"});
    }
    std::string text = head(deployment, unit) + "Type=exec\n";
    for (const auto& [name, value] : program.environment)
        text += "Environment=" + unitWord(name + "=" + value, Dollars::Kept) + "\n";
    if (folderIsPlain)
        text += "WorkingDirectory=" + program.folder + "\n";
    else if (!program.folder.empty() && !program.folder.starts_with('/'))
        remarks.push_back({unit.nodeIds.front(), "its folder is not absolute; a service begins at /"});
    text += "ExecStart=" + command + "\nRestart=" + (program.restart == "never" ? "no" : program.restart) + "\n";
    return text + tail() + install();
}

std::string addressFile(const Deployment& deployment)
{
    std::string text =
        "# Where each host is reached from the others, by name or address. Read by those units that connect\n"
        "# to it. Change what is not so on your machines.\n";
    std::set<std::string> peers;
    for (const DeployedUnit& unit : deployment.units)
        peers.insert(unit.peers.begin(), unit.peers.end());
    for (const std::string& peer : peers)
        text += addressVariable(peer) + "=" + peer + "\n";
    return peers.empty() ? "" : text;
}

std::string systemdReadme(const Deployment& deployment)
{
    const std::string folder = folderOf(deployment);
    std::string text = "# " + deployment.name +
                       " as systemd services\n\n"
                       "On each machine, with Zeroloom's Debian package installed:\n\n"
                       "```\n"
                       "install -d " +
                       folder + "\ninstall -m 644 " + std::string(DeployedTopologyFile) + " " + folder + "/\n";
    if (!addressFile(deployment).empty())
        text += "install -m 644 addresses.env " + folder + "/\n";
    if (deployment.hasSecrets())
        text += "install -d -m 700 " + folder + "/secrets && install -m 600 secrets/*.* " + folder + "/secrets/\n";
    text += "install -m 644 *.service /etc/systemd/system/\n"
            "systemctl daemon-reload\n"
            "```\n\n"
            "Then start what that machine is to run:\n\n```\n";
    for (const DeployedUnit& unit : deployment.units) {
        if (!unit.isProgram)
            text += "systemctl enable --now " + unitName(deployment, unit) + "\n";
    }
    text += "```\n\n`systemctl status` tells how each is, `systemctl stop` lets its queues drain first.\n\n" +
            deploymentSummary(deployment);
    if (!addressFile(deployment).empty())
        text += "\n## Addresses\n\nEach host is looked up by its name. Where that is no name of a machine, change "
                "`addresses.env`; on one machine alone, all of them are `127.0.0.1`.\n";
    if (deployment.hasPrograms()) {
        text += "\n## Programs\n\nRead their commands, in `ExecStart=`, first. They start only when asked for, on the "
                "machine of their host:\n\n```\n";
        for (const DeployedUnit& unit : deployment.units) {
            if (unit.isProgram)
                text += "systemctl enable --now " + unitName(deployment, unit) + "\n";
        }
        text += "```\n";
    }
    if (deployment.hasSecrets())
        text += "\n## Secrets\n\n`secrets/` holds keys and passwords in clear, one to a file. Keep it out of version "
                "control, and delete it when it is installed. The services get them as credentials; only root reads "
                "the files.\n";
    return text;
}

} // namespace

Result<Exported> exportSystemd(const Topology& topology, const ExportChoices& /*choices*/)
{
    const auto deployment = makeDeployment(topology, DeploymentPlace::Machines);
    if (!deployment)
        return tl::unexpected(deployment.error());
    Exported exported;
    exported.remarks = deployment->remarks;
    for (const DeployedUnit& unit : deployment->units)
        exported.files.push_back({unitName(*deployment, unit), unit.isProgram
                                                                   ? programUnit(*deployment, unit, exported.remarks)
                                                                   : hostUnit(*deployment, unit)});
    exported.files.push_back({std::string(DeployedTopologyFile), writeTopology(deployment->topology)});
    if (std::string addresses = addressFile(*deployment); !addresses.empty())
        exported.files.push_back({"addresses.env", std::move(addresses)});
    for (const DeployedUnit& unit : deployment->units) {
        for (const DeployedSecret& secret : unit.secrets)
            exported.files.push_back({"secrets/" + secret.file, secret.value + "\n"});
    }
    if (deployment->hasSecrets())
        exported.files.push_back({"secrets/.gitignore", "*\n"});
    exported.files.push_back({"README.md", systemdReadme(*deployment)});
    return exported;
}

} // namespace zeroloom
