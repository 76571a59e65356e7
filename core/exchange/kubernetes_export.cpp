// Kubernetes: for each host of the topology a Deployment (or a Job, where it ends by itself) and a Service, the
// topology in a ConfigMap, keys in Secrets.
#include "core/base/utf8.h"
#include "core/exchange/deployment.h"
#include "core/exchange/export_functions.h"
#include "core/exchange/yaml_text.h"
#include "core/format/topology_file.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace zeroloom {

namespace {

using Map = YamlValue::Map;
using List = YamlValue::List;

constexpr std::string_view ConfigFolder = "/etc/zeroloom";
constexpr std::string_view KeyFolder = "/etc/zeroloom-secrets";
constexpr std::string_view HealthFile = "/tmp/health";
constexpr std::size_t LargestConfigMap = 1000000; // bytes; the API server refuses more than a mebibyte

// Kubernetes replaces $(NAME) in commands, arguments and variables; $$ is a dollar.
std::string withoutReferences(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += c == '$' ? "$$" : std::string(1, c);
    return out;
}

// JSON with \u for all that is not printable: kubectl's kustomize writes YAML with raw control characters, which it
// then refuses, and a block of plain lines can be read.
std::string asciiJson(std::string_view json)
{
    std::string out;
    const auto add = [&](std::uint32_t unit) {
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(unit));
        out += text.data();
    };
    for (std::size_t place = 0; place < json.size();) {
        const char32_t point = nextCharacter(json, place);
        if (point < 0x7f) {
            out += static_cast<char>(point);
        } else if (point < 0x10000) {
            add(point);
        } else {
            add(0xd800 + ((point - 0x10000) >> 10U));
            add(0xdc00 + ((point - 0x10000) & 0x3ffU));
        }
    }
    return out;
}

// Of the topology and the keys: another one means other pods.
std::string fingerprint(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL; // FNV-1a, 64 bit
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    std::array<char, 17> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
    return digits.data();
}

// One deployment's manifests.
class Manifests {
public:
    explicit Manifests(const Deployment& deployment)
        : m_deployment(deployment), m_space(spaceOf(deployment.name)),
          m_topology(asciiJson(writeTopology(deployment.topology)))
    {
    }

    const std::string& space() const { return m_space; }
    const std::string& topology() const { return m_topology; }
    std::string namespaceManifest() const;
    std::string configMap() const;
    std::string secret(const DeployedUnit& unit) const;
    std::string unit(const DeployedUnit& unit) const;
    std::string outside(const DeployedOutside& outside) const;
    std::string kustomization() const;

private:
    static std::string spaceOf(const std::string& name)
    {
        return name == "default" || name.starts_with("kube-") ? "zeroloom-" + name.substr(0, 50) : name;
    }
    Map labels(const std::string& component) const;
    Map metadata(const std::string& name, const std::string& component) const;
    Map workload(const DeployedUnit& unit) const;
    Map podTemplate(const DeployedUnit& unit) const;
    Map hostContainer(const DeployedUnit& unit) const;
    Map programContainer(const DeployedUnit& unit) const;
    Map service(const DeployedUnit& unit) const;

    const Deployment& m_deployment;
    const std::string m_space;
    const std::string m_topology;
};

Map Manifests::labels(const std::string& component) const
{
    return {{"app.kubernetes.io/name", "zeroloom"},
            {"app.kubernetes.io/instance", m_deployment.name},
            {"app.kubernetes.io/component", component}};
}

Map Manifests::metadata(const std::string& name, const std::string& component) const
{
    return {{"name", name}, {"namespace", m_space}, {"labels", labels(component)}};
}

