// A topology as what is deployed: a unit for each host, one for each program node, and who stays outside. The common
// ground of the exporters to Docker Compose, Kubernetes and systemd. Pure.
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/exchange/deployed_endpoints.h"
#include "core/exchange/remark.h"
#include "core/model/topology.h"

namespace zeroloom {

// `zeroloomctl run --secrets` reads it from a file of this name.
struct DeployedSecret {
    std::string file; // "node.socket.OPTION"
    std::string value;
    bool operator==(const DeployedSecret&) const = default;
};

struct DeployedProgram {
    std::string command;
    std::vector<std::string> arguments;
    std::string folder;                             // empty: where it is started
    std::map<std::string, std::string> environment; // with the endpoints that Zeroloom tells programs
    std::string restart;                            // "never", "on-failure", "always"
};

struct DeployedUnit {
    std::string name;                 // a DNS label, by which the others reach it; a host is called so in the topology
    std::string title;                // as the person wrote it: any text
    std::vector<std::string> nodeIds; // what it runs
    bool isProgram = false;
    DeployedProgram program; // of a program
    bool ends = false;       // by itself, when its sources have sent their counts
    std::set<DeployedPort> ports;
    std::vector<DeployedSecret> secrets;
    std::set<std::string> peers; // hosts, by name, that it connects to on other machines
};

struct DeployedOutside {
    NodeId node;
    std::string name;                   // by which our nodes look it up, where `named`
    bool named = false;                 // the name has to be given an address
    std::vector<std::string> endpoints; // what it binds, or connects to, after all
};

struct Deployment {
    std::string name;                // a DNS label of the topology's name
    Topology topology;               // as the hosts run it: without programs and secrets
    std::vector<DeployedUnit> units; // hosts first
    std::vector<DeployedOutside> outside;
    Remarks remarks;

    bool hasPrograms() const;
    bool hasSecrets() const;
};

// The file beside the others of the deployment.
inline constexpr std::string_view DeployedTopologyFile = "topology.zeroloom";
// How long a unit drains when it is asked to end, and after how long it is ended by force: draining, eight seconds of
// patience with its processes, and some to spare.
inline constexpr std::chrono::seconds DeployedDrain{5};
inline constexpr std::chrono::seconds DeployedGrace{20};
// Whom containers run as.
inline constexpr int DeployedUser = 10001;

// Fails when the topology has errors.
[[nodiscard]] Result<Deployment> makeDeployment(const Topology& topology, DeploymentPlace place);

// A unit's name as part of the name of a variable: "EDGE_1".
std::string variableName(std::string_view unitName);
// The Dockerfile of an image with zeroloomctl in it.
std::string deploymentDockerfile();
// What README files say alike: which units there are, the programs, those outside. Markdown.
std::string deploymentSummary(const Deployment& deployment);

} // namespace zeroloom
