// Docker Compose: a service for each host of the topology, one for each program, in a file that `docker compose` reads.
#include "core/exchange/deployment.h"
#include "core/exchange/export_functions.h"
#include "core/exchange/yaml_text.h"
#include "core/format/topology_file.h"

namespace zeroloom {

namespace {

using Map = YamlValue::Map;
using List = YamlValue::List;

constexpr std::string_view TopologyPath = "/etc/zeroloom/topology.zeroloom";
constexpr std::string_view HealthPath = "/tmp/health";
constexpr std::string_view SecretFolder = "/run/secrets"; // where Compose puts them

// Compose replaces $NAME and ${NAME} in every value.
std::string withoutInterpolation(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += c == '$' ? "$$" : std::string(1, c);
    return out;
}

std::string seconds(std::chrono::seconds time) { return std::to_string(time.count()) + "s"; }

List runCommand(const DeployedUnit& unit)
{
    List command{"run", TopologyPath, "--host", unit.name, "--drain", seconds(DeployedDrain), "--health", HealthPath};
    if (!unit.secrets.empty())
        command.insert(command.end(), {"--secrets", SecretFolder});
    return command;
}

Map probe()
{
    return {{"test", List{"CMD", "zeroloomctl", "health", HealthPath, "--ready"}},
            {"interval", "10s"},
            {"timeout", "5s"},
            {"retries", 3},
            {"start_period", "30s"}};
}

// What no socket needs is taken away.
void addConfinement(Map& service)
{
    const std::string user = std::to_string(DeployedUser);
    service.emplace_back("user", user + ":" + user);
    service.emplace_back("cap_drop", List{"ALL"});
    service.emplace_back("security_opt", List{"no-new-privileges:true"});
    service.emplace_back("tmpfs", List{"/tmp:mode=1777"});
    service.emplace_back("stop_grace_period", seconds(DeployedGrace));
    service.emplace_back("deploy", Map{{"resources", Map{{"limits", Map{{"cpus", "1.0"}, {"memory", "256M"}}},
                                                         {"reservations", Map{{"cpus", "0.1"}, {"memory", "64M"}}}}}});
}

void addPorts(Map& service, const DeployedUnit& unit)
{
    List exposed, published;
    for (const DeployedPort& port : unit.ports) {
        const std::string number = std::to_string(port.port);
        exposed.emplace_back(number);
        if (port.forOutside)
            published.emplace_back((port.onlyLocally ? "127.0.0.1:" : "") + number + ":" + number);
    }
    if (!exposed.empty())
        service.emplace_back("expose", exposed);
    if (!published.empty())
        service.emplace_back("ports", published);
}

// Whom our services look up by name and Compose does not run: by default, the machine that runs the containers.
void addOutsideNames(Map& service, const Deployment& deployment)
{
    List names;
    for (const DeployedOutside& outside : deployment.outside) {
        if (outside.named)
            names.emplace_back(outside.name + ":${" + variableName(outside.name) + "_ADDRESS:-host-gateway}");
    }
    if (!names.empty())
        service.emplace_back("extra_hosts", names);
}

Map hostService(const DeployedUnit& unit, const Deployment& deployment)
{
    Map service{{"image", "zeroloom:local"},
                {"build", Map{{"context", "."}}},
                {"pull_policy", "build"}, // no registry's image of that name
                {"command", runCommand(unit)},
                {"configs", List{Map{{"source", "topology"}, {"target", TopologyPath}}}}};
    if (!unit.secrets.empty()) {
        List secrets;
        for (const DeployedSecret& secret : unit.secrets)
            secrets.push_back(Map{{"source", secret.file}, {"target", secret.file}});
        service.emplace_back("secrets", secrets);
    }
    service.emplace_back("read_only", true);
    addConfinement(service);
    service.emplace_back("restart", unit.ends ? "on-failure" : "unless-stopped");
    service.emplace_back("healthcheck", probe());
    addPorts(service, unit);
    addOutsideNames(service, deployment);
    return service;
}

Map programService(const DeployedUnit& unit, const Deployment& deployment)
{
    const DeployedProgram& program = unit.program;
    List arguments;
    for (const std::string& argument : program.arguments)
        arguments.emplace_back(withoutInterpolation(argument));
    Map environment;
    for (const auto& [name, value] : program.environment)
        environment.emplace_back(name, withoutInterpolation(value));
    Map service{{"image", "${" + variableName(unit.name) + "_IMAGE:-debian:12-slim}"},
                {"profiles", List{"programs"}}, // never started without being asked for
                {"entrypoint", List{withoutInterpolation(program.command)}},
                {"command", arguments},
                {"environment", environment},
                {"init", true}}; // it may not be made to be process 1
    if (!program.folder.empty())
        service.emplace_back("working_dir", withoutInterpolation(program.folder));
    addConfinement(service);
    service.emplace_back("restart", program.restart == "never" ? "no" : program.restart);
    addPorts(service, unit);
    addOutsideNames(service, deployment);
    return service;
}

std::string composeFile(const Deployment& deployment)
{
    Map services, secrets;
    for (const DeployedUnit& unit : deployment.units) {
        services.emplace_back(unit.name,
                              unit.isProgram ? programService(unit, deployment) : hostService(unit, deployment));
        for (const DeployedSecret& secret : unit.secrets)
            secrets.emplace_back(secret.file, Map{{"file", "./secrets/" + secret.file}});
    }
    Map document{{"name", deployment.name},
                 {"services", services},
                 {"configs", Map{{"topology", Map{{"file", "./" + std::string(DeployedTopologyFile)}}}}}};
    if (!secrets.empty())
        document.emplace_back("secrets", secrets);
    return "# Services find each other by name, in any order of starting: ZeroMQ connects again until the other is "
           "there.\n" +
           yamlDocument(document);
}

std::string composeReadme(const Deployment& deployment)
{
    std::string text =
        "# " + deployment.name +
        " in containers\n\n"
        "Put the Debian package of Zeroloom, `zeroloom_*.deb`, into this folder; the image is made of it.\n\n"
        "```\n"
        "docker compose up --build --detach     start all hosts of the topology\n"
        "docker compose ps                      which are healthy\n"
        "docker compose logs --follow           figures, once a second\n"
        "docker compose down                    sources stop, queues drain, all end\n"
        "```\n\n" +
        deploymentSummary(deployment);
    for (const DeployedOutside& outside : deployment.outside) {
        if (outside.named)
            text += "\n`" + outside.name + "` is looked up on the machine that runs the containers; set `" +
                    variableName(outside.name) + "_ADDRESS` in a file `.env` to an IP address if it is elsewhere.\n";
    }
    if (deployment.hasPrograms()) {
        text += "\n## Programs\n\nRead their commands in `compose.yaml` first. They start only when asked for:\n\n"
                "```\ndocker compose --profile programs up --detach\n```\n\n"
                "Each runs in `debian:12-slim`, unless `.env` names an image that has the program:\n\n";
        for (const DeployedUnit& unit : deployment.units) {
            if (unit.isProgram)
                text += "- `" + variableName(unit.name) + "_IMAGE` for `" + unit.name + "`\n";
        }
    }
    if (deployment.hasSecrets())
        text += "\n## Secrets\n\n`secrets/` holds keys and passwords in clear, one to a file. Keep it out of version "
                "control, "
                "and let nobody read it but user " +
                std::to_string(DeployedUser) + ", as whom the containers run:\n\n```\nchown -R " +
                std::to_string(DeployedUser) + " secrets && chmod -R go= secrets\n```\n";
    return text;
}

} // namespace

Result<Exported> exportCompose(const Topology& topology, const ExportChoices& /*choices*/)
{
    const auto deployment = makeDeployment(topology, DeploymentPlace::Containers);
    if (!deployment)
        return tl::unexpected(deployment.error());
    Exported exported;
    exported.remarks = deployment->remarks;
    exported.files.push_back({"compose.yaml", composeFile(*deployment)});
    exported.files.push_back({std::string(DeployedTopologyFile), writeTopology(deployment->topology)});
    exported.files.push_back({"Dockerfile", deploymentDockerfile()});
    exported.files.push_back({".dockerignore", "*\n!zeroloom_*.deb\n"}); // keys are no part of an image
    exported.files.push_back({"README.md", composeReadme(*deployment)});
    for (const DeployedUnit& unit : deployment->units) {
        for (const DeployedSecret& secret : unit.secrets)
            exported.files.push_back({"secrets/" + secret.file, secret.value + "\n"});
    }
    if (deployment->hasSecrets())
        exported.files.push_back({"secrets/.gitignore", "*\n"});
    return exported;
}

} // namespace zeroloom