std::string Manifests::namespaceManifest() const
{
    return yamlDocument({{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", Map{{"name", m_space}}}});
}

std::string Manifests::configMap() const
{
    return yamlDocument({{"apiVersion", "v1"},
                         {"kind", "ConfigMap"},
                         {"metadata", metadata("topology", "topology")},
                         {"data", Map{{std::string(DeployedTopologyFile), YamlValue::block(m_topology)}}}});
}

std::string Manifests::secret(const DeployedUnit& unit) const
{
    Map keys;
    for (const DeployedSecret& one : unit.secrets)
        keys.emplace_back(one.file, one.value);
    return yamlDocument({{"apiVersion", "v1"},
                         {"kind", "Secret"},
                         {"metadata", metadata(unit.name, unit.name)},
                         {"type", "Opaque"},
                         {"stringData", keys}});
}

Map commandProbe(bool ready, int period, int failures)
{
    List command{"zeroloomctl", "health", HealthFile};
    if (ready)
        command.emplace_back("--ready");
    return {{"exec", Map{{"command", command}}},
            {"periodSeconds", period},
            {"timeoutSeconds", 5},
            {"failureThreshold", failures}};
}

Map containerSecurity(bool readOnly)
{
    return {{"allowPrivilegeEscalation", false},
            {"readOnlyRootFilesystem", readOnly},
            {"capabilities", Map{{"drop", List{"ALL"}}}}};
}

Map resources()
{
    return {{"requests", Map{{"cpu", "100m"}, {"memory", "64Mi"}}}, {"limits", Map{{"cpu", "1"}, {"memory", "256Mi"}}}};
}

void addContainerPorts(Map& container, const DeployedUnit& unit)
{
    List ports;
    for (const DeployedPort& port : unit.ports)
        ports.push_back(
            Map{{"name", port.scheme + "-" + std::to_string(port.port)}, {"containerPort", int{port.port}}});
    if (!ports.empty())
        container.emplace_back("ports", ports);
}

Map Manifests::hostContainer(const DeployedUnit& unit) const
{
    List command{"run",      std::string(ConfigFolder) + "/" + std::string(DeployedTopologyFile),
                 "--host",   unit.name,
                 "--drain",  std::to_string(DeployedDrain.count()) + "s",
                 "--health", HealthFile};
    List mounts{Map{{"name", "topology"}, {"mountPath", ConfigFolder}, {"readOnly", true}},
                Map{{"name", "tmp"}, {"mountPath", "/tmp"}}};
    if (!unit.secrets.empty()) {
        command.insert(command.end(), {"--secrets", KeyFolder});
        mounts.push_back(Map{{"name", "secrets"}, {"mountPath", KeyFolder}, {"readOnly", true}});
    }
    Map container{{"name", "zeroloom"},
                  {"image", "zeroloom:local"},
                  {"imagePullPolicy", "IfNotPresent"},
                  {"command", List{"/usr/bin/zeroloomctl"}},
                  {"args", command}};
    addContainerPorts(container, unit);
    container.emplace_back("startupProbe", commandProbe(false, 2, 30));
    container.emplace_back("livenessProbe", commandProbe(false, 10, 3));
    container.emplace_back("readinessProbe", commandProbe(true, 5, 2));
    container.emplace_back("resources", resources());
    container.emplace_back("securityContext", containerSecurity(true));
    container.emplace_back("volumeMounts", mounts);
    return container;
}

Map Manifests::programContainer(const DeployedUnit& unit) const
{
    const DeployedProgram& program = unit.program;
    List arguments, environment;
    for (const std::string& argument : program.arguments)
        arguments.emplace_back(withoutReferences(argument));
    for (const auto& [name, value] : program.environment)
        environment.push_back(Map{{"name", name}, {"value", withoutReferences(value)}});
    Map container{{"name", "program"},
                  {"image", "debian:12-slim"},
                  {"command", List{withoutReferences(program.command)}},
                  {"args", arguments},
                  {"env", environment}};
    if (!program.folder.empty())
        container.emplace_back("workingDir", program.folder);
    addContainerPorts(container, unit);
    container.emplace_back("resources", resources());
    container.emplace_back("securityContext", containerSecurity(false));
    container.emplace_back("volumeMounts", List{Map{{"name", "tmp"}, {"mountPath", "/tmp"}}});
    return container;
}

Map Manifests::podTemplate(const DeployedUnit& unit) const
{
    List volumes{Map{{"name", "tmp"}, {"emptyDir", Map{{"medium", "Memory"}, {"sizeLimit", "16Mi"}}}}};
    std::string content;
    if (!unit.isProgram) {
        volumes.push_back(Map{{"name", "topology"}, {"configMap", Map{{"name", "topology"}}}});
        content = m_topology;
    }
    if (!unit.secrets.empty())
        volumes.push_back(Map{{"name", "secrets"}, {"secret", Map{{"secretName", unit.name}, {"defaultMode", 0440}}}});
    for (const DeployedSecret& secret : unit.secrets)
        content += secret.file + "=" + secret.value + "\n";
    Map spec{{"automountServiceAccountToken", false},
             {"enableServiceLinks", false}, // variables that nobody asked for
             {"terminationGracePeriodSeconds", static_cast<int>(DeployedGrace.count())},
             {"securityContext", Map{{"runAsNonRoot", true},
                                     {"runAsUser", DeployedUser},
                                     {"runAsGroup", DeployedUser},
                                     {"fsGroup", DeployedUser},
                                     {"seccompProfile", Map{{"type", "RuntimeDefault"}}}}},
             {"containers", List{unit.isProgram ? programContainer(unit) : hostContainer(unit)}},
             {"volumes", volumes}};
    if (unit.isProgram)
        spec.emplace_back("shareProcessNamespace", true); // it may not be made to be process 1
    if (unit.ends)
        spec.emplace_back("restartPolicy", unit.isProgram && unit.program.restart == "never" ? "Never" : "OnFailure");
    Map meta{{"labels", labels(unit.name)}};
    if (!content.empty())
        meta.emplace_back("annotations", Map{{"zeroloom/content", fingerprint(content)}});
    return {{"metadata", meta}, {"spec", spec}};
}

// A second pod beside the first would send everything twice and bind what the first has bound, so there is one at a
// time.
Map Manifests::workload(const DeployedUnit& unit) const
{
    if (unit.ends) {
        const int tries = unit.isProgram && unit.program.restart == "never" ? 0 : 6;
        return {{"apiVersion", "batch/v1"},
                {"kind", "Job"},
                {"metadata", metadata(unit.name, unit.name)},
                {"spec", Map{{"backoffLimit", tries}, {"template", podTemplate(unit)}}}};
    }
    return {{"apiVersion", "apps/v1"},
            {"kind", "Deployment"},
            {"metadata", metadata(unit.name, unit.name)},
            {"spec", Map{{"replicas", 1},
                         {"strategy", Map{{"type", "Recreate"}}},
                         {"selector", Map{{"matchLabels", labels(unit.name)}}},
                         {"template", podTemplate(unit)}}}};
}

Map Manifests::service(const DeployedUnit& unit) const
{
    List ports;
    for (const DeployedPort& port : unit.ports) {
        const std::string name = port.scheme + "-" + std::to_string(port.port);
        ports.push_back(Map{{"name", name}, {"port", int{port.port}}, {"targetPort", name}});
    }
    return {{"apiVersion", "v1"},
            {"kind", "Service"},
            {"metadata", metadata(unit.name, unit.name)},
            {"spec", Map{{"selector", labels(unit.name)}, {"ports", ports}}}};
}

std::string Manifests::unit(const DeployedUnit& unit) const
{
    return yamlDocument(workload(unit)) + (unit.ports.empty() ? "" : yamlDocument(service(unit)));
}

std::string Manifests::outside(const DeployedOutside& outside) const
{
    return yamlDocument({{"apiVersion", "v1"},
                         {"kind", "Service"},
                         {"metadata", metadata(outside.name, outside.name)},
                         {"spec", Map{{"type", "ExternalName"}, {"externalName", outside.name + ".invalid"}}}});
}

std::string Manifests::kustomization() const
{
    List files{"namespace.yaml", "topology.yaml"};
    for (const DeployedUnit& unit : m_deployment.units) {
        if (!unit.secrets.empty())
            files.emplace_back("secret-" + unit.name + ".yaml");
        if (!unit.isProgram)
            files.emplace_back("host-" + unit.name + ".yaml");
    }
    for (const DeployedOutside& outside : m_deployment.outside) {
        if (outside.named)
            files.emplace_back("outside-" + outside.name + ".yaml");
    }
    return yamlDocument(
        {{"apiVersion", "kustomize.config.k8s.io/v1beta1"}, {"kind", "Kustomization"}, {"resources", files}});
}

std::string kubernetesReadme(const Deployment& deployment, const Manifests& manifests)
{
    const std::string& space = manifests.space();
    std::string text = "# " + deployment.name +
                       " in Kubernetes\n\n"
                       "Put the Debian package of Zeroloom, `zeroloom_*.deb`, into this folder, make the image of it, "
                       "bring it to where "
                       "your cluster finds it, and put its name for `zeroloom:local`:\n\n"
                       "```\n"
                       "docker build --tag zeroloom:local .\n"
                       "kubectl apply --kustomize .\n"
                       "kubectl --namespace " +
                       space + " get pods\n```\n\n" + deploymentSummary(deployment);
    for (const DeployedUnit& unit : deployment.units) {
        for (const DeployedPort& port : unit.ports) {
            if (port.forOutside)
                text += "\nSomeone outside connects to port " + std::to_string(port.port) + " of the service `" +
                        unit.name +
                        "`: where that is outside the cluster, give it the type `NodePort` or "
                        "`LoadBalancer`.\n";
        }
    }
    for (const DeployedOutside& outside : deployment.outside) {
        if (outside.named)
            text += "\n`outside-" + outside.name + ".yaml` says where `" + outside.name +
                    "` is: put the DNS name of its machine for `" + outside.name + ".invalid`.\n";
    }
    if (std::ranges::any_of(deployment.units, &DeployedUnit::ends))
        text += "\nWhat ends by itself is a Job, and a Job cannot be changed: `kubectl delete --filename` its file "
                "before you "
                "apply it again.\n";
    if (deployment.hasPrograms()) {
        text += "\n## Programs\n\nRead their commands first, and put images that have the programs for "
                "`debian:12-slim`. They start only when asked for:\n\n```\n";
        for (const DeployedUnit& unit : deployment.units) {
            if (unit.isProgram)
                text += "kubectl apply --filename program-" + unit.name + ".yaml\n";
        }
        text += "```\n";
    }
    if (deployment.hasSecrets())
        text += "\n## Secrets\n\nThe files `secret-*.yaml` hold keys and passwords in clear. Keep them out of version "
                "control.\n";
    return text;
}

} // namespace

Result<Exported> exportKubernetes(const Topology& topology, const ExportChoices& /*choices*/)
{
    const auto deployment = makeDeployment(topology, DeploymentPlace::Containers);
    if (!deployment)
        return tl::unexpected(deployment.error());
    const Manifests manifests(*deployment);
    if (manifests.topology().size() > LargestConfigMap)
        return fail(ErrorCode::Unsupported, "the topology file has " + std::to_string(manifests.topology().size()) +
                                                " bytes and a ConfigMap takes at most " +
                                                std::to_string(LargestConfigMap) + "; split the topology");
    Exported exported;
    exported.remarks = deployment->remarks;
    exported.files.push_back({"kustomization.yaml", manifests.kustomization()});
    exported.files.push_back({"namespace.yaml", manifests.namespaceManifest()});
    exported.files.push_back({"topology.yaml", manifests.configMap()});
    for (const DeployedUnit& unit : deployment->units) {
        if (!unit.secrets.empty())
            exported.files.push_back({"secret-" + unit.name + ".yaml", manifests.secret(unit)});
        exported.files.push_back({(unit.isProgram ? "program-" : "host-") + unit.name + ".yaml", manifests.unit(unit)});
    }
    for (const DeployedOutside& outside : deployment->outside) {
        if (outside.named)
            exported.files.push_back({"outside-" + outside.name + ".yaml", manifests.outside(outside)});
    }
    exported.files.push_back({"Dockerfile", deploymentDockerfile()});
    exported.files.push_back({".dockerignore", "*\n!zeroloom_*.deb\n"});
    if (deployment->hasSecrets())
        exported.files.push_back({".gitignore", "secret-*.yaml\n"});
    exported.files.push_back({"README.md", kubernetesReadme(*deployment, manifests)});
    return exported;
}

} // namespace zeroloom
